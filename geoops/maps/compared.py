"""A comparison as a stand-alone folium page, by the way that every layer takes."""

import math
from typing import Any

import shapely
from sqlalchemy.ext.asyncio import AsyncSession

from geoops.communes import service as communes
from geoops.indicators.compare import files
from geoops.indicators.compare.bivariate import COLOURS
from geoops.indicators.compare.colours import ramp
from geoops.indicators.compare.service import Comparison
from geoops.kit.i18n import Language, Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values
from geoops.maps.folium_map import Drawn, page

NO_DATA, NOT_COMPARABLE = "no_data", "not_comparable"


async def compared_page(session: AsyncSession, found: Comparison, language: Language) -> str:
    """The map with its legend, notes and the figures of every commune. Raises NoBoundaries."""
    shapes = await files.shapes_of(session, found, coarse=True)
    names = await communes.names(session, found.codes)
    features: list[dict[str, Any]] = []
    for place, code in enumerate(found.codes):
        if code not in shapes:
            continue
        gap = found.gaps.get(code) or found.second_gaps.get(code)
        second = found.second_values
        features.append(
            {
                "id": code,
                "label": names[code].full_name_vi if code in names else code,
                "geometry": shapely.geometry.mapping(shapes[code]),
                "class": _class(found, place, code),
                "value": _number(float(found.values[place])),
                "second": _number(float(second[place])) if second is not None else None,
                "why": gap.text.in_(language) if gap else "",
            }
        )
    return page([Drawn(_layer(found), features, "polygon", _notice(found))], found.known_at, language)


def _class(found: Comparison, place: int, code: str) -> str:
    numbers = found.numbers if found.both_numbers is None else found.both_numbers
    if numbers[place] >= 0:
        return str(int(numbers[place]))
    gaps = [gap for gap in (found.gaps.get(code), found.second_gaps.get(code)) if gap is not None]
    return NOT_COMPARABLE if any(gap.kind == NOT_COMPARABLE for gap in gaps) else NO_DATA


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _layer(found: Comparison) -> Layer:
    fields = [
        Field("class", Text("Lớp", "Class")),
        Field("value", found.first.name, found.first.unit, "number"),
    ]
    if found.second is not None:
        fields.append(Field("second", found.second.name, found.second.unit, "number"))
    fields.append(Field("why", Text("Ghi chú", "Note")))
    period = found.first.period
    when = Text(f", {period.label.vi}", f", {period.label.en}") if period else Text("", "")
    return Layer(
        id="compared",
        domain="indicators",
        group="indicators",
        title=Text(f"{found.first.name.vi}{when.vi}", f"{found.first.name.en}{when.en}"),
        description=found.first.source,
        source=Values(sql="", of="communes"),
        style=Style(paint="fill", by="class", opacity=0.8),
        legend=Legend(items=(*_items(found), *_gap_items())),
        fields=tuple(fields),
    )


def _items(found: Comparison) -> list[LegendItem]:
    if found.both is not None:
        return [
            LegendItem(str(3 * row + column), Text(*[f"{column + 1} × {row + 1}"] * 2), COLOURS[row][column])
            for row in range(3)
            for column in range(3)
        ]
    breaks = found.classes.breaks
    colours = ramp(len(found.classes.counts), found.classes.method)
    ends = [*(f"{one:g}" for one in breaks), ""]
    items = []
    for number, colour in enumerate(colours):
        low = f"{breaks[number - 1]:g}" if number else ""
        high = ends[number]
        label = f"> {low} – {high}" if low and high else f"> {low}" if low else f"≤ {high}" if high else "–"
        items.append(LegendItem(str(number), Text(label, label), colour))
    return items


def _gap_items() -> tuple[LegendItem, LegendItem]:
    return (
        LegendItem(NO_DATA, Text("chưa có số liệu", "no data"), "#FFFFFF", pattern="dots"),
        LegendItem(NOT_COMPARABLE, Text("không so sánh được", "not comparable"), "#E3E3E3", pattern="hatch"),
    )


def _notice(found: Comparison) -> Text | None:
    if not found.notes:
        return None
    return Text(". ".join(note.vi for note in found.notes), ". ".join(note.en for note in found.notes))
