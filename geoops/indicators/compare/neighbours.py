"""Which communes touch: worked out once per boundary version and kept, never per question."""

import asyncio
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.communes.errors import NoBoundaries
from geoops.indicators.compare import store
from geoops.indicators.compare.contiguity import Touch, touching

_known: dict[tuple[str, datetime], Sequence[Touch]] = {}
"""Those of the boundaries used last, by what they were loaded from and when."""


async def ensure_kept(session: AsyncSession) -> int:
    """Have the neighbours of the active boundaries there; how many pairs were written."""
    version = await communes.active_boundary(session)
    if version is None or await store.has_touches(session, version.id):
        return 0
    found = await _worked_out(session)
    await store.keep_touches(session, version.id, found)
    return len(found)


async def touches(session: AsyncSession) -> Sequence[Touch]:
    """Every pair of today's communes that touch. Raises NoBoundaries.

    Where nothing is kept yet they are worked out for this process alone.
    """
    version = await communes.active_boundary(session)
    if version is None:
        raise NoBoundaries
    key = (version.checksum, version.loaded_at)
    found = _known.get(key)
    if found is None:
        found = await store.touches(session, version.id) or await _worked_out(session)
        _known.clear()
        _known[key] = found
    return found


async def _worked_out(session: AsyncSession) -> list[Touch]:
    polygons = await communes.coarse_polygons(session)
    return await asyncio.to_thread(touching, polygons.codes, polygons.geometry)
