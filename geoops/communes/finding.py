"""Communes by the names that people and old papers give them. Takes a session, never commits."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import store
from geoops.communes.matching import Became, CommuneIndex, OldIndex, OldPlace, ProvinceIndex, order, readings
from geoops.communes.names import nfc
from geoops.communes.records import Commune
from geoops.communes.units import all_units

_CODE_DIGITS = 5

_RANKED = 500
"""At most so many hits of a short query are put in order."""

_ALIKE = 0.35
"""Least likeness (trigrams) at which a mistyped name still finds a commune."""


async def match_names(session: AsyncSession, places: Sequence[tuple[str, str | None]]) -> list[str | None]:
    """Codes of today's communes named `(commune, province)`, in their order; None where not exactly one fits.

    Prefixes, tone placement (òa, oà), case, spaces and Unicode form do not matter; the province may be
    its code, its name of today or of before 2025.
    """
    index = CommuneIndex(await all_units(session), await _provinces(session))
    known: dict[tuple[str, str | None], str | None] = {}
    for place in places:
        if place not in known:
            known[place] = index.match(*place)
    return [known[place] for place in places]


async def old_to_new(session: AsyncSession, places: Sequence[OldPlace]) -> list[list[Became]]:
    """The communes that each old unit became, in the order of the places; empty where not exactly one unit fits."""
    index = OldIndex(await store.old_names(session), await _provinces(session))
    return [index.match(place) for place in places]


async def search(session: AsyncSession, query: str, limit: int) -> list[Commune]:
    """Communes of today by name, with or without marks and spaces, maybe followed by a province; or by code."""
    query = nfc(query)
    if query.isascii() and query.isdigit() and len(query) == _CODE_DIGITS:
        return await store.by_codes(session, [query])
    wanted = readings(query, await _provinces(session))
    if not wanted:
        return []
    found = await store.search(session, wanted)
    if found:
        best = sorted(found, key=lambda code: (found[code], code))[: max(limit, _RANKED)]
    else:
        best = await store.alike(session, wanted, limit, _ALIKE)
        found = {code: place for place, code in enumerate(best)}
    return order(query, found, await store.by_codes(session, best))[:limit]


async def _provinces(session: AsyncSession) -> ProvinceIndex:
    return ProvinceIndex(await store.provinces(session), await store.former_provinces(session))
