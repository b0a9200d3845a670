"""Who gets a warning, and what becomes of each sending."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.warnings.delivery import channels, store
from geoops.hydromet.warnings.delivery.errors import SubscriptionTaken, UnknownSubscription
from geoops.hydromet.warnings.delivery.message import Message, in_language
from geoops.hydromet.warnings.delivery.models import Subscription
from geoops.hydromet.warnings.delivery.schemas import SubscriptionIn
from geoops.hydromet.warnings.own.models import Alert
from geoops.hydromet.warnings.own.templates import templates
from geoops.kit import changes, etags
from geoops.kit.clock import utc_now
from geoops.kit.context import LIVE, Caller, Scope
from geoops.kit.errors import Fault, InputRefused, NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.outbound import NotDelivered, Tries
from geoops.kit.schemas import SealedPatch
from geoops.kit.sealed import KEY_GONE, SealedRecipients
from geoops.settings import Settings

SEVERITIES: Final = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
TRIES: Final = Tries(10, timedelta(seconds=15), timedelta(hours=1))
CLAIMED_FOR: Final = timedelta(seconds=channels.ATTEMPT_S * 2)
BUSY_WAIT: Final = timedelta(seconds=4)
"""A recipient gets one warning at a time, so that one that hangs takes one place in the queue and no more."""

BURST: Final = 20
"""At most so many attempts for one recipient within BURST_WITHIN; more wait their turn."""

BURST_WITHIN: Final = timedelta(minutes=1)


async def subscribe(
    session: AsyncSession, body: SubscriptionIn, caller: Caller, space: str, settings: Settings
) -> Subscription:
    """Add a recipient to the live space. Raises BadAddress, CannotSeal, SubscriptionTaken, InputRefused,
    NotAllowed."""
    if space != LIVE:
        raise InputRefused(
            Text(
                "Diễn tập và phát lại không gửi ra ngoài; nơi nhận chỉ có ở dữ liệu trực tiếp",
                "Drills and replays send nothing out; recipients belong to the live space alone",
            )
        )
    _check_scope(caller, body.area)
    unknown = [hazard for hazard in body.hazards if hazard not in templates()]
    if unknown:
        known = ", ".join(templates())
        raise InputRefused(
            faults=[Fault(Text(f"không có loại này; các loại: {known}", f"use {known}"), field="hazards")]
        )
    address = body.address.get_secret_value()
    shown = await channels.check_address(body.kind, address, channels.guard_of(settings))
    subscription_id = uuid.uuid4()
    new = await store.add(
        session,
        {
            "id": subscription_id,
            "name": body.name,
            "kind": body.kind,
            "address": _sealed(settings).address(subscription_id, address),
            "secret": _sealed(settings).secret(
                subscription_id, body.secret.get_secret_value() if body.secret else None
            ),
            "shown": shown,
            "language": body.language,
            "area": sorted(set(body.area)),
            "hazards": body.hazards,
            "least_severity": body.least_severity,
            "created_by": caller.name,
        },
    )
    if not new:
        raise SubscriptionTaken
    await _record(session, subscription_id, "subscribe", {"name": body.name, "kind": body.kind})
    return await _get(session, subscription_id)


async def readdress(
    session: AsyncSession,
    subscription_id: uuid.UUID,
    body: SealedPatch,
    if_match: str | None,
    settings: Settings,
) -> Subscription:
    """Put in another address or signing key, and send what waits there at once.

    What was given up because the key was gone is sent too, as long as its warning is in force. Raises
    UnknownSubscription, PreconditionFailed, BadAddress, InputRefused, CannotSeal.
    """
    found = await _get(session, subscription_id, for_update=True)
    etags.check(if_match, etags.of_content(found.address, found.secret))
    values = _sealed(settings).replaced(subscription_id, found.secret, body)
    if not values:
        return found
    if body.address is not None:
        values["shown"] = await channels.check_address(
            found.kind, body.address.get_secret_value(), channels.guard_of(settings)
        )
    await store.readdress(session, subscription_id, values)
    await store.send_now(session, subscription_id, KEY_GONE)
    replaced = ", ".join(name for name in ("address", "secret") if name in values)
    await _record(session, subscription_id, "readdress", {"replaced": replaced})
    await session.refresh(found)
    return found


async def unsubscribe(session: AsyncSession, subscription_id: uuid.UUID) -> None:
    """Take a recipient out and forget its address and secret. Raises UnknownSubscription."""
    found = await _get(session, subscription_id)
    await store.remove(session, subscription_id)
    await _record(session, subscription_id, "unsubscribe", {"name": found.name})


async def subscriptions(session: AsyncSession) -> Sequence[Subscription]:
    """The recipients in the caller's scope."""
    return await store.subscriptions(session)


async def seal_open(session: AsyncSession, settings: Settings) -> int:
    """Seal what was written before addresses were sealed; how many recipients. Raises CannotSeal."""
    rows = [(row.id, row.address, row.secret) for row in await store.subscriptions(session)]
    found = list(_sealed(settings).closed(rows))
    for recipient_id, closed in found:
        await store.readdress(session, recipient_id, closed)
        await _record(session, recipient_id, "seal", {})
    return len(found)


def readable(row: Subscription, settings: Settings) -> bool:
    """Whether the key at hand opens what is kept of a recipient."""
    return _sealed(settings).readable(row.id, row.address, row.secret)


async def receipts(
    session: AsyncSession, *, alert_id: uuid.UUID | None, after: int | None, limit: int
) -> Sequence[RowMapping]:
    """Up to `limit + 1` receipts, newest first."""
    return await store.page(session, alert_id=alert_id, after=after, limit=limit)


async def queue(session: AsyncSession, alert: Alert) -> int:
    """A receipt for each recipient of an issued warning, in the transaction that issues it; how many there are.

    Only warnings that are real: the live space and status Actual. The constraints of the tables say so too.
    """
    if alert.space != LIVE or alert.status != "Actual":
        return 0
    places = await communes.names(session, alert.commune_codes)
    provinces = sorted({place.province_code for place in places.values()})
    return await store.queue(session, alert.id, provinces, SEVERITIES)


async def due(session: AsyncSession) -> Sequence[RowMapping]:
    """Receipts whose turn it is."""
    return await store.due(session)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is to be sent, and where to; without an address where the key that sealed it is gone."""

    delivery_id: int
    number: int
    kind: str
    address: str | None
    secret: str | None
    message: Message


async def begin(session: AsyncSession, delivery_id: int, settings: Settings) -> Attempt | None:
    """Claim a receipt for one attempt; None where there is nothing to do (delivered, given up, not its turn)."""
    row = await store.whole(session, delivery_id)
    if row is None or row["state"] != "waiting" or row["next_at"] > utc_now():
        return None
    if row["space"] != LIVE or row["removed_at"] is not None:
        await store.settle(session, delivery_id, state="given_up", error="no recipient", wait=None)
        return None
    if row["attempts"] and row["expires_at"] <= utc_now():
        await store.settle(
            session,
            delivery_id,
            state="given_up",
            error="the warning ran out before it was delivered",
            wait=None,
        )
        return None
    if await store.busy(session, row["subscription_id"]):
        await store.postpone(session, delivery_id, BUSY_WAIT)
        return None
    if await store.recent(session, row["subscription_id"], BURST_WITHIN) >= BURST:
        await store.postpone(session, delivery_id, BURST_WITHIN)
        return None
    await store.claim(session, delivery_id, CLAIMED_FOR)
    address, secret = _sealed(settings).opened(row["subscription_id"], row["address"], row["secret"])
    language = row["language"]
    base = settings.public_url.rstrip("/") if settings.public_url else None
    return Attempt(
        delivery_id=delivery_id,
        number=row["attempts"] + 1,
        kind=row["kind"],
        address=address,
        secret=secret,
        message=Message(
            delivery_id=delivery_id,
            alert_id=row["alert_id"],
            message_type=row["message_type"],
            status=row["status"],
            hazard=row["hazard"],
            severity=row["severity"],
            headline=in_language(row["texts"], language, "headline"),
            description=in_language(row["texts"], language, "description"),
            instruction=in_language(row["texts"], language, "instruction"),
            issued_at=row["issued_at"],
            expires_at=row["expires_at"],
            commune_codes=tuple(row["commune_codes"]),
            document=bytes(row["document"]),
            link=f"{base}/cap/{row['alert_id']}.xml" if base else None,
        ),
    )


async def finish(session: AsyncSession, attempt: Attempt, failure: NotDelivered | None) -> None:
    """Write the receipt of an attempt: delivered, given up, or when the next one may begin."""
    verdict = TRIES.verdict(attempt.number, failure)
    await store.settle(
        session, attempt.delivery_id, state=verdict.state, error=verdict.error, wait=verdict.wait
    )
    if verdict.state != "waiting":
        await _receipt(session, attempt, "deliver" if verdict.state == "delivered" else "give_up")


def _sealed(settings: Settings) -> SealedRecipients:
    return SealedRecipients(settings.sealing_file, "alert_subscription")


async def _get(
    session: AsyncSession, subscription_id: uuid.UUID, *, for_update: bool = False
) -> Subscription:
    found = await store.get(session, subscription_id, for_update=for_update)
    if found is None:
        raise UnknownSubscription
    return found


def _check_scope(caller: Caller, area: Sequence[str]) -> None:
    asked = Scope.parse(",".join(area))
    if caller.scope.nation:
        return
    if asked.nation or not (asked.provinces <= caller.scope.provinces):
        raise NotAllowed(Text("Khu vực nằm ngoài phạm vi của bạn", "The area lies outside your scope"))


async def _receipt(session: AsyncSession, attempt: Attempt, op: str) -> None:
    await changes.record(
        session,
        domain="hydromet",
        entity="delivery",
        entity_id=str(attempt.delivery_id),
        op=op,
        payload={"alert": str(attempt.message.alert_id), "kind": attempt.kind, "attempts": attempt.number},
    )


async def _record(
    session: AsyncSession, subscription_id: uuid.UUID, op: str, payload: dict[str, str]
) -> None:
    await changes.record(
        session,
        domain="hydromet",
        entity="subscription",
        entity_id=str(subscription_id),
        op=op,
        payload=payload,
    )
