"""Comparisons as files: collects what they need, and writes them beside the event loop. Takes a session."""

import asyncio
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators.compare import export
from geoops.indicators.compare.service import Comparison
from geoops.kit.i18n import Language

FULL_DETAIL: Final = 400
"""Up to so many communes go out with their full boundary (some thousand vertices each), more in the coarse one."""


async def file_of(session: AsyncSession, found: Comparison, form: export.Format, language: Language) -> bytes:
    """The comparison in that format. Raises NoBoundaries for formats with shapes where there are none."""
    names = await communes.names(session, found.codes)
    listed, told = export.rows(found, names, language), export.about(found, language)
    if form == "csv":
        return await asyncio.to_thread(export.as_csv, listed, told)
    if form == "xlsx":
        return await asyncio.to_thread(export.as_xlsx, listed, told)
    shapes = await shapes_of(session, found, coarse=len(found.codes) > FULL_DETAIL)
    return await asyncio.to_thread(export.as_geo, listed, told, shapes, form)


async def shapes_of(session: AsyncSession, found: Comparison, *, coarse: bool) -> dict[str, Any]:
    """The boundaries of the communes compared (shapely, EPSG:4326)."""
    polygons = (
        await communes.coarse_polygons(session)
        if coarse
        else await communes.polygons_of(session, found.codes)
    )
    geometry = await asyncio.to_thread(_in_degrees, polygons.geometry) if coarse else polygons.geometry
    here = set(found.codes)
    return {code: shape for code, shape in zip(polygons.codes, geometry, strict=True) if code in here}


def _in_degrees(geometry: Any) -> Any:
    import geopandas as gpd

    return gpd.GeoSeries(geometry, crs="EPSG:3857").to_crs("EPSG:4326").to_numpy()
