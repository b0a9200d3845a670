"""What became of units: the crosswalk from old to new, and shares by which figures are carried across."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import store
from geoops.communes.units import all_units


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One old unit and one commune that it became; empty shares are not known."""

    old_code: str | None
    old_unit: str | None
    old_district_code: str | None
    old_district: str | None
    old_province_code: str
    old_province: str
    new_code: str
    new_unit: str | None
    new_province_code: str | None
    old_unit_split: bool
    changed_on: date
    decision: str | None
    share_population: float | None
    share_area: float | None

    def cells(self) -> list[object]:
        """The values in the order of CROSSWALK_COLUMNS."""
        return [getattr(self, name) for name in CROSSWALK_COLUMNS]


CROSSWALK_COLUMNS = tuple(Crosswalk.__slots__)


async def crosswalk(
    session: AsyncSession,
    *,
    province: str | None = None,
    old_province: str | None = None,
    old: str | None = None,
    new: str | None = None,
    split: bool = False,
) -> list[Crosswalk]:
    """What the old units became, by old code; narrowed by codes of the new or old province, old or new unit."""
    units = {unit.code: unit for unit in await all_units(session)}
    rows = []
    for row in await store.crosswalk(session):
        unit = units.get(row.new_code)
        keep = (
            (province is None or (unit is not None and unit.province_code == province))
            and (old_province is None or row.old_province_code == old_province)
            and (old is None or row.old_code == old)
            and (new is None or row.new_code == new)
            and (row.split or not split)
        )
        if keep:
            rows.append(
                Crosswalk(
                    row.old_code,
                    row.old_name,
                    row.old_district_code,
                    row.old_district,
                    row.old_province_code,
                    row.old_province,
                    row.new_code,
                    unit.full_name_vi if unit else None,
                    unit.province_code if unit else None,
                    row.split,
                    row.changed_on,
                    row.decision,
                    row.share_population,
                    row.share_area,
                )
            )
    return rows


@dataclass(frozen=True, slots=True)
class Descent:
    """What a unit became on a day of change. `share` is the part of the old unit, by residents where that is known,
    else by area; None where neither is. A unit that was not split went wholly to its successor."""

    old_code: str
    new_code: str
    share: float | None
    by: Literal["whole", "population", "area", "unknown"]


async def changed_days(session: AsyncSession) -> list[date]:
    """The days on which units changed, the earliest first; without a lineage, that of the reform of 1 July 2025."""
    from geoops.communes.boundaries.checking import REFORM  # brings the geometry libraries with it

    return await store.changed_days(session) or [REFORM]


async def descents(session: AsyncSession, day: date) -> list[Descent]:
    """What became of the units that ended on a day."""
    found = []
    for old, new, split, population, area in await store.descents(session, day):
        if not split:
            found.append(Descent(old, new, 1.0, "whole"))
        elif population is not None:
            found.append(Descent(old, new, population, "population"))
        elif area is not None:
            found.append(Descent(old, new, area, "area"))
        else:
            found.append(Descent(old, new, None, "unknown"))
    return found


async def old_codes(session: AsyncSession, day: date) -> dict[str, str]:
    """Codes of the units that ended on a day of change, each with the province of today that took most of it."""
    return await store.old_codes(session, day)
