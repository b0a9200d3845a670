"""A stand-alone page with any layers, drawn by folium from the layers' own declarations.

The page carries its scripts and styles inside where they are installed with the web side (Leaflet's package in
`web/node_modules`), so that it opens on a machine without internet; else it refers to folium's usual addresses.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import folium
from branca.element import Element, Figure
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.kit.clock import VN
from geoops.kit.i18n import Language, Text
from geoops.layers import service
from geoops.layers.model import Layer, LegendItem
from geoops.layers.registry import Registry

NO_DATA = "#FFFFFF"
DETAIL_BAND = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """A layer with its features (GeoJSON, EPSG:4326) and the notice that belongs to it."""

    layer: Layer
    features: Sequence[Mapping[str, Any]]
    shape: str
    notice: Text | None


async def collect(
    session: AsyncSession, registry: Registry, layer_ids: Sequence[str], when: service.Moment
) -> list[Drawn]:
    """Fetch what the page shows, in the caller's rights. Raises UnknownLayer."""
    drawn = []
    for layer_id in layer_ids:
        layer = await registry.get(session, layer_id)
        features, shape = await service.features(session, registry, layer, when, band=DETAIL_BAND)
        notice = await service.standing_notice(session, registry, layer, when)
        drawn.append(Drawn(layer, features, shape, notice))
    return drawn


def page(drawn: Sequence[Drawn], when: datetime, language: Language) -> str:
    """The HTML of the page. Every text that people wrote is escaped."""
    world = folium.Map(
        location=(16.2, 106.5), zoom_start=6, tiles=None, control_scale=True, prefer_canvas=True
    )
    bounds: list[tuple[float, float]] = []
    for item in drawn:
        group = folium.FeatureGroup(name=item.layer.title.in_(language), show=True)
        for feature in item.features:
            _draw(group, item, feature, language)
            bounds.extend(_corners(feature["geometry"]))
        group.add_to(world)
    folium.LayerControl(collapsed=False).add_to(world)
    if bounds:
        lats, lons = [point[1] for point in bounds], [point[0] for point in bounds]
        world.fit_bounds([(min(lats), min(lons)), (max(lats), max(lons))])
    figure = world.get_root()
    assert isinstance(figure, Figure)
    figure.html.add_child(Element(_legend(drawn, when, language)))
    return str(figure.render())


def _draw(group: folium.FeatureGroup, item: Drawn, feature: Mapping[str, Any], language: Language) -> None:
    layer = item.layer
    legend = _legend_item(layer, feature)
    colour = legend.color if legend else NO_DATA
    popup = folium.Popup(_popup(layer, feature, language), max_width=320)
    if item.shape == "point":
        lon, lat = feature["geometry"]["coordinates"]
        folium.CircleMarker(
            (lat, lon),
            radius=layer.style.size,
            color="#1B2430",
            weight=1,
            fill=True,
            fill_color=colour,
            fill_opacity=layer.style.opacity,
            popup=popup,
        ).add_to(group)
        return
    look = {
        "fillColor": colour,
        "fillOpacity": layer.style.opacity if layer.style.paint == "fill" and legend else 0.05,
        "color": "#5B6675",
        "weight": 0.8,
        "dashArray": "4 3" if legend and legend.pattern else None,
    }
    folium.GeoJson(
        {"type": "Feature", "geometry": feature["geometry"], "properties": {}},
        style_function=lambda _, look=look: look,
    ).add_child(popup).add_to(group)


def _legend_item(layer: Layer, feature: Mapping[str, Any]) -> LegendItem | None:
    if layer.style.by is None:
        return layer.legend.items[0] if layer.legend.items else None
    value = feature.get(layer.style.by)
    return next((item for item in layer.legend.items if item.value == value), None)


def _popup(layer: Layer, feature: Mapping[str, Any], language: Language) -> str:
    rows = []
    for item in layer.fields:
        value = feature.get(item.name)
        shown = _shown(value, language) + (
            f" {html.escape(item.unit)}" if item.unit and value is not None else ""
        )
        rows.append(
            f"<tr><th style='text-align:left'>{html.escape(item.label.in_(language))}</th><td>{shown}</td></tr>"
        )
    return f"<b>{html.escape(str(feature['id']))}</b><table>{''.join(rows)}</table>"


def _shown(value: object, language: Language) -> str:
    if value is None:
        return "chưa có số liệu" if language == "vi" else "no data"
    if isinstance(value, datetime):
        return value.astimezone(VN).strftime("%d/%m/%Y %H:%M")
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


def _corners(geometry: Mapping[str, Any]) -> list[tuple[float, float]]:
    """The extremes of a geometry's coordinates, (lon, lat)."""
    flat: list[tuple[float, float]] = []

    def walk(part: Any) -> None:
        if part and isinstance(part[0], (int, float)):
            flat.append((float(part[0]), float(part[1])))
        else:
            for inner in part:
                walk(inner)

    walk(geometry["coordinates"])
    lons, lats = [point[0] for point in flat], [point[1] for point in flat]
    return [(min(lons), min(lats)), (max(lons), max(lats))] if flat else []
