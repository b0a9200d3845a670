"""Drafts of warnings: kept, written anew, begun from the one they are to replace, looked at before."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.own import issuing, mapping, placing, store, wording
from geoops.hydromet.warnings.own.content import (
    CONTENT,
    body_of,
    content_of,
    holds,
    missing,
    ordered,
    template_of,
)
from geoops.hydromet.warnings.own.errors import AlertConflict, AlertIncomplete, WrongAlertState
from geoops.hydromet.warnings.own.keeping import for_update, record
from geoops.hydromet.warnings.own.lookup import get
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.releasing import Office
from geoops.hydromet.warnings.own.schemas import AlertIn
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import Fault, PreconditionFailed
from geoops.kit.i18n import Text


async def draft(session: AsyncSession, body: AlertIn, caller: Caller) -> tuple[Alert, bool]:
    """Keep a first draft; the second value says whether it is new. The same id with the same content is answered again.

    Raises InputRefused, OutsideScope, AlertConflict.
    """
    alert_id = body.id or uuid.uuid4()
    values = await content_of(session, body, caller)
    new = await store.add(
        session,
        {
            **values,
            "id": alert_id,
            "chain_id": alert_id,
            "message_type": "Alert",
            "authors": [caller.name],
        },
    )
    found = await store.get(session, alert_id)
    if found is None or not (new or holds(found, values)):
        raise AlertConflict
    if new:
        await record(session, found, "draft")
    return found, new


async def amend(
    session: AsyncSession, alert_id: uuid.UUID, body: AlertIn, if_match: str | None, caller: Caller
) -> Alert:
    """Write a draft anew; who does is one of its authors from then on. What is there already, word for word, changes
    nothing and is answered whatever was read: a request whose answer was lost is sent again with the etag before it
    (RFC 9110, section 13.1.1).

    Raises as `draft`, and PreconditionFailed.
    """
    values = await content_of(session, body, caller)
    try:
        found = await for_update(session, alert_id, if_match)
    except PreconditionFailed:
        standing = await get(session, alert_id)
        if if_match is None or not holds(standing, values):
            raise
        return standing
    if found.state != "draft":
        raise WrongAlertState(extra={"state": found.state})
    before = {name: _plain(getattr(found, name)) for name in CONTENT if name != "commune_codes"}
    authors = [*found.authors, *([caller.name] if caller.name not in found.authors else [])]
    await store.change(session, alert_id, {**values, "authors": authors})
    after = await get(session, alert_id)
    await record(session, after, "amend", {"before": before})
    return after


async def follow(session: AsyncSession, found: Alert, caller: Caller) -> Alert:
    """A draft that begins as the warning it is to replace. Raises AlertConflict where one is under way."""
    wkb = await store.geometry(session, found.id)
    new_id = uuid.uuid4()
    await store.lock_chain(session, found.chain_id)
    new = await store.add(
        session,
        {
            **{name: getattr(found, name) for name in CONTENT if name != "note"},
            "texts_by_hand": found.texts_by_hand,
            "id": new_id,
            "chain_id": found.chain_id,
            "previous_id": found.id,
            "message_type": "Update",
            "authors": [caller.name],
            "boundary_version": found.boundary_version,
            "geom": store.shape(wkb),
            "geom_3857": store.mercator(wkb),
            "communes_km2": found.communes_km2,
            "covered_km2": found.covered_km2,
        },
    )
    if not new:
        raise AlertConflict(
            Text("Đã có một bản cập nhật đang soạn", "An update of this warning is being drafted already")
        )
    after = await get(session, new_id)
    await record(session, after, "draft", {"updates": str(found.id)})
    return after


async def submit(session: AsyncSession, found: Alert, caller: Caller, now: datetime) -> None:
    """Put a draft before the second person. Raises AlertIncomplete."""
    body = body_of(found)
    template = template_of(found.hazard)
    places = ordered(await placing.known(session, found.commune_codes))
    texts, by_hand = wording.of_draft(body, template, places, now)
    lacking = missing(template, found.values, texts, body, now, by_hand=by_hand)
    if lacking:
        raise AlertIncomplete(faults=lacking)
    await store.change(
        session,
        found.id,
        {"state": "review", "submitted_by": caller.name, "texts": texts, "review_note": None},
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a draft would become."""

    texts: wording.Texts
    urgency: str
    placed: placing.Placed | None
    cap: bytes | None
    missing: Sequence[Fault]


async def preview(session: AsyncSession, body: AlertIn, office: Office) -> Preview:
    """Texts, polygons and document of a draft that is not kept. Raises InputRefused."""
    template = template_of(body.hazard)
    names = await placing.known(session, body.commune_codes)
    places = ordered(names)
    now = await spaces.now(session)
    placed = await placing.place(session, body.commune_codes)
    texts, _ = wording.of_draft(body, template, places, now)
    lacking = missing(template, body.values, texts, body, now, by_hand=body.texts is not None)
    urgency = mapping.urgency_of(now, body.onset_at or now)
    cap = None
    if placed is not None and not lacking:
        content = issuing.Content(
            identifier=str(uuid.UUID(int=0)),
            message_type="Alert",
            status="Draft",
            template=template,
            severity=body.severity,
            certainty=body.certainty,
            urgency=urgency,
            sent=now,
            onset_at=body.onset_at or now,
            expires_at=body.expires_at,
            texts=texts,
            places=places,
            cover=placed.cover,
            bulletin=body.bulletin,
            note=body.note,
        )
        cap = await asyncio.to_thread(issuing.issue, content, office.sender, None)
    return Preview(texts, urgency, placed, cap, lacking)


async def template_texts(session: AsyncSession, alert: Alert) -> wording.Texts:
    """What the template says for the values of a warning: what was changed by hand differs from it."""
    places = ordered(await communes.names(session, alert.commune_codes))
    return wording.by_template(
        template_of(alert.hazard), alert.values, places, alert.onset_at or alert.changed_at, alert.expires_at
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
