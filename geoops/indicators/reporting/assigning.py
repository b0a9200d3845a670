"""Who answers for an office's reports: officers, substitutes for a stretch of days, people of a jointly responsible
office. Where nobody is named, whoever may write in the place may report. Takes a session, never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.accounts import service as accounts
from geoops.accounts.errors import TokenRevoked
from geoops.indicators.reporting import store
from geoops.indicators.reporting.errors import NoSuchAssignment, NotAssigned
from geoops.indicators.reporting.models import IndicatorAssignment
from geoops.kit import changes, spaces
from geoops.kit.clock import VN
from geoops.kit.context import Caller
from geoops.kit.errors import InputRefused, NotAllowed
from geoops.kit.i18n import Text

Part = Literal["officer", "substitute", "joint"]

NAMES: dict[str, Text] = {
    "officer": Text("phụ trách", "officer"),
    "substitute": Text("thay thế", "substitute"),
    "joint": Text("phối hợp", "joint"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """A person to be named for the reports of an office at a place."""

    set_code: str
    office: str
    province_code: str
    commune_code: str | None
    part: Part
    person: str
    from_day: date
    until_day: date | None
    reason: str | None


async def today(session: AsyncSession) -> date:
    """The day of the space's clock in Viet Nam."""
    return (await spaces.now(session)).astimezone(VN).date()


async def assign(session: AsyncSession, naming: Naming, caller: Caller) -> IndicatorAssignment:
    """Name a person. Where somebody answers already, only they, or people above the commune, name others.

    Raises InputRefused for a person who cannot write in that place, a substitute without a last day, or days in the
    wrong order; NotAssigned.
    """
    if naming.until_day is not None and naming.until_day < naming.from_day:
        raise InputRefused(Text("Ngày cuối trước ngày đầu", "The last day is before the first"))
    if naming.part == "substitute" and naming.until_day is None:
        raise InputRefused(Text("Người thay thế cần ngày cuối", "A substitute needs a last day"))
    try:
        person = (await accounts.person_of(session, naming.person))[0]
    except TokenRevoked:
        raise InputRefused(
            Text(f"Không có người dùng “{naming.person}”", f"There is no person “{naming.person}”")
        ) from None
    if not _covers(person, naming.province_code, naming.commune_code):
        raise InputRefused(
            Text(
                f"“{naming.person}” không được phân công địa bàn này",
                f"“{naming.person}” has no right in this place",
            )
        )
    await check_may_report(
        session, naming.set_code, naming.office, naming.province_code, naming.commune_code, caller
    )
    kept = await store.add_assignment(
        session,
        {
            "set_code": naming.set_code, "office": naming.office, "province_code": naming.province_code,
            "commune_code": naming.commune_code, "part": naming.part, "person": naming.person,
            "from_day": naming.from_day, "until_day": naming.until_day, "reason": naming.reason,
        },
    )  # fmt: skip
    await _record(session, kept, "assign")
    return kept


async def end(session: AsyncSession, number: int, caller: Caller) -> IndicatorAssignment:
    """Take an assignment back; it stays on record. Raises NoSuchAssignment, NotAssigned."""
    kept = await store.assignment(session, number)
    if kept is None or kept.ended_at is not None:
        raise NoSuchAssignment(extra={"number": number})
    if not _covers(caller, kept.province_code, kept.commune_code):
        raise NotAllowed(Text("Ngoài địa bàn được phân công", "Outside your scope"))
    await check_may_report(session, kept.set_code, kept.office, kept.province_code, kept.commune_code, caller)
    kept.ended_at, kept.ended_by = await spaces.now(session), caller.name
    await store.flush(session)
    await _record(session, kept, "unassign")
    return kept


async def check_may_report(
    session: AsyncSession, set_code: str, office: str, province: str, commune: str | None, caller: Caller
) -> None:
    """Raises NotAssigned where others were named for the report and the caller is neither one of them nor above."""
    named = await named_for(session, set_code, office, province, commune)
    if named and caller.name not in {one.person for one in named} and not is_above(caller, province, commune):
        people = ", ".join(sorted({one.person for one in named}))
        raise NotAssigned(
            Text(f"Người phụ trách: {people}", f"It is for: {people}"), extra={"people": people}
        )


async def named_for(
    session: AsyncSession, set_code: str, office: str, province: str, commune: str | None
) -> Sequence[IndicatorAssignment]:
    """Who answers for the reports of an office at a place today."""
    day = await today(session)
    found = await store.assignments(session, set_code, province, day=day, office=office)
    return [one for one in found if one.commune_code == commune]


async def named_in(
    session: AsyncSession, set_code: str, province: str
) -> dict[tuple[str, str | None], list[IndicatorAssignment]]:
    """Who answers for the reports of a set today, by office and commune."""
    named: dict[tuple[str, str | None], list[IndicatorAssignment]] = {}
    for one in await store.assignments(session, set_code, province, day=await today(session)):
        named.setdefault((one.office, one.commune_code), []).append(one)
    return named


async def all_in(session: AsyncSession, set_code: str, province: str) -> Sequence[IndicatorAssignment]:
    """Every assignment of a set that was not taken back, also those of days to come."""
    return await store.assignments(session, set_code, province)


def is_above(caller: Caller, province: str, commune: str | None) -> bool:
    """Whether the caller answers for more than the place of the report: an administrator, or for a commune's report
    somebody of its province."""
    if caller.has_role({"admin"}):
        return True
    return commune is not None and (caller.scope.nation or province in caller.scope.provinces)


def _covers(person: Caller, province: str, commune: str | None) -> bool:
    if not person.has_role({"admin", "planner", "commune"}):
        return False
    own = person.scope.nation or province in person.scope.provinces
    return own or (commune is not None and person.scope.covers(commune, province))


async def _record(session: AsyncSession, kept: IndicatorAssignment, op: str) -> None:
    await changes.record(
        session,
        domain="indicators",
        entity="assignment",
        entity_id=str(kept.id),
        op=op,
        commune_code=kept.commune_code,
        payload={
            "set": kept.set_code, "office": kept.office, "province_code": kept.province_code,
            "part": kept.part, "person": kept.person, "from_day": kept.from_day.isoformat(),
            "until_day": kept.until_day.isoformat() if kept.until_day else None,
        },
    )  # fmt: skip
