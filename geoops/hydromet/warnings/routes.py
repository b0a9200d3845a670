"""All warnings in force over HTTP: our own, bulletins of others, and the national commune warnings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.hydromet.schemas import WarningOut
from geoops.hydromet.warnings import service
from geoops.hydromet.warnings.bulletins import service as bulletins
from geoops.hydromet.warnings.bulletins.schemas import BulletinOut
from geoops.hydromet.warnings.bulletins.showing import shown as bulletins_shown
from geoops.hydromet.warnings.own import mapping
from geoops.hydromet.warnings.own import service as own
from geoops.hydromet.warnings.own.schemas import AlertOut
from geoops.hydromet.warnings.own.showing import shown as own_shown
from geoops.hydromet.warnings.showing import shown
from geoops.kit import spaces
from geoops.kit.context import Caller
from geoops.kit.errors import InputRefused
from geoops.kit.http import PAGE, After, AtTime, CurrentCaller, KnownAt, Limit, ReadSession
from geoops.kit.i18n import Text
from geoops.kit.paging import BadCursor, Listing, cut_page, decode_cursor, encode_cursor, time_and_uuid
from geoops.kit.types import CommuneCode, ProvinceCode

router = APIRouter(prefix="/api", tags=["hydromet"])

_MOST_COMMUNES = 1000
Kind = Literal["own", "bulletin", "national"]
_ORDER: tuple[Kind, ...] = ("own", "bulletin", "national")
AnyWarning = Annotated[AlertOut | BulletinOut | WarningOut, Field(discriminator="kind")]


@router.get("/warnings")
async def list_warnings(
    session: ReadSession,
    caller: CurrentCaller,
    at: AtTime,
    known_at: KnownAt,
    province: ProvinceCode | None = None,
    commune: Annotated[CommuneCode | None, Query(description="only warnings for this commune")] = None,
    kind: Annotated[Kind | None, Query(description="only these; all kinds where left out")] = None,
    state: Annotated[
        Literal["in_force", "open", "ended", "all"],
        Query(description="of our own warnings: open are drafts and what waits for review or issue"),
    ] = "in_force",
    limit: Limit = PAGE,
    after: After = None,
) -> Listing[AnyWarning]:
    """The warnings in force at `at`: our own, then bulletins of others, then the national commune warnings.

    Each once, the gravest of its kind first, with all present communes it is for. With another `state`, our own
    drafts or past warnings, the last changed first.
    """
    only: list[str] | None = [commune] if commune is not None else None
    if province is not None and only is None:
        units = await communes.page(session, province=province, day=None, after=None, limit=_MOST_COMMUNES)
        only = [unit.code for unit in units]
    if state != "in_force":
        return await _own_by_state(session, caller, state, kind, only, limit, after)
    now = await spaces.now(session)
    moment = _Moment(at or now, known_at or now, only)
    begin, key = _cursor(after) if after else (kind or _ORDER[0], None)
    items: list[AnyWarning] = []
    for of in (kind,) if kind is not None else _ORDER[_ORDER.index(begin) :]:
        found, following = await _in_force(session, caller, of, moment, key, limit - len(items))
        items += found
        if following is not None:
            return Listing[AnyWarning](items=items, next=following)
        key = None
        if len(items) == limit and kind is None and of != _ORDER[-1]:
            return Listing[AnyWarning](
                items=items, next=encode_cursor((_ORDER[_ORDER.index(of) + 1], _BEFORE_ALL, _NO_ID))
            )
    return Listing[AnyWarning](items=items, next=None)


_BEFORE_ALL = 99
"""A rank above every level: the cursor of a kind from its beginning."""

_NO_ID = "00000000-0000-0000-0000-000000000000"


class _Moment:
    """When it is about, as known when, and for which communes."""

    def __init__(self, at: datetime, known_at: datetime, communes: Sequence[str] | None) -> None:
        self.at, self.known_at, self.communes = at, known_at, communes


async def _in_force(
    session: AsyncSession, caller: Caller, of: Kind, moment: _Moment, key: tuple[int, str] | None, limit: int
) -> tuple[list[AnyWarning], str | None]:
    asked = {
        "at": moment.at,
        "known_at": moment.known_at,
        "communes": moment.communes,
        "after": key,
        "limit": limit,
    }
    if of == "own":
        alerts, following = cut_page(
            await own.in_force(session, **asked),  # type: ignore[arg-type]  # one set of arguments for three
            limit,
            lambda row: ("own", mapping.severity_rank(row.severity), str(row.id)),
        )
        return list(await own_shown(session, alerts, caller, moment.at)), following
    if of == "bulletin":
        held, following = cut_page(
            await bulletins.in_force(session, **asked),  # type: ignore[arg-type]
            limit,
            lambda row: ("bulletin", mapping.severity_rank(row.severity or "Unknown"), str(row.id)),
        )
        return list(await bulletins_shown(session, held, moment.at)), following
    rows, following = cut_page(
        await service.page(session, **asked),  # type: ignore[arg-type]
        limit,
        lambda row: ("national", row["level"], row["id"]),
    )
    return list(await shown(session, rows)), following


async def _own_by_state(
    session: AsyncSession,
    caller: Caller,
    state: str,
    kind: Kind | None,
    only: Sequence[str] | None,
    limit: int,
    after: str | None,
) -> Listing[AnyWarning]:
    if kind not in (None, "own"):
        raise InputRefused(
            Text(
                "state chỉ dùng với cảnh báo của mình (kind=own)",
                "state goes with our own warnings (kind=own)",
            ),
            extra={"parameter": "state"},
        )
    rows = await own.page(session, limit=limit, after=time_and_uuid(after), group=state, communes=only)
    page, following = cut_page(rows, limit, lambda row: (row.changed_at.isoformat(), str(row.id)))
    return Listing[AnyWarning](items=list(await own_shown(session, page, caller)), next=following)


def _cursor(after: str) -> tuple[Kind, tuple[int, str]]:
    of, rank, identity = decode_cursor(after, (str, int, str))
    kind = next((name for name in _ORDER if name == of), None)
    if kind is None or abs(rank) > _BEFORE_ALL:
        raise BadCursor
    if kind != "national":
        try:
            UUID(identity)
        except ValueError:
            raise BadCursor from None
    return kind, (rank, identity)
