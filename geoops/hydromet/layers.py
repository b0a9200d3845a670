"""The layers of the domain: gauges, rain by commune, warnings by commune."""

from datetime import timedelta

from geoops.hydromet.drill.script import SOURCE as DRILL
from geoops.hydromet.feeds.registry import VRain
from geoops.hydromet.observations.service import DOMAIN, ENTITY
from geoops.hydromet.quality.rules import checks
from geoops.hydromet.rain.store import communes_sql, sums_sql
from geoops.hydromet.rain.windows import WINDOWS, Window
from geoops.hydromet.rain_classes import HOURS, class_sql, rain_classes
from geoops.hydromet.stations.alarms import LEAST_RISE
from geoops.hydromet.stations.service import ENTITY as STATION
from geoops.hydromet.stations.store import levels_sql
from geoops.hydromet.warnings import levels
from geoops.hydromet.warnings.service import ENTITY as WARNING
from geoops.hydromet.warnings.store import VALID_SQL
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Legend, LegendItem, Style, Values

NO_DATA = Text("chưa có số liệu", "no data")

# Sequential and safe for colour-blind readers, light to dark blue-green; never the colours of danger.
_RAIN_COLOURS = ("#E3EEF0", "#BAE4BC", "#7BCCC4", "#2B8CBE", "#084081")
# Amber to dark red, each clearly darker than the one before; not the colours of the legal risk levels.
_WARNING_COLOURS = {1: "#F5D76E", 2: "#E67E22", 3: "#A61C3C"}
_NO_DATA_COLOUR = "#9AA5B1"


def _newest_sql(variable: str) -> str:
    """The newest value of a variable in the day before `:at` at the station of `level`."""
    return (
        f"(SELECT value FROM observations AS held WHERE held.station_id = level.station_id"  # noqa: S608
        f" AND variable = '{variable}' AND ends_at <= CAST(:at AS timestamptz)"
        " AND ends_at > CAST(:at AS timestamptz) - interval '1 day' AND known_at <= CAST(:known_at AS timestamptz)"
        " ORDER BY ends_at DESC LIMIT 1)"
    )


def _rain_legend(title: Text, *, named: bool = True) -> Legend:
    """The amounts, with the service's names for them where the window is the one that these are for."""
    classed = tuple(
        LegendItem(
            kind.id,
            Text(f"{kind.label.vi} ({kind.title.vi})", f"{kind.label.en} ({kind.title.en})")
            if named
            else kind.label,
            colour,
        )
        for kind, colour in zip(rain_classes(), _RAIN_COLOURS, strict=True)
    )
    return Legend(
        (*classed, LegendItem(None, NO_DATA, _NO_DATA_COLOUR, pattern="dots", shape="ring")), title, "mm"
    )


_STATIONS_SQL = """
SELECT id, geom_3857 AS geom, name, kind, source, commune_code FROM stations
WHERE first_seen_at <= CAST(:at AS timestamptz)
  AND (successor_id IS NULL OR last_seen_at > CAST(:at AS timestamptz) - interval '1 hour')
  AND NOT flags && ARRAY['outside_country', 'off_territory']::varchar[]
"""

_AGE_SQL = "CAST(round(extract(epoch FROM CAST(:at AS timestamptz) - last_at) / 60) AS integer)"

_GAUGES_SQL = f"""
SELECT station_id AS id, CAST(round(mm::numeric, 1) AS double precision) AS value, {class_sql("mm")} AS class,
       CAST(round(covered * 100) AS integer) AS covered, {_AGE_SQL} AS age_minutes, last_at,
       (SELECT string_agg(DISTINCT flag, ', ' ORDER BY flag) FROM observation_flags AS flagged
        WHERE flagged.station_id = gauge.station_id AND flagged.ends_at <= CAST(:at AS timestamptz)
          AND flagged.ends_at > CAST(:at AS timestamptz) - interval '24 hours'
          AND flagged.known_at <= CAST(:known_at AS timestamptz)
          AND (flagged.superseded_at IS NULL OR flagged.superseded_at > CAST(:known_at AS timestamptz))) AS flags
FROM ({sums_sql(Window(hours=HOURS))}) AS gauge
"""  # noqa: S608 - made of constants


def _communes_rain_sql(window: Window) -> str:
    return f"""
SELECT commune_code AS id, CAST(round(mean_mm::numeric, 1) AS double precision) AS value,
       {class_sql("mean_mm")} AS class, CAST(round(max_mm::numeric, 1) AS double precision) AS max_mm,
       CAST(gauges AS integer) AS gauges, CAST(round(covered * 100) AS integer) AS covered, age_minutes
FROM ({communes_sql(window)}) AS commune
"""  # noqa: S608 - made of constants


_RAIN_SUMMARY_SQL = """
SELECT CAST(count(*) AS integer) AS count, max(last_at) AS latest_at FROM (
  SELECT station_id, max(ends_at) AS last_at FROM rain_pieces
  WHERE ends_at <= CAST(:at AS timestamptz) AND ends_at > CAST(:at AS timestamptz) - interval '24 hours'
    AND known_at <= CAST(:known_at AS timestamptz)
  GROUP BY station_id) AS gauge
"""

_WARNINGS_SQL = f"""
SELECT area.commune_code AS id, max(valid.level) AS level,
       (array_agg(valid.landslide ORDER BY valid.level DESC) FILTER (WHERE valid.landslide IS NOT NULL))[1]
         AS landslide,
       (array_agg(valid.flash_flood ORDER BY valid.level DESC) FILTER (WHERE valid.flash_flood IS NOT NULL))[1]
         AS flash_flood,
       CAST(count(*) AS integer) AS warnings, max(valid.rain_mm) AS rain_mm, max(valid.valid_to) AS valid_to
FROM ({VALID_SQL}) AS valid
JOIN warning_communes AS area ON area.warning_id = valid.id AND area.known_at = valid.known_at
WHERE area.commune_code IS NOT NULL
GROUP BY area.commune_code
"""  # noqa: S608 - made of constants

_WARNINGS_SUMMARY_SQL = f"""
SELECT CAST(count(*) AS integer) AS count, max(valid_from) AS latest_at FROM ({VALID_SQL}) AS valid
"""  # noqa: S608 - made of constants

# A configured feed may name a kind of its own, which then says itself.
_STATION_KINDS = {
    "rain": Text("Đo mưa", "Rain gauge"),
    "weather": Text("Khí tượng", "Weather"),
    "water_level": Text("Mực nước", "Water level"),
    "hydrological": Text("Thủy văn", "Hydrological"),
    "reservoir": Text("Hồ chứa", "Reservoir"),
}
_LEVELS = {word.vi: word for word in levels.words().values()}
_STATION_SOURCES = {VRain.name: VRain.title, DRILL: Text("Diễn tập", "Drill")}


def _flags() -> dict[str, Text]:
    return {flag: check.title for flag, check in checks().items()}


_VALUE = Field("value", Text("Mưa 24 giờ", "Rain in 24 hours"), "mm", "number")
_CLASS = Field("class", Text("Cấp mưa", "Rain class"))
_COVERED = Field(
    "covered",
    Text("Phần thời gian có số liệu", "Share of the time with data"),
    "%",
    "number",
    comparable=False,
)
_AGE = Field("age_minutes", Text("Tuổi số liệu", "Age of the data"), "min", "number", comparable=False)

_COMMUNE_WINDOWS = ("24h", "1h", "3h", "6h", "12h", "48h", "72h", "day")
"""Each window is a layer of its own; that of 24 hours, which has the classes of the service, comes first."""


def _rain_by_commune(name: str, order: int) -> Layer:
    window = WINDOWS[name]
    in_day = window.hours == HOURS
    title = Text(f"Mưa {window.title.vi.lower()}", f"Rain in {window.title.en.lower()}")
    return Layer(
        id="rain_communes" if in_day else f"rain_communes_{name}",
        domain=DOMAIN,
        group="weather",
        title=Text(f"{title.vi} theo xã", f"{title.en} by commune"),
        description=Text(
            "Trung bình các trạm trong xã; xã không có trạm để trống",
            "Mean of the commune's own gauges; a commune without a gauge stays empty",
        ),
        source=Values(_communes_rain_sql(window), of="communes"),
        style=Style("fill", by="class", opacity=0.7),
        legend=_rain_legend(title, named=in_day),
        fields=(
            Field("value", title, "mm", "number"),
            _CLASS,
            Field("max_mm", Text("Trạm mưa lớn nhất", "Highest gauge"), "mm", "number"),
            Field("gauges", Text("Số trạm", "Gauges"), None, "number", comparable=False),
            _COVERED,
            _AGE,
        ),
        time="instant",
        fresh_for=timedelta(hours=2),
        depends_on=((DOMAIN, ENTITY), (DOMAIN, STATION)),
        summary_sql=_RAIN_SUMMARY_SQL,
        visible=in_day,
        order=order,
    )


_LEVELS_SQL = f"""
SELECT level.station_id AS id, CAST(round(level_m::numeric, 3) AS double precision) AS value,
       CASE WHEN level_m >= alarm_3_m THEN '3' WHEN level_m >= alarm_2_m THEN '2' WHEN level_m >= alarm_1_m THEN '1'
            WHEN level_m < alarm_1_m THEN '0' END AS class,
       CAST(round(rise_m_per_hour::numeric, 3) AS double precision) AS rise_m_per_hour, next_m,
       CASE WHEN rise_m_per_hour >= {LEAST_RISE}
            THEN CAST(round(((next_m - level_m) / rise_m_per_hour)::numeric, 1) AS double precision) END
         AS hours_to_next,
       CAST(round(extract(epoch FROM CAST(:at AS timestamptz) - level_at) / 60) AS integer) AS age_minutes
FROM ({levels_sql("water_level")}) AS level
JOIN stations ON stations.id = level.station_id
CROSS JOIN LATERAL (
  SELECT min(alarm) AS next_m FROM unnest(ARRAY[alarm_1_m, alarm_2_m, alarm_3_m]) AS alarm WHERE alarm > level_m
) AS following
"""  # noqa: S608 - made of constants

_RESERVOIRS_SQL = f"""
SELECT level.station_id AS id, CAST(round(level_m::numeric, 2) AS double precision) AS value,
       CASE WHEN level_m >= flood_level_m THEN 'flood' WHEN level_m >= full_level_m THEN 'full'
            WHEN level_m < full_level_m THEN 'below' END AS class,
       full_level_m, flood_level_m, {_newest_sql("reservoir_inflow")} AS inflow,
       {_newest_sql("reservoir_release")} AS release,
       CAST(round(extract(epoch FROM CAST(:at AS timestamptz) - level_at) / 60) AS integer) AS age_minutes
FROM ({levels_sql("reservoir_level")}) AS level
JOIN stations ON stations.id = level.station_id
"""  # noqa: S608 - made of constants

LAYERS: tuple[Layer, ...] = (
    Layer(
        id="stations",
        domain=DOMAIN,
        group="base",
        title=Text("Trạm quan trắc", "Stations"),
        source=Geometry(_STATIONS_SQL, "point"),
        style=Style("circle", size=3, label="name"),
        legend=Legend((LegendItem(None, Text("Trạm quan trắc", "Station"), _NO_DATA_COLOUR, shape="ring"),)),
        fields=(
            Field("name", Text("Tên trạm", "Name")),
            Field("kind", Text("Loại", "Kind"), words=_STATION_KINDS),
            Field("source", Text("Nguồn", "Source"), words=_STATION_SOURCES),
            Field("commune_code", Text("Xã", "Commune"), kind="commune"),
        ),
        time="instant",
        depends_on=((DOMAIN, ENTITY),),
        order=90,
    ),
    Layer(
        id="rain_gauges",
        domain=DOMAIN,
        group="weather",
        title=Text("Trạm đo mưa", "Rain gauges"),
        description=Text(
            "Tổng mưa 24 giờ tính từ số đọc của trạm; khoảng không biết không tính là 0",
            "Rain in 24 hours from the gauge's own readings; what is not known does not count as 0",
        ),
        source=Values(_GAUGES_SQL, of="stations"),
        style=Style("circle", by="class", size=6),
        legend=_rain_legend(Text("Mưa 24 giờ", "Rain in 24 hours")),
        fields=(
            _VALUE,
            _CLASS,
            _COVERED,
            _AGE,
            Field("last_at", Text("Số đọc cuối", "Last reading"), None, "time"),
            Field("flags", Text("Cờ chất lượng", "Quality flags"), words=_flags),
        ),
        time="instant",
        fresh_for=timedelta(hours=2),
        depends_on=((DOMAIN, ENTITY),),
        summary_sql=_RAIN_SUMMARY_SQL,
        visible=True,
        order=10,
    ),
    *(_rain_by_commune(name, order) for order, name in enumerate(_COMMUNE_WINDOWS, 20)),
    Layer(
        id="water_levels",
        domain=DOMAIN,
        group="weather",
        title=Text("Mực nước, báo động", "Water levels and alarm levels"),
        description=Text(
            "Mực nước mới nhất so với báo động I, II, III đã xác minh; chưa biết không có nghĩa là an toàn",
            "Newest level against the verified alarm levels I, II, III; unknown does not mean safe",
        ),
        source=Values(_LEVELS_SQL, of="stations"),
        style=Style("circle", by="class", size=8),
        legend=Legend(
            (
                LegendItem(
                    "3", Text("Trên báo động III", "Above alarm level III"), "#D7263D", shape="triangle"
                ),
                LegendItem(
                    "2", Text("Trên báo động II", "Above alarm level II"), "#F28C28", shape="triangle"
                ),
                LegendItem("1", Text("Trên báo động I", "Above alarm level I"), "#F6DE6B", shape="triangle"),
                LegendItem("0", Text("Dưới báo động I", "Below alarm level I"), "#7C8794", shape="circle"),
                LegendItem(
                    None,
                    Text("Chưa biết mức báo động", "Alarm levels unknown"),
                    _NO_DATA_COLOUR,
                    pattern="hatch",
                    shape="ring",
                ),
            ),
            Text("Mức báo động lũ", "Flood alarm level"),
        ),
        fields=(
            Field("value", Text("Mực nước", "Water level"), "m", "number"),
            Field("class", Text("Báo động", "Alarm level")),
            Field("rise_m_per_hour", Text("Lên mỗi giờ", "Rise per hour"), "m/h", "number"),
            Field("next_m", Text("Mức báo động kế tiếp", "Next alarm level"), "m", "number"),
            Field(
                "hours_to_next", Text("Còn bao lâu tới mức kế tiếp", "Time to the next level"), "h", "number"
            ),
            _AGE,
        ),
        time="instant",
        fresh_for=timedelta(hours=3),
        depends_on=((DOMAIN, ENTITY), (DOMAIN, STATION)),
        order=40,
    ),
    Layer(
        id="reservoirs",
        domain=DOMAIN,
        group="weather",
        title=Text("Hồ chứa", "Reservoirs"),
        description=Text(
            "Mực nước hồ so với mực nước dâng bình thường và mực nước lũ thiết kế",
            "Level against the full supply level and the flood-control level",
        ),
        source=Values(_RESERVOIRS_SQL, of="stations"),
        style=Style("circle", by="class", size=8),
        legend=Legend(
            (
                LegendItem(
                    "flood",
                    Text("Trên mực nước lũ", "Above the flood-control level"),
                    "#D7263D",
                    shape="square",
                ),
                LegendItem(
                    "full",
                    Text("Trên mực nước dâng bình thường", "Above the full supply level"),
                    "#F28C28",
                    shape="square",
                ),
                LegendItem(
                    "below",
                    Text("Dưới mực nước dâng bình thường", "Below the full supply level"),
                    "#7C8794",
                    shape="square",
                ),
                LegendItem(
                    None,
                    Text("Chưa biết mức của hồ", "The reservoir's levels are unknown"),
                    _NO_DATA_COLOUR,
                    pattern="hatch",
                    shape="ring",
                ),
            ),
        ),
        fields=(
            Field("value", Text("Mực nước hồ", "Reservoir level"), "m", "number"),
            Field("class", Text("So với mức của hồ", "Against the reservoir's levels")),
            Field("full_level_m", Text("Mực nước dâng bình thường", "Full supply level"), "m", "number"),
            Field("flood_level_m", Text("Mực nước lũ", "Flood-control level"), "m", "number"),
            Field("inflow", Text("Lưu lượng đến", "Inflow"), "m³/s", "number"),
            Field("release", Text("Lưu lượng xả", "Release"), "m³/s", "number"),
            _AGE,
        ),
        time="instant",
        fresh_for=timedelta(hours=6),
        depends_on=((DOMAIN, ENTITY), (DOMAIN, STATION)),
        order=45,
    ),
    Layer(
        id="warnings_communes",
        domain=DOMAIN,
        group="danger",
        title=Text("Cảnh báo lũ quét, sạt lở theo xã", "Flash-flood and landslide warnings by commune"),
        description=Text(
            f"{levels.label().vi}; không phải cấp độ rủi ro thiên tai",
            f"{levels.label().en}; not the legal risk level",
        ),
        source=Values(_WARNINGS_SQL, of="communes"),
        style=Style("fill", by="level", opacity=0.8),
        legend=Legend(
            tuple(
                LegendItem(level, levels.words()[level], colour) for level, colour in _WARNING_COLOURS.items()
            ),
            Text("Mức theo nguồn phát", "Level in the source's words"),
        ),
        fields=(
            Field("level", Text("Thứ bậc", "Order"), None, "number"),
            Field("landslide", Text("Sạt lở đất", "Landslide"), words=_LEVELS),
            Field("flash_flood", Text("Lũ quét", "Flash flood"), words=_LEVELS),
            Field("warnings", Text("Số cảnh báo", "Warnings"), None, "number"),
            Field(
                "rain_mm",
                Text("Mưa đã đo và dự báo 6 giờ", "Rain observed and forecast, 6 hours"),
                "mm",
                "number",
            ),
            Field("valid_to", Text("Hiệu lực đến", "Valid until"), None, "time"),
        ),
        time="instant",
        fresh_for=timedelta(hours=2),
        depends_on=((DOMAIN, WARNING),),
        summary_sql=_WARNINGS_SUMMARY_SQL,
        visible=False,
        order=10,
    ),
)
