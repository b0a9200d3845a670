"""An illustrative set of four on the spot: it shows how the screens work, and says everywhere that it is no real data.

Everything in it follows from the commune's code. It names no person and holds no telephone number. Counts of
different ages show how an old one fades.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import BoundaryGap, OutsideCountry
from geoops.kit import changes, spaces
from geoops.resources import service
from geoops.resources.kinds import kinds
from geoops.resources.schemas import CommandPostIn, PositionIn, ResourceIn, ShelterIn

PROVINCES = ("12", "15", "52")
PER_PROVINCE = 8
COUNTER = "minh họa / illustrative"
_IDS = UUID("0d2c3a1e-7f5b-5b1a-8a57-3c1f6f2f9b01")

_HOLDINGS: tuple[tuple[str, int, int], ...] = (
    ("militia", 24, 60),
    ("youth_union", 15, 80),
    ("shock_force", 30, 70),
    ("medical", 4, 12),
    ("motor_boat", 1, 4),
    ("life_jacket", 40, 200),
    ("excavator", 1, 3),
    ("generator", 1, 5),
    ("tent", 4, 20),
    ("food", 500, 4000),
    ("water", 400, 3000),
    ("medicine", 2, 10),
)
_PLACED = frozenset({"militia", "shock_force", "motor_boat", "excavator", "food"})
_AGES_DAYS = (3, 9, 21, 47)
_SEATS = (
    ("head", "Trưởng ban, Chủ tịch UBND xã (minh họa)"),
    ("standing_deputy", "Phó Trưởng ban thường trực (minh họa)"),
    ("deputy", "Phó Trưởng ban, Chỉ huy trưởng BCH Quân sự xã (minh họa)"),
)
_SHELTERS = (("school", "Trường học", 240), ("culture_house", "Nhà văn hóa", 90))


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much the illustrative set has in the space: newly loaded rows, and the communes they are in."""

    rows: int
    communes: int


async def load(session: AsyncSession) -> Loaded:
    """Load the illustrative set into the transaction's space; what is there already stays as it is."""
    chosen = await _chosen(session)
    if await service.any_demo(session):
        return Loaded(0, len(chosen))
    return Loaded(await fill(session, chosen), len(chosen))


async def fill(session: AsyncSession, chosen: Sequence[tuple[str, float, float]]) -> int:
    """Put illustrative rows into these communes (code, and a point in it); answers how many."""
    now = await spaces.now(session)
    rows = 0
    for code, lon, lat in chosen:
        rows += await _commune(session, code, lon, lat, now)
    if rows:
        await _record(session, "load", rows)
    return rows


async def clear(session: AsyncSession) -> int:
    """Take the illustrative set out of the space; answers how many rows went."""
    gone = await service.clear_demo(session)
    if gone:
        await _record(session, "clear", gone)
    return gone


async def _record(session: AsyncSession, op: str, rows: int) -> None:
    for entity in ("resource", "shelter", "command_post"):
        await changes.record(
            session,
            domain="resources",
            entity=entity,
            entity_id="demo",
            op=op,
            payload={"rows": rows, "demo": True},
        )


async def _chosen(session: AsyncSession) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []
    for province in PROVINCES:
        units = await communes.page(session, province=province, day=None, after=None, limit=1000)
        step = max(1, len(units) // PER_PROVINCE)
        found.extend((unit.code, unit.lon, unit.lat) for unit in units[::step][:PER_PROVINCE])
    return found


async def _commune(session: AsyncSession, code: str, lon: float, lat: float, now: datetime) -> int:
    space = await service.space_of(session)

    def id_(what: str) -> UUID:
        return uuid5(_IDS, f"{space}/{code}/{what}")

    new = 0
    for index, (kind, low, high) in enumerate(_HOLDINGS):
        seed = id_(kind).int
        near = await _near(session, code, lon, lat, index) if kind in _PLACED else None
        body = ResourceIn(
            id=id_(kind),
            commune_code=code,
            kind=kind,
            name=f"{kinds()[kind].name.vi} (minh họa)",
            quantity=float(low + seed % (high - low + 1)),
            state="repair" if seed % 11 == 0 else "ready",
            position=near,
            counted_at=now - timedelta(days=_AGES_DAYS[seed % len(_AGES_DAYS)], hours=seed % 24),
        )
        new += await service.add_resource(session, body, COUNTER, demo=True)
    for index, (kind, name, places) in enumerate(_SHELTERS):
        seed = id_(name).int
        place = ShelterIn(
            id=id_(name),
            commune_code=code,
            kind=kind,
            name=f"{name} (minh họa)",
            capacity=places,
            occupancy=0 if seed % 3 else None,
            position=await _near(session, code, lon, lat, 20 + index),
            counted_at=now - timedelta(days=_AGES_DAYS[seed % len(_AGES_DAYS)]),
        )
        new += await service.add_shelter(session, place, COUNTER, demo=True)
    for role, title in _SEATS:
        seat = CommandPostIn(
            id=id_(role), commune_code=code, role=role, title=title, confirmed_at=now - timedelta(days=9)
        )
        new += await service.add_command_post(session, seat, COUNTER, demo=True)
    return new


async def _near(session: AsyncSession, code: str, lon: float, lat: float, index: int) -> PositionIn:
    """A place some hundred metres from the commune's own point, the point itself where that lies elsewhere."""
    angle = index * 2.4
    there = (lon + 0.004 * math.cos(angle), lat + 0.004 * math.sin(angle))
    try:
        inside = (await communes.locate(session, *there)).code == code
    except (BoundaryGap, OutsideCountry):
        inside = False
    chosen: Sequence[float] = there if inside else (lon, lat)
    return PositionIn(lon=chosen[0], lat=chosen[1])
