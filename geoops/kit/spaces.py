"""Spaces: `live`, and named replays and drills with a clock of their own.

The clock of a replay or drill is `anchor_event + speed * (wall - anchor_wall)`, where the wall time counts only up
to `runs_until`: the player renews that lease while it plays. A player that dies stops its clock by itself, and a
player that starts again goes on from where the clock stood.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Select, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.errors import CommandRefused, UnknownSpace
from geoops.kit.i18n import Text
from geoops.kit.models import SpaceRow

Kind = Literal["live", "replay", "drill"]

LEASE = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Space:
    """A space as others see it. `now` is the reading of its clock, `running` whether it moves."""

    name: str
    kind: str
    title: Text
    starts_at: datetime | None
    ends_at: datetime | None
    now: datetime
    speed: float
    running: bool
    shown_first: bool


_RUNNING = (SpaceRow.kind == "live") | (
    (SpaceRow.runs_until > func.now())
    & (SpaceRow.speed > 0)
    & (
        func.space_clock(SpaceRow.name)
        < func.coalesce(SpaceRow.ends_at, literal_column("'infinity'::timestamptz"))
    )
)


def _select() -> Select[SpaceRow, datetime, bool]:
    return select(SpaceRow, func.space_clock(SpaceRow.name), _RUNNING)


def _space(row: SpaceRow, now: datetime, running: bool) -> Space:
    return Space(
        name=row.name,
        kind=row.kind,
        title=Text(row.title_vi, row.title_en),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        now=now,
        speed=row.speed,
        running=running,
        shown_first=row.shown_first,
    )


async def all_spaces(session: AsyncSession) -> list[Space]:
    """Every space, live first."""
    rows = await session.execute(_select().order_by(SpaceRow.kind != "live", SpaceRow.created_at))
    return [_space(*row) for row in rows]


async def get(session: AsyncSession, name: str) -> Space:
    """The space of that name; raises UnknownSpace."""
    row = (await session.execute(_select().where(SpaceRow.name == name))).one_or_none()
    if row is None:
        raise UnknownSpace
    return _space(*row)


async def find(session: AsyncSession, name: str) -> Space | None:
    """The space of that name, if there is one."""
    row = (await session.execute(_select().where(SpaceRow.name == name))).one_or_none()
    return _space(*row) if row is not None else None


async def now(session: AsyncSession) -> datetime:
    """What the clock of the transaction's space says."""
    moment: datetime = (await session.execute(select(func.space_now()))).scalar_one()
    return moment


async def ensure(
    session: AsyncSession,
    name: str,
    *,
    kind: Kind,
    title: Text,
    starts_at: datetime,
    ends_at: datetime,
    speed: float,
) -> Space:
    """The replay or drill of that name, made with its clock at `starts_at` where it is not there yet.

    Raises CommandRefused where the name is taken by a space of another kind or event.
    """
    await session.execute(
        insert(SpaceRow)
        .values(
            name=name,
            kind=kind,
            title_vi=title.vi,
            title_en=title.en,
            starts_at=starts_at,
            ends_at=ends_at,
            anchor_event=starts_at,
            anchor_wall=func.now(),
            runs_until=func.now(),
            speed=speed,
        )
        .on_conflict_do_nothing()
    )
    space = await get(session, name)
    if space.kind != kind or space.starts_at != starts_at:
        raise CommandRefused(
            Text(
                f"Không gian “{name}” đã dùng cho sự kiện khác; hãy chọn tên khác (--space)",
                f"The space “{name}” is taken by another event; choose another name (--space)",
            )
        )
    return space


async def extend(session: AsyncSession, name: str, ends_at: datetime) -> None:
    """Let the clock of a replay or drill go on to a later end."""
    await session.execute(
        update(SpaceRow).where(SpaceRow.name == name, SpaceRow.ends_at < ends_at).values(ends_at=ends_at)
    )


async def set_speed(session: AsyncSession, name: str, speed: float) -> None:
    """Change the clock's speed from now on, without a jump."""
    await session.execute(
        update(SpaceRow)
        .where(SpaceRow.name == name, SpaceRow.kind != "live")
        .values(anchor_event=func.space_clock(name), anchor_wall=func.now(), speed=speed)
    )


async def renew(session: AsyncSession, name: str) -> None:
    """Let the clock run for one more lease. A clock that had stopped goes on from where it stood."""
    await session.execute(
        update(SpaceRow)
        .where(SpaceRow.name == name, SpaceRow.kind != "live")
        .values(
            anchor_event=func.space_clock(name),
            anchor_wall=func.now(),
            runs_until=func.now() + LEASE,
        )
    )


async def stop(session: AsyncSession, name: str, at: datetime | None = None) -> None:
    """Stop the clock, where it stands or at `at`."""
    await session.execute(
        update(SpaceRow)
        .where(SpaceRow.name == name, SpaceRow.kind != "live")
        .values(
            anchor_event=at if at is not None else func.space_clock(name),
            anchor_wall=func.now(),
            runs_until=func.now(),
        )
    )


async def show_first(session: AsyncSession, name: str) -> None:
    """Make this the space that a newly opened map shows."""
    await session.execute(update(SpaceRow).values(shown_first=SpaceRow.name == name))
