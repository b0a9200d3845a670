"""Rows of the emergency groups, counted from the operational data of the other domains: nobody types them in twice.

What nobody has reported is left out; it is never a zero.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.damage import service as damage
from geoops.incidents.disease import tallying as disease
from geoops.kit.yaml_files import read_yaml
from geoops.resources import service as resources


@dataclass(frozen=True, slots=True)
class Count:
    """How a row is counted. `apart`: its items are no sum. `factor` turns what is kept into the row's unit.

    `kind` is whose disease is counted, people's or animals'.
    """

    source: str
    items: tuple[str, ...]
    apart: bool
    factor: float
    kind: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a commune has: item by item, and as one figure where the items add up."""

    value: float | None
    parts: Mapping[str, float]


@lru_cache
def counts() -> dict[str, Count]:
    """How rows are counted, by indicator; a row that is not here leads to its data by the link alone."""
    text = files("geoops.indicators").joinpath("rules", "counts.yaml").read_text(encoding="utf-8")
    return {
        entry["indicator"]: Count(
            entry["source"],
            tuple(entry["items"]),
            entry.get("apart", False),
            entry.get("factor", 1),
            entry.get("kind", ""),
        )
        for entry in read_yaml(text)
    }


async def counted(
    session: AsyncSession, code: str, since: datetime, at: datetime, known_at: datetime
) -> dict[str, Counted] | None:
    """The figure of each commune at the end of a time, as known at a time; None where the row has no count yet."""
    count = counts().get(code)
    if count is None:
        return None
    parts: dict[str, dict[str, float]] = defaultdict(dict)
    if count.source == "incidents.damage":
        await _damage(session, count, at, known_at, parts)
    elif count.source == "incidents.disease":
        found = await disease.tallies(session, since, at, known_at)
        parts.update(disease.count(found, count.kind, count.items))
    else:
        await _resources(session, count, at, known_at, parts)
    return {
        commune: Counted(None if count.apart else sum(here.values()), dict(sorted(here.items())))
        for commune, here in sorted(parts.items())
    }


async def _damage(
    session: AsyncSession,
    count: Count,
    at: datetime,
    known_at: datetime,
    parts: dict[str, dict[str, float]],
) -> None:
    """What was reported for the newest event that had begun."""
    begun = [
        event
        for event, _, _ in await damage.events(session)
        if event.starts_at <= at and event.known_at <= known_at
    ]
    for total in await damage.summary(session, begun[0].id, "commune", at, known_at) if begun else []:
        if total.item in count.items and total.quantity is not None:
            parts[total.place][total.item] = total.quantity * count.factor


async def _resources(
    session: AsyncSession,
    count: Count,
    at: datetime,
    known_at: datetime,
    parts: dict[str, dict[str, float]],
) -> None:
    """The newest counts: forces and means by kind, shelters by kind as so many places."""
    when = await resources.moment(session, at, known_at)
    if count.source == "resources.shelters":
        for shelter in await resources.shelters(session, when, resources.Narrow()):
            here = parts[shelter.commune_code]
            here[shelter.kind] = here.get(shelter.kind, 0) + 1
        return
    pillar = count.source.removeprefix("resources.")
    for one in await resources.resources(session, when, resources.Narrow(pillar=pillar)):
        here = parts[one.commune_code]
        here[one.kind] = here.get(one.kind, 0) + one.quantity
