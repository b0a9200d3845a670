"""Outbreaks counted by commune and disease over a time: what the desk, the export and the indicators read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.incidents.disease import store
from geoops.incidents.disease.definitions import Kind, definitions
from geoops.incidents.disease.statuses import ESTABLISHED
from geoops.incidents.disease.store import ItemTotal


@dataclass(slots=True)
class Tally:
    """A disease in a commune.

    `outbreaks` were established (confirmed, or controlled) at some moment of the time, `new_outbreaks` of them began
    in it, `suspected` wait to be confirmed at its end and are counted nowhere else. `figures` are those since the
    outbreaks began, `new_figures` by how much they grew in the time; what nobody has reported is left out.
    """

    commune_code: str
    disease: str
    kind: Kind
    outbreaks: int = 0
    new_outbreaks: int = 0
    suspected: int = 0
    hamlets: set[str] = field(default_factory=set)
    figures: dict[str, int] = field(default_factory=dict)
    new_figures: dict[str, int] = field(default_factory=dict)


async def tallies(session: AsyncSession, since: datetime, at: datetime, known_at: datetime) -> list[Tally]:
    """By commune and disease, from `since` to `at`, as known at a time."""
    status_at = await store.status_at(session, at, known_at)
    totals = await store.totals(session, at, known_at)
    before = await store.totals(session, since, known_at)
    found: dict[tuple[str, str], Tally] = {}
    for row in await store.known(session, known_at):
        if row.id not in status_at:
            continue  # it had not begun
        status, entered_at = status_at[row.id]
        disease = definitions().diseases.get(row.disease)
        ended_in_time = status == "over" and entered_at >= since
        established = status in ESTABLISHED or ended_in_time
        if disease is None or not (established or status == "suspected"):
            continue
        key = (row.commune_code, row.disease)
        tally = found.setdefault(key, Tally(row.commune_code, row.disease, disease.kind))
        if not established:
            tally.suspected += 1
            continue
        tally.outbreaks += 1
        tally.hamlets.add(row.hamlet_key)
        tally.new_outbreaks += since <= row.began_at
        _add(tally, totals.get(row.id, {}), before.get(row.id, {}))
    return [found[key] for key in sorted(found)]


def _add(tally: Tally, now: Mapping[str, ItemTotal], before: Mapping[str, ItemTotal]) -> None:
    items = definitions().items[tally.kind]
    for item, total in now.items():
        tally.figures[item] = tally.figures.get(item, 0) + total.quantity
        if item in items and items[item].adds:
            grown = total.quantity - (before[item].quantity if item in before else 0)
            tally.new_figures[item] = tally.new_figures.get(item, 0) + grown


def count(found: Sequence[Tally], kind: str, what: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """Per commune, the parts of one figure of the emergency groups: by disease, or by item where there are several.

    `what` is `outbreaks`, `new_outbreaks`, `hamlets`, or items. A hamlet with two diseases is one hamlet.
    """
    parts: dict[str, dict[str, float]] = defaultdict(dict)
    hamlets: dict[str, set[str]] = defaultdict(set)
    for tally in found:
        if tally.kind != kind or not tally.outbreaks:
            continue
        here = parts[tally.commune_code]
        if what == ("hamlets",):
            hamlets[tally.commune_code] |= tally.hamlets
        elif what in (("outbreaks",), ("new_outbreaks",)):
            here[tally.disease] = tally.outbreaks if what == ("outbreaks",) else tally.new_outbreaks
        else:
            for item in what:
                if item in tally.figures:
                    part = item if len(what) > 1 else tally.disease
                    here[part] = here.get(part, 0) + tally.figures[item]
    for commune_code, named in hamlets.items():
        parts[commune_code]["hamlets"] = len(named)
    return {commune_code: here for commune_code, here in parts.items() if here}
