"""Rain that is forecast for the hours ahead of a moment, by commune. What was observed is in layers of its own."""

from datetime import timedelta

from geoops.hydromet.ahead.store import PRODUCT_JOIN, WINDOWS, communes_sql, title_sql, told_sql
from geoops.hydromet.forecasts.service import ENTITY as FORECAST
from geoops.hydromet.grids.catalogue import ENTITY as GRID
from geoops.hydromet.observations.service import DOMAIN
from geoops.hydromet.rain_classes import class_sql, rain_classes
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values

NO_FORECAST = Text("chưa có dự báo", "no forecast")
FRESH = timedelta(hours=12)
"""Two rhythms of the models and of the default feed: an older one is shown as late, and after a day not at all."""
# The colours of rain, as for what is observed; the stripes say that it is forecast.
_COLOURS = ("#E3EEF0", "#BAE4BC", "#7BCCC4", "#2B8CBE", "#084081")
_NONE = "#9AA5B1"


def _values_sql(hours: int) -> str:
    return f"""
SELECT commune_code AS id, CAST(round(mean_mm::numeric, 1) AS double precision) AS value,
       {class_sql("mean_mm")} AS class, CAST(round(max_mm::numeric, 1) AS double precision) AS max_mm,
       told.starts_at, told.ends_at, told.issued_at,
       CAST(round(covered * 100) AS integer) AS covered, CAST(round(apportioned * 100) AS integer) AS apportioned,
       {title_sql("vi")} AS source
FROM ({communes_sql(hours)}) AS told
{PRODUCT_JOIN}
"""  # noqa: S608 - made of constants


def _forecast_sql(hours: int) -> str:
    return f"""
SELECT {title_sql("vi")} AS vi, {title_sql("en")} AS en, told.kind = 'grid' AS is_run, told.issued_at, told.ends_at
FROM ({told_sql(hours)}) AS told
{PRODUCT_JOIN}
"""  # noqa: S608 - made of constants


def _legend(hours: int) -> Legend:
    return Legend(
        (
            *(
                LegendItem(kind.id, kind.label, colour, pattern="stripes")
                for kind, colour in zip(rain_classes(), _COLOURS, strict=True)
            ),
            LegendItem(None, NO_FORECAST, _NONE, pattern="dots", shape="ring"),
        ),
        Text(
            f"Dự báo, chưa phải số đo: mưa {hours} giờ tới",
            f"Forecast, not observed: rain in the next {hours} h",
        ),
        "mm",
    )


def _layer(hours: int, order: int) -> Layer:
    return Layer(
        id=f"rain_ahead_{hours}h",
        domain=DOMAIN,
        group="weather",
        title=Text(f"Dự báo mưa {hours} giờ tới theo xã", f"Rain forecast for the next {hours} h by commune"),
        description=Text(
            "Trung bình trên xã theo lưới mô hình, hoặc tại điểm dự báo của xã; không phải bản tin chính thức. Xã không"
            " được dự báo đủ cả khoảng thì để trống",
            "Mean over the commune of a model's grid, or at the commune's forecast point; not an official bulletin."
            " A commune whose window is not forecast as a whole stays empty",
        ),
        source=Values(_values_sql(hours), of="communes"),
        style=Style("fill", by="class", opacity=0.7),
        legend=_legend(hours),
        fields=(
            Field("value", Text(f"Dự báo {hours} giờ", f"Forecast for {hours} h"), "mm", "number"),
            Field("class", Text("Cấp mưa", "Rain class")),
            Field("max_mm", Text("Ô lưới lớn nhất", "Highest cell"), "mm", "number"),
            Field("starts_at", Text("Từ", "From"), None, "time"),
            Field("ends_at", Text("Đến", "Until"), None, "time"),
            Field("issued_at", Text("Bản dự báo lúc", "Forecast of"), None, "time"),
            Field(
                "covered",
                Text("Phần xã trong lưới", "Share of the commune in the grid"),
                "%",
                "number",
                comparable=False,
            ),
            Field(
                "apportioned",
                Text("Phần chia đều theo giờ", "Share spread evenly by time"),
                "%",
                "number",
                comparable=False,
            ),
            Field("source", Text("Nguồn", "Source")),
        ),
        time="instant",
        fresh_for=FRESH,
        depends_on=((DOMAIN, GRID), (DOMAIN, FORECAST)),
        forecast_sql=_forecast_sql(hours),
        order=order,
    )


LAYERS: tuple[Layer, ...] = tuple(_layer(hours, 30 + place) for place, hours in enumerate(WINDOWS))
