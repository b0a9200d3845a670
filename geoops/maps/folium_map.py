"""A stand-alone page with any layers, drawn by folium from the layers' own declarations.

The page carries Leaflet and jQuery inside, as they were built beside the browser side, so that it opens on a
machine without internet; where nothing was built it refers to folium's usual addresses.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import folium
from branca.element import Element, Figure
from sqlalchemy.ext.asyncio import AsyncSession

import geoops
from geoops.communes import service as communes
from geoops.kit.clock import VN
from geoops.kit.context import Scope
from geoops.kit.i18n import Language, Text
from geoops.kit.units import unit_name
from geoops.layers import service
from geoops.layers.model import Field, Layer, LegendItem, Values, band_for_zoom
from geoops.layers.registry import Registry

PARTS = Path(geoops.__file__).parent / "static" / "folium"
NO_DATA = "#FFFFFF"
_LOOK = "look"
BAND = band_for_zoom(6)
"""Boundaries at 0.008 degrees: a page of all 3,321 communes stays a few megabytes."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A layer with its features (GeoJSON, EPSG:4326) and the notice that belongs to it."""

    layer: Layer
    features: Sequence[Mapping[str, Any]]
    shape: str
    notice: Text | None


async def collect(
    session: AsyncSession, registry: Registry, layer_ids: Sequence[str], when: service.Moment, scope: Scope
) -> list[Drawn]:
    """Fetch what the page shows, in the caller's rights and around the scope's communes. Raises UnknownLayer."""
    drawn = []
    within = await communes.bounds_of(session, scope)
    for layer_id in layer_ids:
        layer = await registry.get(session, layer_id)
        features, shape = await service.features(session, registry, layer, when, band=BAND, within=within)
        notice = await service.standing_notice(session, registry, layer, when)
        drawn.append(Drawn(layer, await _with_names(session, layer, features), shape, notice))
    return drawn


async def _with_names(
    session: AsyncSession, layer: Layer, features: Sequence[Mapping[str, Any]]
) -> Sequence[Mapping[str, Any]]:
    """The features with the names of communes where their fields hold codes."""
    columns = [field.name for field in layer.fields if field.kind == "commune"]
    codes = {str(feature[column]) for feature in features for column in columns if feature.get(column)}
    if not codes:
        return features
    names = {code: unit.full_name_vi for code, unit in (await communes.names(session, codes)).items()}
    return [
        {**feature, **{column: names.get(feature[column], feature[column]) for column in columns}}
        for feature in features
    ]


def page(drawn: Sequence[Drawn], when: datetime, language: Language) -> str:
    """The HTML of the page. Every text that people wrote is escaped."""
    world = folium.Map(
        location=(16.2, 106.5),
        zoom_start=6,
        tiles=None,
        control_scale=True,
        prefer_canvas=True,
        attribution_control=False,
    )
    carried = _carry_parts(world)
    for item in drawn:
        _draw(item, language).add_to(world)
    folium.LayerControl(collapsed=False).add_to(world)
    box = _bounds([feature["geometry"] for item in drawn for feature in item.features])
    if box is not None:
        west, south, east, north = box
        world.fit_bounds([(south, west), (north, east)])
    figure = world.get_root()
    assert isinstance(figure, Figure)
    for part in carried:
        figure.header.add_child(Element(part))
    figure.html.add_child(Element(_legend(drawn, when, language)))
    return str(figure.render())


def _carry_parts(world: folium.Map) -> list[str]:
    """The scripts and styles to put into the page's head, in place of folium's references to other servers."""
    if not all((PARTS / name).is_file() for name in ("leaflet.js", "leaflet.css", "jquery.js")):
        return []
    world.default_js = []
    world.default_css = []
    script = "<script>{% raw %}" + "{}" + "{% endraw %}</script>"
    style = "<style>{% raw %}" + "{}" + "{% endraw %}</style>"
    read = {path.name: path.read_text(encoding="utf-8") for path in PARTS.iterdir()}
    return [
        style.replace("{}", read["leaflet.css"]),
        script.replace("{}", read["leaflet.js"]),
        script.replace("{}", read["jquery.js"]),
    ]


def _draw(item: Drawn, language: Language) -> folium.FeatureGroup:
    """One GeoJSON collection per layer, each feature with its colours and its texts ready."""
    layer = item.layer
    group = folium.FeatureGroup(name=html.escape(layer.title.in_(language)), show=True)
    features = [feature for feature in item.features if _is_drawn(layer, feature)]
    if not features:
        return group
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": _texts(layer, feature, language) | {_LOOK: _look(item, feature)},
            }
            for feature in features
        ],
    }
    names = ["id", *(field.name for field in layer.fields)]
    titles = ["", *(html.escape(field.label.in_(language)) for field in layer.fields)]
    folium.GeoJson(
        collection,
        style_function=lambda feature: feature["properties"][_LOOK],
        marker=folium.CircleMarker(radius=layer.style.size) if item.shape == "point" else None,
        popup=folium.GeoJsonPopup(fields=names, aliases=titles, max_width=320),
    ).add_to(group)
    return group


def _is_drawn(layer: Layer, feature: Mapping[str, Any]) -> bool:
    """A commune without a warning is not a commune without data: it is drawn only where the legend knows of both."""
    return not isinstance(layer.source, Values) or _legend_item(layer, feature) is not None


def _look(item: Drawn, feature: Mapping[str, Any]) -> dict[str, Any]:
    layer = item.layer
    legend = _legend_item(layer, feature)
    colour = legend.color if legend else NO_DATA
    if item.shape == "point":
        return {
            "fill": True,
            "fillColor": colour,
            "fillOpacity": layer.style.opacity,
            "color": "#1B2430",
            "weight": 1,
        }
    known = legend is not None and legend.pattern in (None, "stripes") and layer.style.paint == "fill"
    look: dict[str, Any] = {
        "fillColor": colour,
        "fillOpacity": layer.style.opacity if known else 0.05,
        "color": "#5B6675",
        "weight": 0.8,
    }
    # What is forecast has its colour and a dashed edge.
    return look if known and layer.forecast_sql is None else look | {"dashArray": "4 3"}


def _texts(layer: Layer, feature: Mapping[str, Any], language: Language) -> dict[str, str]:
    title = feature.get("label") or feature["id"]
    named = next((field for field in layer.fields if field.name == layer.style.label), None)
    said = _said(named, title) if named is not None else None
    shown = {"id": html.escape(said.in_(language) if said is not None else str(title))}
    for field in layer.fields:
        value = feature.get(field.name)
        legend = _legend_item(layer, feature) if field.name == layer.style.by else None
        said = legend.label if legend is not None else _said(field, value)
        if said is not None:
            shown[field.name] = html.escape(said.in_(language))
            continue
        unit = (
            f" {html.escape(unit_name(field.unit).in_(language))}" if field.unit and value is not None else ""
        )
        shown[field.name] = _shown(value, language) + unit
    return shown


def _said(field: Field, value: object) -> Text | None:
    """The words of a code, as the field declares them."""
    if value is None:
        return None
    return field.in_words(str(value).lower() if isinstance(value, bool) else str(value))


def _legend_item(layer: Layer, feature: Mapping[str, Any]) -> LegendItem | None:
    if layer.style.by is None:
        return layer.legend.items[0] if layer.legend.items else None
    value = feature.get(layer.style.by)
    return next((item for item in layer.legend.items if item.value == value), None)


def _shown(value: object, language: Language) -> str:
    if value is None:
        return "chưa có số liệu" if language == "vi" else "no data"
    if isinstance(value, datetime):
        return value.astimezone(VN).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, float) and language == "vi":
        return f"{value:g}".replace(".", ",")
    return html.escape(str(value))


def _legend(drawn: Sequence[Drawn], when: datetime, language: Language) -> str:
    time = when.astimezone(VN).strftime("%d/%m/%Y %H:%M")
    parts = [f"<b>GeoOps</b> · {time} (+07:00)"]
    for item in drawn:
        parts.append(
            f"<div style='margin-top:8px'><b>{html.escape(item.layer.title.in_(language))}</b></div>"
        )
        parts += [
            f"<div><span style='display:inline-block;width:14px;height:14px;border:1px solid #5B6675;"
            f"background:{entry.color};vertical-align:middle'></span> {html.escape(entry.label.in_(language))}</div>"
            for entry in item.layer.legend.items
        ]
        for note in (item.notice, item.layer.description):
            if note is not None:
                parts.append(f"<div style='color:#8a4b00'>{html.escape(note.in_(language))}</div>")
        if item.layer.attribution:
            parts.append(f"<div style='color:#5B6675'>{html.escape(item.layer.attribution)}</div>")
    return (
        "<div style='position:fixed;bottom:24px;left:12px;z-index:9999;background:#fff;padding:10px 12px;"
        "border:1px solid #b7c0cc;border-radius:8px;font:13px/1.5 sans-serif;max-width:320px;max-height:70vh;"
        f"overflow:auto'>{''.join(parts)}</div>"
    )


def _bounds(geometries: Sequence[Mapping[str, Any]]) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all coordinates."""
    lons: list[float] = []
    lats: list[float] = []

    def walk(part: Any) -> None:
        if part and isinstance(part[0], (int, float)):
            lons.append(float(part[0]))
            lats.append(float(part[1]))
        else:
            for inner in part:
                walk(inner)

    for geometry in geometries:
        walk(geometry["coordinates"])
    return (min(lons), min(lats), max(lons), max(lats)) if lons else None
