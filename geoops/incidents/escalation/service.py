"""Who is told when incidents climb, and what becomes of each message.

A message is written in the transaction that raises the incidents, one for each recipient whatever their number: it
is neither lost nor doubled, and a night with four hundred reports does not ring four hundred times.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.delivery import channels
from geoops.hydromet.warnings.delivery.errors import SubscriptionTaken, UnknownSubscription
from geoops.hydromet.warnings.delivery.service import CLAIMED_FOR, TRIES
from geoops.incidents.escalation import store
from geoops.incidents.escalation.message import EscalationNotice, Raised
from geoops.incidents.escalation.models import EscalationMessage, EscalationRecipient
from geoops.incidents.escalation.schemas import EscalationRecipientIn, EscalationRecipientPatch
from geoops.incidents.recording import DOMAIN
from geoops.incidents.rules import rules
from geoops.kit import changes, etags, spaces
from geoops.kit.context import LIVE, Caller, Scope
from geoops.kit.errors import Fault, InputRefused, NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.outbound import NotDelivered
from geoops.kit.sealed import SealedRecipients
from geoops.settings import Settings


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be sent, and where to; without an address where the key that sealed it is gone."""

    message_id: int
    number: int
    kind: str
    address: str | None
    secret: str | None
    notice: EscalationNotice


async def subscribe(
    session: AsyncSession, body: EscalationRecipientIn, caller: Caller, space: str, settings: Settings
) -> EscalationRecipient:
    """Add a recipient to the live space. Raises InputRefused, NotAllowed, BadAddress, SubscriptionTaken."""
    _check_live(space)
    _check_level(body.least_level)
    await _check_area(session, body.area, caller)
    recipient_id = uuid.uuid4()
    values = {
        "id": recipient_id,
        "name": body.name,
        "kind": body.kind,
        "shown": await _shown(body.kind, body.address, settings),
        "address": _sealed(settings).address(recipient_id, body.address.get_secret_value()),
        "secret": _sealed(settings).secret(
            recipient_id, body.secret.get_secret_value() if body.secret else None
        ),
        "area": sorted(set(body.area)),
        "least_level": body.least_level,
        "created_by": caller.name,
    }
    if not await store.add(session, values):
        raise SubscriptionTaken
    await _record(session, str(recipient_id), "subscribe", {"name": body.name, "kind": body.kind})
    return await _existing(session, recipient_id)


async def change(
    session: AsyncSession,
    recipient_id: uuid.UUID,
    body: EscalationRecipientPatch,
    if_match: str | None,
    caller: Caller,
    settings: Settings,
) -> EscalationRecipient:
    """Change what is given. Raises UnknownSubscription, PreconditionFailed with what others made of it, InputRefused,
    NotAllowed, BadAddress, SubscriptionTaken."""
    before = await _existing(session, recipient_id, for_update=True)
    etags.check(
        if_match,
        version(before),
        name=before.name,
        area=before.area,
        least_level=before.least_level,
        shown=before.shown,
    )
    given = body.model_dump(
        include=body.model_fields_set & {"name", "area", "least_level"}, exclude_none=True
    )
    if body.least_level is not None:
        _check_level(body.least_level)
    if body.area is not None:
        await _check_area(session, body.area, caller)
        given["area"] = sorted(set(body.area))
    values = given | _sealed(settings).replaced(recipient_id, before.secret, body)
    if body.address is not None:
        values["shown"] = await _shown(before.kind, body.address, settings)
    if not values:
        return before
    if not await store.change(session, recipient_id, values):
        raise SubscriptionTaken
    hidden = sorted({"address", "secret"} & values.keys())
    await _record(session, str(recipient_id), "change", given | ({"replaced": hidden} if hidden else {}))
    await session.refresh(before)
    return before


async def trial(session: AsyncSession, recipient_id: uuid.UUID, space: str) -> int:
    """Write a message without incidents, to go the way that a real one goes; its number.

    While one is on its way there is no second; one that failed is tried again at once. Raises UnknownSubscription, InputRefused.
    """
    _check_live(space)
    await _existing(session, recipient_id)
    if (waiting := await store.waiting_trial(session, recipient_id)) is not None:
        await store.hasten(session, waiting, CLAIMED_FOR)
        return waiting
    number = await store.queue_trial(session, recipient_id, await spaces.now(session))
    await _record(session, str(number), "try", {"recipient_id": str(recipient_id)}, "escalation_message")
    return number


async def seal_open(session: AsyncSession, settings: Settings) -> int:
    """Seal what was written before addresses were sealed; how many recipients. Raises CannotSeal."""
    rows = [(row.id, row.address, row.secret) for row in await store.recipients(session)]
    found = list(_sealed(settings).closed(rows))
    for recipient_id, closed in found:
        await store.change(session, recipient_id, closed)
        await _record(session, str(recipient_id), "seal", {})
    return len(found)


def version(row: EscalationRecipient) -> str:
    """What `If-Match` is compared with."""
    return etags.of_content(row.name, row.area, row.least_level, row.address, row.secret)


def readable(row: EscalationRecipient, settings: Settings) -> bool:
    """Whether the key at hand opens what is kept of a recipient."""
    return _sealed(settings).readable(row.id, row.address, row.secret)


async def _existing(
    session: AsyncSession, recipient_id: uuid.UUID, *, for_update: bool = False
) -> EscalationRecipient:
    row = await store.recipient(session, recipient_id, for_update=for_update)
    if row is None:
        raise UnknownSubscription
    return row


async def _shown(kind: str, address: SecretStr, settings: Settings) -> str:
    return await channels.check_address(kind, address.get_secret_value(), channels.guard_of(settings))


def _sealed(settings: Settings) -> SealedRecipients:
    return SealedRecipients(settings.sealing_file, "escalation_recipient")


def _check_live(space: str) -> None:
    if space != LIVE:
        raise InputRefused(
            Text("Diễn tập và phát lại không gửi ra ngoài", "Drills and replays send nothing out")
        )


def _check_level(level: int) -> None:
    top = len(rules().escalation.levels) - 1
    if level > top:
        raise InputRefused(
            faults=[Fault(Text(f"chỉ có {top} cấp", f"there are {top} levels"), field="least_level")]
        )


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
    address, secret = _sealed(settings).opened(row["recipient_id"], row["address"], row["secret"])
    return Attempt(row["id"], row["attempts"], row["kind"], address, secret, notice)


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
