"""Every loaded risk map is a layer of its own; until one is loaded there is none."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hazards import service
from geoops.hazards.jobs import rasters_folder
from geoops.hazards.models import RiskMap
from geoops.hazards.passport import hazards
from geoops.kit.i18n import Text
from geoops.layers.model import Family, Field, Geometry, Layer, Legend, LegendItem, Raster, Style
from geoops.settings import get_settings

_PIECES = f"""
SELECT '{service.layer_id("")}' || map.id AS layer, part.id::text AS id, part.geom_3857 AS geom,
       map.legend -> (part.class_number - 1) ->> 'class' AS class
FROM risk_map_polygons AS part JOIN risk_maps AS map ON map.id = part.risk_map
"""  # noqa: S608 - our own words
_FIELDS = (Field("class", Text("Lớp", "Class")),)

RISK_MAPS = Family(id="risk_maps", sql=_PIECES, fields=_FIELDS)
"""All risk maps of polygons."""


async def layers(session: AsyncSession) -> list[Layer]:
    """The layers of the risk maps that are loaded now."""
    return [_layer(risk_map, order) for order, risk_map in enumerate(await service.all_maps(session))]


def _layer(risk_map: RiskMap, order: int) -> Layer:
    hazard = hazards().get(risk_map.hazard, Text(risk_map.hazard, risk_map.hazard))
    bounds = risk_map.bounds
    return Layer(
        id=service.layer_id(risk_map.id),
        domain="hazards",
        group="hazards",
        title=Text(risk_map.title_vi, risk_map.title_en),
        description=Text(
            f"{hazard.vi}. {risk_map.method}. Lập ngày {risk_map.made_on:%d/%m/%Y}, phiên bản {risk_map.version}.",
            f"{hazard.en}. {risk_map.method}. Made on {risk_map.made_on.isoformat()}, version {risk_map.version}.",
        ),
        source=_source(risk_map),
        style=Style(
            paint="raster" if risk_map.file is not None else "fill", by="class", outline=False, opacity=0.65
        ),
        legend=Legend(
            items=tuple(
                LegendItem(entry["class"], Text(entry["label_vi"], entry["label_en"]), entry["color"])
                for entry in risk_map.legend
            )
        ),
        fields=() if risk_map.file is not None else _FIELDS,
        depends_on=(("hazards", "risk_map"),),
        order=order,
        attribution=f"{risk_map.author} ({risk_map.licence})",
        bounds=(bounds[0], bounds[1], bounds[2], bounds[3]),
    )


def _source(risk_map: RiskMap) -> Raster | Geometry:
    if risk_map.file is not None:
        colours = tuple((number, _colour(entry)) for number, entry in enumerate(risk_map.legend, start=1))
        return Raster(path=rasters_folder(get_settings().home) / risk_map.file, colours=colours)
    # The id is made of a-z, 0-9 and _ alone: the passport is not taken otherwise.
    sql = f"{_PIECES} WHERE part.risk_map = '{risk_map.id}'"
    return Geometry(sql=sql, shape="polygon", family=RISK_MAPS)


def _colour(entry: dict[str, Any]) -> tuple[int, int, int, int]:
    colour: str = entry["color"]
    return (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16), 255)
