"""Indicators on the map: values on the communes, in a sequential ramp that is no danger colour."""

from geoops.indicators.density import BREAKS, CLASSES, INDICATOR
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values

_GREENS = ("#EDF8E9", "#C7E9C0", "#A1D99B", "#74C476", "#31A354", "#006D2C")
"""ColorBrewer 2.0, sequential "Greens", six classes."""

_DENSITY = f"""
SELECT commune_code AS id, round(value::numeric, 1)::float8 AS value, class_name AS class,
       (inputs ->> 'population')::integer AS population, (inputs ->> 'area_km2')::float8 AS area_km2
FROM indicator_reference_values WHERE indicator = '{INDICATOR}'
"""  # noqa: S608 - a constant of our own

_SUMMARY = f"SELECT count(value) AS count, CAST(NULL AS timestamptz) AS latest_at FROM ({_DENSITY}) AS shown"  # noqa: S608 - our own SQL


def _label(low: float | None, high: float | None) -> Text:
    if low is None:
        return Text(f"đến {high:g}", f"to {high:g}")
    if high is None:
        return Text(f"trên {low:g}", f"above {low:g}")
    return Text(f"trên {low:g} đến {high:g}", f"above {low:g} to {high:g}")


_ITEMS = tuple(
    LegendItem(name, _label(low, high), color)
    for name, low, high, color in zip(CLASSES, (None, *BREAKS), (*BREAKS, None), _GREENS, strict=True)
)

LAYERS = (
    Layer(
        id="population_density",
        domain="indicators",
        group="indicators",
        title=Text("Mật độ dân số", "Population density"),
        description=Text(
            "Chỉ số tham chiếu do hệ thống tính, không thuộc quyết định nào: dân số trong tệp ranh giới chia cho diện "
            "tích trắc địa của chính ranh giới đó. Ngưỡng lớp cố định, do chúng tôi chọn.",
            "A reference indicator computed by the system, of no decision: residents in the boundary file over the "
            "geodesic area of that boundary. The class bounds are fixed and our choice.",
        ),
        source=Values(sql=_DENSITY, of="communes"),
        style=Style(paint="fill", by="class", opacity=0.7),
        legend=Legend(
            title=Text("Mật độ dân số", "Population density"),
            unit="người/km²",
            items=(*_ITEMS, LegendItem(None, Text("chưa có số liệu", "no data"), "#FFFFFF", pattern="dots")),
        ),
        fields=(
            Field("value", Text("Mật độ", "Density"), unit="người/km²", kind="number"),
            Field("class", Text("Lớp", "Class")),
            Field("population", Text("Dân số", "Residents"), unit="người", kind="number"),
            Field("area_km2", Text("Diện tích tính toán", "Computed area"), unit="km²", kind="number"),
        ),
        depends_on=(("indicators", "reference_value"),),
        order=10,
        summary_sql=_SUMMARY,
    ),
)
