"""Zones around outbreaks: drawn when one is confirmed, set anew by people, with the communes that they touch."""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.incidents.disease import store as outbreaks
from geoops.incidents.disease.checking import check_radii
from geoops.incidents.disease.definitions import ZONES
from geoops.incidents.disease.definitions import disease as disease_of
from geoops.incidents.disease.errors import OutbreakRefused, OutbreakStep
from geoops.incidents.disease.models import OutbreakZone
from geoops.incidents.disease.recording import record_zones
from geoops.incidents.disease.schemas import ZonesIn
from geoops.incidents.disease.statuses import ACTIVE, ESTABLISHED
from geoops.incidents.disease.store import Found
from geoops.incidents.disease.zones import shapes as shaping
from geoops.incidents.disease.zones import store
from geoops.kit.context import Caller
from geoops.kit.errors import Fault
from geoops.kit.i18n import Text

_ROUGH_M = 1_000
"""Communes are first looked for with boundaries that are up to about 200 m off."""


@dataclass(frozen=True, slots=True)
class Zoned:
    """A commune that zones of a disease touch: km² and share by zone, and the outbreaks behind them."""

    commune_code: str
    disease: str
    taken: Mapping[str, tuple[float, float]]
    outbreaks: list[uuid.UUID]

    @property
    def strictest(self) -> str:
        """The innermost zone that touches the commune."""
        return next(zone for zone in ZONES if zone in self.taken)


async def begin(session: AsyncSession, found: Found) -> None:
    """Draw the zones of the rule around an outbreak that was just confirmed, where it has a position and a rule."""
    rule = disease_of(found.row.disease).zones
    if rule is None or found.lon is None:
        return
    await _draw(session, found, rule.radii, set_by=None, reason=None)


async def move(session: AsyncSession, found: Found) -> None:
    """Draw the zones around the outbreak's new position: those that stand, or those of the rule where there are none."""
    standing = await store.of_outbreak(session, found.row.id)
    if standing:
        first = standing[0]
        radii = {zone.zone: zone.radius_m for zone in standing}
        await _draw(session, found, radii, set_by=first.set_by, reason=first.reason)
    elif found.row.status in ESTABLISHED:
        await begin(session, found)


async def end(session: AsyncSession, outbreak_id: uuid.UUID) -> None:
    """Have the zones of an outbreak end: it is over, or never was one."""
    await store.end(session, outbreak_id)


async def put(session: AsyncSession, found: Found, body: ZonesIn, caller: Caller) -> None:
    """Set the radii of an outbreak anew. Raises OutbreakRefused, OutbreakStep for one that is closed."""
    if found.row.status not in ACTIVE:
        raise OutbreakStep(
            Text(
                "Ổ dịch đã kết thúc, không còn vùng dịch", "The outbreak is closed and has no zones any more"
            )
        )
    if found.lon is None:
        raise OutbreakRefused(
            faults=[
                Fault(
                    Text(
                        "ổ dịch chưa có tọa độ nên chưa vẽ được vùng",
                        "zones cannot be drawn around an outbreak without a position",
                    ),
                    field="radii",
                )
            ]
        )
    given: dict[str, float] = {str(zone): metres for zone, metres in body.radii.items()}
    radii: dict[str, float] = {zone: given[zone] for zone in ZONES if zone in given}
    check_radii(radii)
    await outbreaks.change(session, found.row.id, {})
    await _draw(session, found, radii, set_by=caller.name, reason=body.reason)


async def _draw(
    session: AsyncSession, found: Found, radii: Mapping[str, float], *, set_by: str | None, reason: str | None
) -> None:
    await store.end(session, found.row.id)
    if radii and found.lon is not None and found.lat is not None:
        widest = shaping.disk(found.lon, found.lat, max(radii.values()) + _ROUGH_M)
        units = await communes.polygons_of(session, await communes.touched_by(session, widest.wkb, 0))
        for ring in await asyncio.to_thread(shaping.rings, found.lon, found.lat, radii, units):
            await store.add(
                session,
                found.row,
                ring,
                set_by=set_by,
                reason=reason,
                boundary_version=units.boundary_version,
            )
    await record_zones(session, found, dict(radii), reason)


async def touched(session: AsyncSession, known_at: datetime, disease: str | None) -> list[Zoned]:
    """Communes that zones touch, per disease; where zones overlap, each place counts once, in the strictest."""
    by_disease: dict[str, list[store.ZoneShape]] = defaultdict(list)
    for one in await store.shapes(session, known_at, disease):
        by_disease[one.disease].append(one)
    found: list[Zoned] = []
    for code, shapes in sorted(by_disease.items()):
        found += await _touched_by(session, code, shapes)
    return found


async def _touched_by(session: AsyncSession, disease: str, zones: list[store.ZoneShape]) -> list[Zoned]:
    import shapely

    shapes = list(shapely.from_wkb([one.shape for one in zones]))
    whole = shapely.union_all(shapes)
    near = whole.buffer(_ROUGH_M / 100_000)  # degrees, generously: only a first look
    units = await communes.polygons_of(session, await communes.touched_by(session, near.wkb, 0))
    named = [(one.zone, shape) for one, shape in zip(zones, shapes, strict=True)]
    taken = await asyncio.to_thread(shaping.taken_by, named, units)
    bounds = dict(zip(units.codes, units.geometry, strict=True))
    return [
        Zoned(
            commune_code=code,
            disease=disease,
            taken=by_zone,
            outbreaks=sorted(
                {
                    one.outbreak_id
                    for one, shape in zip(zones, shapes, strict=True)
                    if shape.intersects(bounds[code])
                }
            ),
        )
        for code, by_zone in sorted(taken.items())
    ]


async def reaching(
    session: AsyncSession, commune_code: str, known_at: datetime
) -> Sequence[tuple[OutbreakZone, float]]:
    """Zones that reach into a commune, wherever their outbreaks are, each with the share that it takes."""
    return await store.reaching(session, commune_code, known_at)
