"""What is decided when values are given to others. Takes a session, never commits."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.indicators.codes import service as codes
from geoops.indicators.periods import parse_period
from geoops.indicators.sharing import sending, store
from geoops.indicators.sharing.errors import OnlyLive, RecipientTaken, UnknownRecipient, UnknownSet
from geoops.indicators.sharing.models import IndicatorPush, IndicatorRecipient, IndicatorTaking
from geoops.indicators.sharing.writing import Format, Row, written
from geoops.kit import changes, etags
from geoops.kit.context import LIVE, Caller
from geoops.kit.errors import NotAllowed
from geoops.kit.i18n import Text
from geoops.kit.outbound import NotDelivered, Tries
from geoops.kit.schemas import SealedPatch
from geoops.kit.sealed import SealedRecipients
from geoops.settings import Settings

BATCH: Final = 5000
TRIES: Final = Tries(10, timedelta(seconds=30), timedelta(hours=2))
CLAIMED_FOR: Final = timedelta(seconds=sending.ATTEMPT_S * 2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which values are taken: those after `after`, up to `limit`."""

    set_code: str
    period: str | None
    province: str | None
    commune: str | None
    after: int
    limit: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows in the order of their numbers, the number to go on from, and whether there are more."""

    rows: Sequence[Row]
    last_seq: int
    more: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sending of one batch; without an address where the key that sealed it is gone."""

    push_id: int
    number: int
    recipient: uuid.UUID
    address: str | None
    secret: str | None
    format: Format
    last_seq: int
    body: bytes


async def take(session: AsyncSession, wanted: Wanted, form: Format) -> Taken:
    """The values, and a line in the log of who took what. Raises UnknownSet and BadPeriod."""
    if not await store.has_set(session, wanted.set_code):
        raise UnknownSet(extra={"set": wanted.set_code})
    period = parse_period(wanted.period).id if wanted.period else None
    rows = await store.values(
        session,
        set_code=wanted.set_code,
        period=period,
        province=wanted.province,
        commune=wanted.commune,
        after=wanted.after,
        up_to=None,
        limit=wanted.limit + 1,
    )
    page = await _in_words(session, rows[: wanted.limit])
    await store.note_taking(
        session,
        {
            "set_code": wanted.set_code,
            "province_code": wanted.province,
            "format": form,
            "asked": {
                "period": period,
                "commune": wanted.commune,
                "after": wanted.after,
                "limit": wanted.limit,
            },
            "rows": len(page),
            "first_seq": page[0]["seq"] if page else None,
            "last_seq": page[-1]["seq"] if page else None,
        },
    )
    return Taken(page, page[-1]["seq"] if page else wanted.after, len(rows) > wanted.limit)


async def takings(session: AsyncSession, after: int | None, limit: int) -> Sequence[IndicatorTaking]:
    """Who took what, the newest first; one more than `limit`."""
    return await store.takings(session, after=after, limit=limit)


async def add_recipient(
    session: AsyncSession,
    *,
    name: str,
    address: str,
    secret: str | None,
    set_code: str,
    province: str,
    form: Format,
    caller: Caller,
    space: str,
    settings: Settings,
) -> IndicatorRecipient:
    """Push new values of a set in a province to an address from now on, beginning with all that are there.

    Raises OnlyLive, UnknownSet, BadAddress, CannotSeal, RecipientTaken, and NotAllowed for a province outside the caller's scope.
    """
    if space != LIVE:
        raise OnlyLive
    if not caller.scope.nation and province not in caller.scope.provinces:
        raise NotAllowed(Text("Tỉnh nằm ngoài phạm vi của bạn", "The province lies outside your scope"))
    if not await store.has_set(session, set_code):
        raise UnknownSet(extra={"set": set_code})
    shown = await sending.check_address(address, settings)
    id_, sealed = uuid.uuid4(), _sealed(settings)
    new = await store.add_recipient(
        session,
        {
            "id": id_, "name": name, "address": sealed.address(id_, address), "secret": sealed.secret(id_, secret),
            "shown": shown, "set_code": set_code, "province_code": province, "format": form,
        },
    )  # fmt: skip
    if not new:
        raise RecipientTaken
    await _record(
        session, "recipient", str(id_), "create", {"name": name, "set": set_code, "province": province}
    )
    return await _recipient(session, id_)


async def readdress(
    session: AsyncSession,
    recipient_id: uuid.UUID,
    body: SealedPatch,
    if_match: str | None,
    settings: Settings,
) -> IndicatorRecipient:
    """Put in another address or signing key, and push what did not arrive there at once: nothing is skipped.

    Raises UnknownRecipient, PreconditionFailed, BadAddress, InputRefused, CannotSeal.
    """
    found = await _recipient(session, recipient_id, for_update=True)
    etags.check(if_match, etags.of_content(found.address, found.secret))
    values = _sealed(settings).replaced(recipient_id, found.secret, body)
    if not values:
        return found
    if body.address is not None:
        values["shown"] = await sending.check_address(body.address.get_secret_value(), settings)
    await store.readdress(session, recipient_id, values)
    await store.push_now(session, recipient_id)
    replaced = ", ".join(name for name in ("address", "secret") if name in values)
    await _record(session, "recipient", str(recipient_id), "readdress", {"replaced": replaced})
    await session.refresh(found)
    return found


async def remove_recipient(session: AsyncSession, recipient_id: uuid.UUID) -> None:
    """Push no more; the address and secret are forgotten, the receipts stay. Raises UnknownRecipient."""
    found = await _recipient(session, recipient_id)
    await store.remove_recipient(session, recipient_id)
    await _record(session, "recipient", str(recipient_id), "delete", {"name": found.name})


async def recipients(session: AsyncSession) -> Sequence[IndicatorRecipient]:
    """The recipients in the caller's scope."""
    return await store.recipients(session)


async def seal_open(session: AsyncSession, settings: Settings) -> int:
    """Seal what was written before addresses were sealed; how many recipients. Raises CannotSeal."""
    rows = [(row.id, row.address, row.secret) for row in await store.recipients(session)]
    found = list(_sealed(settings).closed(rows))
    for recipient_id, closed in found:
        await store.readdress(session, recipient_id, closed)
        await _record(session, "recipient", str(recipient_id), "seal", {})
    return len(found)


def readable(row: IndicatorRecipient, settings: Settings) -> bool:
    """Whether the key at hand opens what is kept of a recipient."""
    return _sealed(settings).readable(row.id, row.address, row.secret)


async def receipts(
    session: AsyncSession, *, recipient_id: uuid.UUID | None, after: int | None, limit: int
) -> Sequence[IndicatorPush]:
    """What became of each batch, the newest first; one more than `limit`."""
    return await store.pushes(session, recipient_id=recipient_id, after=after, limit=limit)


async def prepare(session: AsyncSession) -> int:
    """A batch for every recipient that has nothing waiting and something new; how many.

    One batch at a time per recipient, so that they arrive in order.
    """
    made = 0
    for one in await store.idle_recipients(session):
        rows = await _rows(session, one, one.sent_seq, None)
        if rows:
            await store.add_push(
                session,
                {
                    "recipient": one.id, "province_code": one.province_code, "after_seq": one.sent_seq,
                    "last_seq": rows[-1]["seq"], "rows": len(rows),
                },
            )  # fmt: skip
            made += 1
    return made


async def due(session: AsyncSession) -> Sequence[int]:
    """Batches whose turn it is."""
    return await store.due(session)


async def begin(session: AsyncSession, push_id: int, settings: Settings) -> Attempt | None:
    """Claim a batch for one attempt; None where it is not due or somebody else sends it.

    What was superseded since the batch was made is left out: its newer value comes with a later batch.
    """
    claimed = await store.claim(session, push_id, CLAIMED_FOR)
    if claimed is None:
        return None
    batch, to = claimed
    rows = await _in_words(session, await _rows(session, to, batch.after_seq, batch.last_seq))
    address, secret = _sealed(settings).opened(to.id, to.address, to.secret)
    form: Format = to.format  # type: ignore[assignment]  # the table's check
    return Attempt(
        batch.id, batch.attempts + 1, to.id, address, secret, form, batch.last_seq,
        written(rows, to.set_code, form, batch.last_seq, more=False),
    )  # fmt: skip


async def finish(session: AsyncSession, attempt: Attempt, failure: NotDelivered | None) -> None:
    """Write the receipt. A batch that is given up stops its recipient until it is readdressed or taken out: nothing is skipped."""
    verdict = TRIES.verdict(attempt.number, failure)
    written_down = await store.settle(
        session, attempt.push_id, state=verdict.state, error=verdict.error, wait=verdict.wait
    )
    if not written_down or verdict.state == "waiting":
        return
    if verdict.state == "delivered":
        await store.advance(session, attempt.recipient, attempt.last_seq)
    op = "deliver" if verdict.state == "delivered" else "give_up"
    await _record(session, "push", str(attempt.push_id), op, {"attempts": attempt.number})


def _sealed(settings: Settings) -> SealedRecipients:
    return SealedRecipients(settings.sealing_file, "indicator_recipient")


async def _rows(
    session: AsyncSession, to: IndicatorRecipient, after: int, up_to: int | None
) -> Sequence[Row]:
    return await store.values(
        session,
        set_code=to.set_code,
        period=None,
        province=to.province_code,
        commune=None,
        after=after,
        up_to=up_to,
        limit=BATCH,
    )


async def _in_words(session: AsyncSession, rows: Sequence[Row]) -> list[Row]:
    """The rows with the names of what each is broken down by, as `Đàn gia cầm: vịt`."""
    known = await codes.dimensions(session)

    def words(given: Mapping[str, str]) -> str:
        return "; ".join(
            f"{known[name].name.vi}: {known[name].name_of(code).vi}" for name, code in sorted(given.items())
        )

    return [{**row, "dimensions_vi": words(row["dimensions"])} for row in rows]


async def _recipient(
    session: AsyncSession, recipient_id: uuid.UUID, *, for_update: bool = False
) -> IndicatorRecipient:
    found = await store.recipient(session, recipient_id, for_update=for_update)
    if found is None:
        raise UnknownRecipient
    return found


async def _record(
    session: AsyncSession, entity: str, entity_id: str, op: str, payload: dict[str, str | int]
) -> None:
    await changes.record(
        session, domain="indicators", entity=f"share_{entity}", entity_id=entity_id, op=op, payload=payload
    )
