"""What is asked of the indicator catalogue and its values. Takes a session, never commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.records import Commune
from geoops.indicators import density, store
from geoops.indicators.compare import neighbours
from geoops.indicators.loading import load
from geoops.indicators.models import IndicatorAmendment, IndicatorGroup, IndicatorSet
from geoops.indicators.values.service import (
    Figure,
    Figures,
    Outcome,
    Question,
    ValueIn,
    Whole,
    figures,
    history,
    load_values,
    node_with_values,
    of_commune,
    put_values,
    quick_table,
    table,
    values,
    whole,
)
from geoops.kit import changes

__all__ = [
    "Catalogue", "Figure", "Figures", "NamedDatabase", "Outcome", "Question", "ValueIn", "Whole", "catalogue",
    "compute_reference", "databases", "ensure_loaded", "figures", "history", "load", "load_values",
    "node_with_values", "of_commune", "put_values", "quick_table", "table", "values", "whole",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Sets, groups and amendments, and rows each with the position of its group."""

    sets: Sequence[IndicatorSet]
    groups: Sequence[IndicatorGroup]
    amendments: Sequence[IndicatorAmendment]
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class NamedDatabase:
    """A database as a decision names it, with its owner, who reports from it, its sources, and the indicators it feeds."""

    set_code: str
    name: str
    owner: str | None
    offices: list[str]
    sources: list[str]
    indicators: int


async def ensure_loaded(session: AsyncSession) -> bool:
    """Have the catalogue of this program and the reference indicators of the active boundaries there.

    Says whether anything was written.
    """
    written = await load(session)
    computed = await compute_reference(session)
    touching = await neighbours.ensure_kept(session)
    return bool(written or computed or touching)


async def compute_reference(session: AsyncSession) -> int:
    """Compute the reference indicators for the active boundary version, once; answers how many values.

    Without boundaries there is nothing to compute. Inputs are those of the boundary file; see `density`.
    """
    boundary = await communes.active_boundary(session)
    if boundary is None or await store.has_reference(session, density.INDICATOR, boundary.id):
        return 0
    residents = [
        density.Residents(unit.code, unit.population, unit.area_km2, unit.approximate)
        for unit in await _all_communes(session)
    ]
    found = density.densities(residents)
    await store.replace_reference(
        session,
        density.INDICATOR,
        [
            {
                "indicator": density.INDICATOR,
                "boundary_version": boundary.id,
                "commune_code": one.commune_code,
                "value": one.value,
                "class_name": density.class_of(one.value),
                "inputs": {"population": given.population, "area_km2": given.area_km2},
                "reason_vi": one.reason.vi if one.reason else None,
                "reason_en": one.reason.en if one.reason else None,
                "source": boundary.credit,
            }
            for one, given in zip(found, residents, strict=True)
        ],
    )
    await changes.record(
        session,
        domain="indicators",
        entity="reference_value",
        entity_id=density.INDICATOR,
        op="compute",
        payload={"communes": len(found), "known": sum(one.value is not None for one in found)},
        everyone=True,
    )
    return len(found)


async def _all_communes(session: AsyncSession) -> list[Commune]:
    found: list[Commune] = []
    after: str | None = None
    while batch := await communes.page(session, province=None, day=None, after=after, limit=1000):
        found.extend(batch)
        after = batch[-1].code
    return found


async def catalogue(
    session: AsyncSession,
    *,
    set_code: str | None,
    group_code: str | None,
    day: date | None,
    after: tuple[str, int, int, int] | None,
    limit: int,
) -> Catalogue:
    """All sets, groups and amendments, and a page of rows in the order of print, of a day or of all days."""
    return Catalogue(
        await store.sets(session),
        await store.groups(session),
        await store.amendments(session),
        await store.nodes(
            session, set_code=set_code, group_code=group_code, day=day, after=after, limit=limit
        ),
    )


async def databases(session: AsyncSession) -> list[NamedDatabase]:
    """The databases that the decisions name beside their indicators."""
    return [NamedDatabase(*row) for row in await store.databases(session)]
