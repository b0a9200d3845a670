"""Roads, road points and works on the map. Only a cut road and water above a level are loud; all else is quiet."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from geoops.hydromet.observations.service import DOMAIN as HYDROMET
from geoops.hydromet.observations.service import ENTITY as OBSERVATION
from geoops.hydromet.observations.service import newest_sql
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Legend, LegendItem, Style
from geoops.works.rules import labels, reservoir_rules, work_kinds

_QUIET = "#5C7FA8"
_GREY = "#A7B0BC"

_ROADS = """
SELECT r.id::text AS id, r.geom_3857 AS geom, r.name, r.part,
       CASE WHEN r.begin_m IS NULL THEN 'plain' ELSE 'calibrated' END AS class,
       round((r.length_m / 1000)::numeric, 1)::float AS length_km, r.posts, r.speed_kmh, r.source
FROM roads AS r
"""

_POINTS = """
SELECT p.id::text AS id, p.geom_3857 AS geom, newest.state AS class, p.kind, p.road, p.chainage, p.length_m, p.plan,
       newest.since, newest.reporter, p.error_m, p.placed_by, p.commune_code
FROM road_points AS p
CROSS JOIN LATERAL (
  SELECT s.state, s.since, s.reporter FROM road_point_states AS s
  WHERE s.space = p.space AND s.point_id = p.id
    AND s.since <= CAST(:at AS timestamptz) AND s.known_at <= CAST(:known_at AS timestamptz)
  ORDER BY s.since DESC, s.known_at DESC, s.id LIMIT 1
) AS newest
WHERE p.geom_3857 IS NOT NULL AND p.known_at <= CAST(:known_at AS timestamptz)
"""

_RULES = reservoir_rules()
_KINDS_WITH_WATER = ", ".join(f"'{code}'" for code, kind in work_kinds().items() if kind.reservoir)
# The flood-control level counts in its season; one without a season counts always. As water.limits.
_IN_SEASON = """(w.flood_from IS NULL OR w.flood_to IS NULL OR CASE WHEN w.flood_from <= w.flood_to
         THEN season.day BETWEEN w.flood_from AND w.flood_to
         ELSE season.day >= w.flood_from OR season.day <= w.flood_to END)"""
# What water.judge says of the newest water, typed in or measured by the work's station, without the memory of a notice
# that goes on; tests hold the two together. What cannot be judged has a reason instead.
_WORKS = f"""
SELECT w.id::text AS id, w.geom_3857 AS geom,
       CASE WHEN inspected.state IN ('unsafe', 'broken') AND coalesce(told.level, 'near') = 'near' THEN inspected.state
            WHEN w.kind IN ({_KINDS_WITH_WATER}) THEN
              coalesce(told.level, CASE WHEN told.reason IS NULL THEN w.kind ELSE w.kind || '_unknown' END)
            WHEN inspected.state IS NULL OR inspected.state = 'unknown' THEN w.kind || '_unknown'
            ELSE w.kind END AS class,
       told.level AS told, coalesce(told.reason, CASE WHEN w.kind NOT IN ({_KINDS_WITH_WATER})
         AND (inspected.state IS NULL OR inspected.state = 'unknown') THEN 'not_inspected' END) AS reason,
       w.kind, w.name, w.commune_code, inspected.state, inspected.inspected_at,
       water.level_m, water.level_at AS read_at, water.level_source, told.limit_m,
       w.normal_level_m, w.flood_level_m, w.design_level_m, w.river
FROM works AS w
CROSS JOIN LATERAL (
  SELECT to_char(CAST(:at AS timestamptz) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'MM-DD') AS day,
         CAST(:at AS timestamptz) - interval '{_RULES.reading_old_after_h} hours' AS fresh_from
) AS season
LEFT JOIN LATERAL (
  SELECT i.state, i.inspected_at FROM work_inspections AS i
  WHERE i.space = w.space AND i.work_id = w.id
    AND i.inspected_at <= CAST(:at AS timestamptz) AND i.known_at <= CAST(:known_at AS timestamptz)
  ORDER BY i.inspected_at DESC, i.known_at DESC LIMIT 1
) AS inspected ON true
LEFT JOIN LATERAL (
  SELECT r.level_m, r.read_at FROM reservoir_readings AS r
  WHERE r.space = w.space AND r.work_id = w.id AND r.level_m IS NOT NULL
    AND r.read_at <= CAST(:at AS timestamptz) AND r.known_at <= CAST(:known_at AS timestamptz)
  ORDER BY r.read_at DESC, r.known_at DESC LIMIT 1
) AS typed ON true
LEFT JOIN LATERAL (
  SELECT r.release_m3s, r.spill_m3s, r.gates_open, r.read_at FROM reservoir_readings AS r
  WHERE r.space = w.space AND r.work_id = w.id AND r.read_at <= CAST(:at AS timestamptz)
    AND coalesce(r.inflow_m3s, r.release_m3s, r.spill_m3s, r.gates_open) IS NOT NULL
    AND r.known_at <= CAST(:known_at AS timestamptz)
  ORDER BY r.read_at DESC, r.known_at DESC LIMIT 1
) AS flow ON true
LEFT JOIN LATERAL ({newest_sql("reservoir_level", "w.station_id")}) AS gauged ON true
LEFT JOIN LATERAL ({newest_sql("reservoir_release", "w.station_id")}) AS let_out ON true
CROSS JOIN LATERAL (
  SELECT CASE WHEN by_station THEN gauged.value ELSE typed.level_m END AS level_m,
         CASE WHEN by_station THEN gauged.ends_at ELSE typed.read_at END AS level_at,
         CASE WHEN by_station THEN 'station' WHEN typed.read_at IS NOT NULL THEN 'typed' END AS level_source,
         CASE WHEN let_out_newer THEN let_out.value ELSE flow.release_m3s END AS release_m3s,
         CASE WHEN let_out_newer THEN NULL ELSE flow.spill_m3s END AS spill_m3s,
         CASE WHEN let_out_newer THEN NULL ELSE flow.gates_open END AS gates_open,
         CASE WHEN let_out_newer THEN let_out.ends_at ELSE flow.read_at END AS flow_at
  FROM (SELECT coalesce(gauged.ends_at > typed.read_at, gauged.ends_at IS NOT NULL) AS by_station,
               coalesce(let_out.ends_at > flow.read_at, let_out.ends_at IS NOT NULL) AS let_out_newer) AS newer
) AS water
CROSS JOIN LATERAL (
  SELECT w.normal_level_m AS normal, CASE WHEN {_IN_SEASON} THEN w.flood_level_m END AS flood,
         w.design_level_m AS design
) AS limit_
CROSS JOIN LATERAL (
  SELECT water.level_at > season.fresh_from AS level_fresh,
         CASE WHEN NOT coalesce(water.flow_at > season.fresh_from, false) THEN false
              WHEN water.spill_m3s IS NOT NULL OR water.gates_open IS NOT NULL
                THEN coalesce(water.spill_m3s, 0) > 0 OR coalesce(water.gates_open, 0) > 0
              ELSE water.release_m3s > 0 AND coalesce(water.release_m3s > w.turbine_m3s, false) END AS releases
) AS now_
CROSS JOIN LATERAL (
  SELECT (SELECT passed.level FROM (VALUES ('above_normal', limit_.normal, 1), ('above_flood', limit_.flood, 2),
                                           ('above_design', limit_.design, 3)) AS passed(level, metres, rank)
          WHERE now_.level_fresh AND water.level_m > passed.metres ORDER BY metres DESC, rank DESC LIMIT 1) AS level,
         now_.level_fresh AND water.level_m >= least(limit_.normal, limit_.flood, limit_.design)
                                               - coalesce(w.near_m, {_RULES.near_m}) AS near
) AS above
CROSS JOIN LATERAL (
  SELECT CASE WHEN w.kind NOT IN ({_KINDS_WITH_WATER}) THEN NULL
              ELSE coalesce(above.level, CASE WHEN now_.releases THEN 'releasing' WHEN above.near THEN 'near' END)
         END AS level,
         CASE above.level WHEN 'above_normal' THEN limit_.normal WHEN 'above_flood' THEN limit_.flood
                          WHEN 'above_design' THEN limit_.design
                          ELSE CASE WHEN above.near THEN least(limit_.normal, limit_.flood, limit_.design) END
         END AS limit_m,
         CASE WHEN w.kind NOT IN ({_KINDS_WITH_WATER}) OR above.level IS NOT NULL OR now_.releases THEN NULL
              WHEN water.level_at IS NULL THEN 'no_reading'
              WHEN NOT now_.level_fresh THEN 'old_reading'
              WHEN coalesce(limit_.normal, limit_.flood, limit_.design) IS NULL THEN 'no_levels' END AS reason
) AS told
WHERE w.geom_3857 IS NOT NULL AND w.known_at <= CAST(:known_at AS timestamptz)
"""  # noqa: S608 - our own SQL


def _summary(sql: str, newest: str) -> str:
    return f"SELECT count(*) AS count, max({newest}) AS latest_at FROM ({sql}) AS shown"  # noqa: S608 - our own SQL


_KINDS = {code: kind.name for code, kind in work_kinds().items()}
_STATES = labels("point_states")
_WORK_STATES = labels("work_states")
_LEVELS = labels("notice_levels")
_REASONS = {
    "no_reading": Text("chưa có số đo mực nước", "no level has been read"),
    "old_reading": Text(
        f"số đo đã quá {_RULES.reading_old_after_h:g} giờ",
        f"the reading is older than {_RULES.reading_old_after_h:g} hours",
    ),
    "no_levels": Text("hồ chưa nêu mực nào để so sánh", "no level of the reservoir is stated"),
    "not_inspected": Text("chưa kiểm tra", "not inspected"),
}
_PLACED_BY = {
    "chainage": Text("suy từ lý trình", "follows from the chainage"),
    "position": Text("tọa độ do người báo chỉ", "coordinates given by the reporter"),
    "commune": Text("chỉ biết xã", "the commune alone is known"),
}
_SOURCES = {"station": Text("trạm đo", "its station"), "typed": Text("người trực", "somebody on duty")}
_SHAPES: Mapping[str, Literal["triangle", "square", "diamond"]] = {
    "irrigation_reservoir": "triangle",
    "hydropower_reservoir": "triangle",
    "dike": "square",
    "embankment": "diamond",
}


def _calm(code: str) -> LegendItem:
    """A work of which the newest word is that nothing is wrong."""
    name = _KINDS[code]
    if work_kinds()[code].reservoir:
        name = Text(f"{name.vi}, dưới các mực đã nêu", f"{name.en}, below its stated levels")
    colour = "#1F5FBF" if code == "hydropower_reservoir" else _QUIET
    return LegendItem(code, name, colour, shape=_SHAPES[code])


def _not_known(code: str) -> LegendItem:
    """A work of which nothing newer is known: never taken to be in order."""
    name = _KINDS[code]
    name = (
        Text(f"{name.vi}, chưa rõ mực nước", f"{name.en}, level not known")
        if work_kinds()[code].reservoir
        else Text(f"{name.vi}, chưa kiểm tra", f"{name.en}, not inspected")
    )
    return LegendItem(f"{code}_unknown", name, _GREY, shape=_SHAPES[code])


LAYERS = (
    Layer(
        id="roads",
        domain="works",
        group="works",
        title=Text("Đường", "Roads"),
        description=Text(
            "Đường đã nạp; đường chưa có cột Km thì không tra được lý trình",
            "Loaded roads; a road without kilometre posts cannot be asked for a chainage",
        ),
        source=Geometry(sql=_ROADS, shape="line"),
        style=Style(paint="line", by="class", size=2, opacity=0.9, label="name"),
        legend=Legend(
            items=(
                LegendItem("calibrated", Text("Tra được lý trình", "Chainage known"), _QUIET),
                LegendItem("plain", Text("Chưa có cột Km", "No kilometre posts"), _GREY),
            )
        ),
        fields=(
            Field("class", Text("Lớp", "Class")),
            Field("name", Text("Tên đường", "Road")),
            Field("part", Text("Đoạn", "Part")),
            Field("length_km", Text("Chiều dài", "Length"), unit="km", kind="number"),
            Field("posts", Text("Số cột Km", "Posts"), kind="number"),
            Field("speed_kmh", Text("Tốc độ dự tính", "Planning speed"), unit="km/h", kind="number"),
            Field("source", Text("Nguồn", "Source")),
        ),
        depends_on=(("works", "road"),),
        order=30,
        summary_sql="SELECT count(*) AS count, max(loaded_at) AS latest_at FROM roads",
    ),
    Layer(
        id="road_points",
        domain="works",
        group="works",
        title=Text("Điểm sạt lở, ngập trên đường", "Landslides and flooding on roads"),
        description=Text(
            "Theo đường và lý trình; vị trí suy từ lý trình có sai số ghi kèm",
            "By road and chainage; a position that follows from a chainage carries its error",
        ),
        source=Geometry(sql=_POINTS, shape="point"),
        style=Style(paint="symbol", by="class", size=8, opacity=1.0, label="chainage"),
        legend=Legend(
            items=(
                LegendItem("cut", _STATES["cut"], "#D7263D", shape="square"),
                LegendItem("one_lane", _STATES["one_lane"], "#F28C28", shape="diamond"),
                LegendItem("open", _STATES["open"], _QUIET, shape="ring"),
            )
        ),
        fields=(
            Field("class", Text("Tình trạng", "State")),
            Field("kind", Text("Loại", "Kind"), words=labels("point_kinds")),
            Field("road", Text("Đường", "Road")),
            Field("chainage", Text("Lý trình", "Chainage")),
            Field("length_m", Text("Chiều dài", "Length"), unit="m", kind="number"),
            Field("plan", Text("Phương án xử lý", "Treatment plan")),
            Field("since", Text("Từ lúc", "Since"), kind="time"),
            Field("reporter", Text("Người báo", "Reporter"), private=True),
            Field(
                "error_m",
                Text("Sai số vị trí", "Error of the position"),
                unit="m",
                kind="number",
                comparable=False,
            ),
            Field("placed_by", Text("Cách lấy vị trí", "Place by"), words=_PLACED_BY),
            Field("commune_code", Text("Xã", "Commune"), kind="commune"),
        ),
        time="instant",
        depends_on=(("works", "road_point"),),
        scoped=True,
        visible=True,
        order=10,
        summary_sql=_summary(_POINTS, "since"),
    ),
    Layer(
        id="works",
        domain="works",
        group="works",
        title=Text("Hồ chứa, đê, kè", "Reservoirs, dikes, embankments"),
        description=Text(
            "Mực nước so với các mực của hồ là tham chiếu, không phải cấp báo động chính thức",
            "A level against the levels of its reservoir is a reference, no official alarm",
        ),
        source=Geometry(sql=_WORKS, shape="point"),
        style=Style(paint="symbol", by="class", size=8, opacity=1.0, label="name"),
        legend=Legend(
            items=(
                LegendItem("above_design", _LEVELS["above_design"], "#D7263D", shape="triangle"),
                LegendItem("above_flood", _LEVELS["above_flood"], "#E4572E", shape="triangle"),
                LegendItem("above_normal", _LEVELS["above_normal"], "#F28C28", shape="triangle"),
                LegendItem("releasing", _LEVELS["releasing"], "#F28C28", shape="square"),
                LegendItem("near", _LEVELS["near"], "#F6DE6B", shape="triangle"),
                LegendItem("broken", _WORK_STATES["broken"], "#D7263D", shape="diamond"),
                LegendItem("unsafe", _WORK_STATES["unsafe"], "#F28C28", shape="diamond"),
                *(_calm(code) for code in work_kinds()),
                *(_not_known(code) for code in work_kinds()),
            )
        ),
        fields=(
            Field("class", Text("Lớp", "Class")),
            Field("kind", Text("Loại", "Kind"), words=_KINDS),
            Field("told", Text("Nước trong hồ", "Water"), words=_LEVELS),
            Field("reason", Text("Chưa rõ vì", "Not known, since"), words=_REASONS),
            Field("level_m", Text("Mực nước", "Level"), unit="m", kind="number"),
            Field("read_at", Text("Đo lúc", "Read at"), kind="time"),
            Field("level_source", Text("Số đo của", "Read by"), words=_SOURCES),
            Field("limit_m", Text("So với mực", "Against the level of"), unit="m", kind="number"),
            Field(
                "normal_level_m", Text("Mực nước dâng bình thường", "Normal level"), unit="m", kind="number"
            ),
            Field("state", Text("Tình trạng kiểm tra", "Inspected state"), words=_WORK_STATES),
            Field("inspected_at", Text("Kiểm tra lúc", "Inspected at"), kind="time"),
            Field("flood_level_m", Text("Mực nước phòng lũ", "Flood-control level"), unit="m", kind="number"),
            Field(
                "design_level_m", Text("Mực nước lũ thiết kế", "Design flood level"), unit="m", kind="number"
            ),
            Field("name", Text("Tên", "Name")),
            Field("river", Text("Sông, suối", "River")),
            Field("commune_code", Text("Xã", "Commune"), kind="commune"),
        ),
        time="instant",
        fresh_for=timedelta(days=31),
        depends_on=(("works", "work"), (HYDROMET, OBSERVATION)),
        scoped=True,
        visible=True,
        order=20,
        summary_sql=_summary(_WORKS, "greatest(inspected_at, read_at)"),
    ),
)
