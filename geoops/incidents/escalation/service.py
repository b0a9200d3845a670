"""Who is told when incidents climb, and what becomes of each message.

A message is written in the transaction that raises the incidents, one for each recipient whatever their number: it
is neither lost nor doubled, and a night with four hundred reports does not ring four hundred times.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.delivery import channels
from geoops.hydromet.warnings.delivery.errors import SubscriptionTaken, UnknownSubscription
from geoops.hydromet.warnings.delivery.service import CLAIMED_FOR, TRIES
from geoops.incidents.escalation import store
from geoops.incidents.escalation.message import EscalationNotice, Raised
from geoops.incidents.escalation.models import EscalationMessage, EscalationRecipient
from geoops.incidents.escalation.schemas import EscalationRecipientIn
from geoops.incidents.recording import DOMAIN
from geoops.incidents.rules import rules
from geoops.kit import changes, spaces
from geoops.kit.context import LIVE, Caller, Scope
from geoops.kit.errors import Fault, InputRefused, NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.outbound import NotDelivered
from geoops.settings import Settings


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be sent, and where to."""

    message_id: int
    number: int
    kind: str
    address: str
    secret: str | None
    notice: EscalationNotice


async def subscribe(
    session: AsyncSession, body: EscalationRecipientIn, caller: Caller, space: str, settings: Settings
) -> EscalationRecipient:
    """Add a recipient to the live space. Raises InputRefused, NotAllowed, BadAddress, SubscriptionTaken."""
    if space != LIVE:
        raise InputRefused(
            Text("Diễn tập và phát lại không gửi ra ngoài", "Drills and replays send nothing out")
        )
    top = len(rules().escalation.levels) - 1
    if body.least_level > top:
        raise InputRefused(
            faults=[Fault(Text(f"chỉ có {top} cấp", f"there are {top} levels"), field="least_level")]
        )
    await _check_area(session, body.area, caller)
    address = body.address.get_secret_value()
    values = {
        "id": uuid.uuid4(),
        "name": body.name,
        "kind": body.kind,
        "address": address,
        "secret": body.secret.get_secret_value() if body.secret else None,
        "shown": await channels.check_address(body.kind, address, channels.guard_of(settings)),
        "area": sorted(set(body.area)),
        "least_level": body.least_level,
        "created_by": caller.name,
    }
    if not await store.add(session, values):
        raise SubscriptionTaken
    await _record(session, str(values["id"]), "subscribe", {"name": body.name, "kind": body.kind})
    return next(row for row in await store.recipients(session) if row.id == values["id"])


async def _check_area(session: AsyncSession, area: Sequence[str], caller: Caller) -> None:
    asked = Scope.parse(",".join(area))
    inside = caller.scope.nation or (not asked.nation and asked.provinces <= caller.scope.provinces)
    for code in asked.communes if inside else ():
        inside = inside and caller.scope.covers(code, await communes.province_of(session, code))
    if not inside:
        raise NotAllowed(Text("Khu vực nằm ngoài phạm vi của bạn", "The area lies outside your scope"))


async def unsubscribe(session: AsyncSession, recipient_id: uuid.UUID) -> None:
    """Take a recipient out and forget its address. Raises UnknownSubscription."""
    name = await store.remove(session, recipient_id)
    if name is None:
        raise UnknownSubscription
    await _record(session, str(recipient_id), "unsubscribe", {"name": name})


async def recipients(session: AsyncSession) -> Sequence[EscalationRecipient]:
    """The recipients of the caller's scope."""
    return await store.recipients(session)


async def messages(
    session: AsyncSession, limit: int, after: int | None, incident_id: uuid.UUID | None
) -> Sequence[tuple[EscalationMessage, EscalationRecipient]]:
    """Messages with their recipients, newest first, up to `limit + 1`."""
    return await store.messages(session, limit, after, incident_id)


async def tell(session: AsyncSession, space: str, raised: Sequence[Raised]) -> int:
    """Write a message for every recipient whom one of the incidents concerns; how many. Only what is real goes out."""
    if space != LIVE or not raised:
        return 0
    now = await spaces.now(session)
    written = []
    for recipient in await store.recipients(session):
        concerns = [one for one in raised if one.covers(recipient.area, recipient.least_level)]
        if concerns:
            listed = [one.model_dump(mode="json") for one in concerns]
            written.append({"recipient_id": recipient.id, "incidents": listed, "raised_at": now})
    if written:
        await store.queue(session, written)
    return len(written)


async def due(session: AsyncSession) -> Sequence[tuple[int, int]]:
    """Messages whose turn it is, and how often they were tried."""
    return await store.due(session)


async def begin(session: AsyncSession, message_id: int, settings: Settings) -> Attempt | None:
    """Claim a message for one attempt; None where there is nothing to do."""
    row = await store.claim(session, message_id, CLAIMED_FOR)
    if row is None:
        return None
    raised = [Raised.model_validate(one) for one in row["incidents"]]
    base = settings.public_url.rstrip("/") if settings.public_url else None
    notice = EscalationNotice(row["id"], raised, row["raised_at"], base)
    return Attempt(row["id"], row["attempts"], row["kind"], row["address"], row["secret"], notice)


async def finish(session: AsyncSession, attempt: Attempt, failure: NotDelivered | None) -> None:
    """Write the receipt: delivered, given up, or when the next attempt may begin."""
    verdict = TRIES.verdict(attempt.number, failure)
    await store.settle(
        session, attempt.message_id, state=verdict.state, error=verdict.error, wait=verdict.wait
    )
    if verdict.state == "waiting":
        return
    op = "deliver" if verdict.state == "delivered" else "give_up"
    await _record(session, str(attempt.message_id), op, {"attempts": attempt.number}, "escalation_message")


async def _record(
    session: AsyncSession,
    entity_id: str,
    op: str,
    payload: dict[str, object],
    entity: str = "escalation_recipient",
) -> None:
    await changes.record(session, domain=DOMAIN, entity=entity, entity_id=entity_id, op=op, payload=payload)
