"""Every variable of a loaded product is a layer of its own, with a time axis; until one is loaded there is none."""

from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from geoops.hydromet.grids import archive, catalogue, keeping
from geoops.hydromet.grids.catalogue import DOMAIN, ENTITY
from geoops.hydromet.grids.description import Product
from geoops.hydromet.grids.rules import grid_variables
from geoops.kit.i18n import Text
from geoops.layers.model import Layer, Legend, LegendItem, RasterSeries, Style
from geoops.settings import get_settings

# Light to dark blue-green as the rain classes, safe for colour-blind readers; never the colours of danger.
_RAIN = ("#DDEBEA", "#BAE4BC", "#7BCCC4", "#4EB3D3", "#2B8CBE", "#0868AC", "#084081", "#062B57")
# Cool to warm by lightness alone: dark is cold. Greys and violets, which no danger has.
_OTHER = (
    "#3B4A63",
    "#55698A",
    "#7389A8",
    "#94A8C1",
    "#B5C4D6",
    "#D3DCE7",
    "#E6E9EE",
    "#F0EDF2",
    "#E3DDEB",
    "#CFC4DC",
    "#B7A8CB",
    "#9D8AB8",
)
_HELD = timedelta(hours=24)
"""An observed step without a rhythm is shown this long after its end."""


async def layers(session: AsyncSession) -> list[Layer]:
    """The layers of the products that are loaded now."""
    return [
        _layer(product, variable, shown[variable], order)
        for order, (product, shown) in enumerate(await catalogue.described(session))
        if product.layer
        for variable in sorted(shown)
    ]


def layer_id(product: str, variable: str) -> str:
    """The id of the layer that shows a variable of a product."""
    return f"grid_{product}_{variable}"


def _layer(product: Product, variable: str, shown: dict[str, Any], order: int) -> Layer:
    stops = keeping.stops_of(product, variable, shown["step_s"] / 3600) or tuple(shown["stops"])
    colours = _colours(variable, len(stops))
    known = grid_variables().get(variable)
    held = timedelta(minutes=product.late_minutes) if product.late_minutes else _HELD
    west, south, east, north = shown["bounds"]
    return Layer(
        id=layer_id(product.id, variable),
        domain=DOMAIN,
        group="weather",
        title=_title(product, variable),
        description=_description(product, shown["step_s"]),
        source=RasterSeries(
            sql=_step_sql(product, variable, held),
            folder=archive.folder(get_settings().home),
            ramp=tuple((stop, colour) for stop, colour in zip(stops, colours, strict=True)),
            below=None if known is not None and known.accumulated else colours[0],
        ),
        style=Style("raster", opacity=0.75, outline=False),
        legend=Legend(
            tuple(LegendItem(index, _range(stops, index), colour) for index, colour in enumerate(colours)),
            known.title if known is not None else None,
            shown["unit"],
        ),
        time="instant",
        fresh_for=held if product.kind != "reference" else None,
        depends_on=((DOMAIN, ENTITY),),
        summary_sql=_summary_sql(product, variable),
        forecast_sql=_forecast_sql(product, variable) if product.kind == "forecast" else None,
        order=50 + order,
        attribution=f"{product.credit} ({product.licence})",
        bounds=(west, south, east, north),
    )


def _title(product: Product, variable: str) -> Text:
    if len(product.fields) == 1:
        return product.text
    rule = next(one for one in product.fields if one.variable == variable)
    known = grid_variables().get(variable)
    name = known.title if known is not None else Text(rule.title.vi, rule.title.en) if rule.title else None
    return Text(f"{name.vi}: {product.title.vi}", f"{name.en}: {product.title.en}") if name else product.text


def _description(product: Product, step_s: float) -> Text:
    hours = step_s / 3600
    length = f"{hours:g}" if hours < 24 * 20 else ""
    vi = f"Mỗi bước {length} giờ. " if length and hours else ""
    en = f"Steps of {length} h. " if length and hours else ""
    kinds = {
        "observed": Text(
            "Ước lượng từ vệ tinh hoặc ra-đa, không phải số đo của trạm",
            "Estimated by satellite or radar, not measured by gauges",
        ),
        "forecast": Text(
            "Dự báo số trị của mô hình, không phải bản tin chính thức",
            "A model's forecast, not an official bulletin",
        ),
        "reference": Text("Số liệu tham khảo", "Reference data"),
    }
    return Text(vi + kinds[product.kind].vi, en + kinds[product.kind].en)


def _colours(variable: str, count: int) -> tuple[str, ...]:
    """So many colours of the ramp, its first and last among them."""
    known = grid_variables().get(variable)
    ramp = _RAIN if (known is not None and known.accumulated) or variable == "antecedent_rain" else _OTHER
    if count == 1:
        return (ramp[len(ramp) // 2],)
    return tuple(ramp[round(index * (len(ramp) - 1) / (count - 1))] for index in range(count))


def _range(stops: tuple[float, ...], index: int) -> Text:
    last = index + 1 == len(stops)
    en = f"≥ {stops[index]:g}" if last else f"{stops[index]:g}–{stops[index + 1]:g}"
    return Text(en.replace(".", ","), en)


# The ids are made of a-z, 0-9 and _ alone: a description is not taken otherwise.
def _of(product: Product, variable: str) -> str:
    return (
        f"product = '{product.id}' AND variable = '{variable}' AND coalesce(member, 0) = 0"
        " AND known_at <= CAST(:known_at AS timestamptz)"
        " AND (superseded_at IS NULL OR superseded_at > CAST(:known_at AS timestamptz))"
    )


def _step_sql(product: Product, variable: str, held: timedelta) -> str:
    """The file of the step that shows a moment: what a forecast says of it, made last; else what was observed last."""
    at = "CAST(:at AS timestamptz)"
    if product.kind == "forecast":
        when = f"((starts_at < {at} AND ends_at >= {at}) OR (starts_at = ends_at AND ends_at = {at}))"
        order = "issued_at DESC, known_at DESC"
    elif product.kind == "reference":
        when, order = f"starts_at <= {at}", "ends_at DESC, known_at DESC"
    else:
        when = f"ends_at <= {at} AND ends_at > {at} - interval '{int(held.total_seconds())} seconds'"
        order = "ends_at DESC, known_at DESC"
    return f"SELECT file FROM grid_steps WHERE {_of(product, variable)} AND {when} ORDER BY {order} LIMIT 1"  # noqa: S608 - made of constants


def _summary_sql(product: Product, variable: str) -> str:
    """For the panel: no count; the age of a forecast is that of its making."""
    newest = "max(issued_at)" if product.kind == "forecast" else "max(ends_at)"
    until = "" if product.kind == "forecast" else " AND ends_at <= CAST(:at AS timestamptz)"
    return f"SELECT CAST(NULL AS integer) AS count, {newest} AS latest_at FROM grid_steps WHERE {_of(product, variable)}{until}"  # noqa: S608 - made of constants


def _forecast_sql(product: Product, variable: str) -> str:
    """The run made last of those known then, and how far it reaches."""
    return (
        "SELECT product.description #>> '{title,vi}' AS vi, product.description #>> '{title,en}' AS en, true AS is_run,"  # noqa: S608 - made of constants
        " step.issued_at, max(step.ends_at) AS ends_at"
        " FROM grid_steps AS step JOIN grid_products AS product ON product.id = step.product"
        f" WHERE step.issued_at IS NOT NULL AND {_of(product, variable)}"
        " GROUP BY product.id, step.issued_at ORDER BY step.issued_at DESC LIMIT 1"
    )
