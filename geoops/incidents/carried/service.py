"""Taking in what one phone wrote and another brought: the same report as if it had been sent, plus who carried it."""

import uuid
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts.tokens import service as tokens
from geoops.incidents import reporting
from geoops.incidents import service as incidents
from geoops.incidents.carried import store
from geoops.incidents.carried.models import IncidentCarry
from geoops.incidents.carried.schemas import CarriedIn, CarriedOut
from geoops.incidents.schemas import IncidentIn
from geoops.kit import changes, spaces
from geoops.kit.context import Caller
from geoops.kit.input import EARLIEST, FURTHEST_AHEAD
from geoops.kit.problems import validation_problem


def read(body: CarriedIn) -> IncidentIn:
    """The report in a carried text; raises InputRefused naming the field."""
    try:
        return IncidentIn.model_validate_json(body.text)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[:20]
        raise validation_problem([{**one, "loc": ("text", *one["loc"])} for one in found]) from None


async def author_of(session: AsyncSession, body: CarriedIn, carrier: Caller) -> tuple[Caller, bool]:
    """In whose name a carried report is kept: its author's where their token's seal is right, else the carrier's.

    Nobody can speak in another's name, and no report is turned away because its seal cannot be checked any more.
    """
    if body.author == carrier.name:
        return carrier, True
    if body.proof is not None and await tokens.is_proven(session, body.author, body.text, body.proof):
        author = await tokens.author(session, body.author)
        if author is not None:
            return author, True
    return carrier, False


async def take(
    session: AsyncSession, body: CarriedIn, report: IncidentIn, author: Caller, proven: bool, carrier: Caller
) -> tuple[CarriedOut | None, bool]:
    """Keep the report in the author's name and who carried it; the second value says whether it is new.

    None where another report is kept under the id: what came is then kept as a contradiction. The session is in the
    author's context: what they may write is what counts. Raises as `reporting.report`.
    """
    taken = await reporting.report(session, report, author)
    kept = taken.incident
    if kept is None:
        return None, False
    now = await spaces.now(session)
    first = await store.add(
        session,
        {
            "incident_id": report.id,
            "author": body.author,
            "author_label": body.author_label,
            "proven": proven,
            "carrier": carrier.name,
            "made_at": _believable(body.made_at, now),
            "carried_at": now,
        },
    )
    if first:
        await changes.record(
            session,
            domain="incidents",
            entity="incident",
            entity_id=str(report.id),
            op="carry",
            commune_code=kept.commune_code,
            at=(await incidents.found(session, report.id)).row.happened_at,
            payload={"author": body.author, "proven": proven, "carrier": carrier.name},
        )
    return CarriedOut(incident=kept, author=body.author, proven=proven, carrier=carrier.name), taken.new


def _believable(made_at: datetime | None, now: datetime) -> datetime | None:
    """A time that no clock can mean says nothing, and is no reason to turn a report away."""
    if made_at is None or not EARLIEST <= made_at <= now + FURTHEST_AHEAD:
        return None
    return made_at


async def carries(session: AsyncSession, incident_id: uuid.UUID) -> list[IncidentCarry]:
    """Who brought the report; raises UnknownIncident."""
    await incidents.get(session, incident_id)
    return await store.of(session, incident_id)
