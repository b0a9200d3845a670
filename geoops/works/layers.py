"""Roads, road points and works on the map. Only a cut road and water above a level are loud; all else is quiet."""

from datetime import timedelta

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

# A notice is what a work's water calls for; a state in doubt is what an inspection has found.
_WORKS = f"""
SELECT w.id::text AS id, w.geom_3857 AS geom,
       CASE WHEN notice.level IS NOT NULL THEN notice.level
            WHEN inspected.state IN ('unsafe', 'broken') THEN inspected.state
            ELSE w.kind END AS class,
       w.kind, w.name, w.commune_code, inspected.state, inspected.inspected_at, water.level_m, water.read_at,
       w.normal_level_m, w.design_level_m, w.river
FROM works AS w
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
) AS water ON true
LEFT JOIN LATERAL (
  SELECT CASE WHEN water.level_m > w.design_level_m THEN 'above_design'
              WHEN water.level_m > w.normal_level_m THEN 'above_normal' END AS level
  WHERE water.read_at > CAST(:at AS timestamptz) - interval '{reservoir_rules().reading_old_after_h} hours'
) AS notice ON true
WHERE w.geom_3857 IS NOT NULL AND w.known_at <= CAST(:known_at AS timestamptz)
"""  # noqa: S608 - our own SQL


def _summary(sql: str, newest: str) -> str:
    return f"SELECT count(*) AS count, max({newest}) AS latest_at FROM ({sql}) AS shown"  # noqa: S608 - our own SQL


_KINDS = {code: kind.name for code, kind in work_kinds().items()}
_STATES = labels("point_states")
_WORK_STATES = labels("work_states")
_LEVELS = labels("notice_levels")

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
            Field("kind", Text("Loại", "Kind")),
            Field("road", Text("Đường", "Road")),
            Field("chainage", Text("Lý trình", "Chainage")),
            Field("length_m", Text("Chiều dài", "Length"), unit="m", kind="number"),
            Field("plan", Text("Phương án xử lý", "Treatment plan")),
            Field("since", Text("Từ lúc", "Since"), kind="time"),
            Field("reporter", Text("Người báo", "Reporter")),
            Field("error_m", Text("Sai số vị trí", "Error of the position"), unit="m", kind="number"),
            Field("placed_by", Text("Cách lấy vị trí", "Place by")),
            Field("commune_code", Text("Mã xã", "Commune code")),
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
                LegendItem("above_normal", _LEVELS["above_normal"], "#F28C28", shape="triangle"),
                LegendItem("broken", _WORK_STATES["broken"], "#D7263D", shape="diamond"),
                LegendItem("unsafe", _WORK_STATES["unsafe"], "#F28C28", shape="diamond"),
                LegendItem("irrigation_reservoir", _KINDS["irrigation_reservoir"], _QUIET, shape="triangle"),
                LegendItem(
                    "hydropower_reservoir", _KINDS["hydropower_reservoir"], "#1F5FBF", shape="triangle"
                ),
                LegendItem("dike", _KINDS["dike"], _QUIET, shape="square"),
                LegendItem("embankment", _KINDS["embankment"], _QUIET, shape="diamond"),
            )
        ),
        fields=(
            Field("class", Text("Lớp", "Class")),
            Field("kind", Text("Loại", "Kind")),
            Field("name", Text("Tên", "Name")),
            Field("state", Text("Tình trạng kiểm tra", "Inspected state")),
            Field("inspected_at", Text("Kiểm tra lúc", "Inspected at"), kind="time"),
            Field("level_m", Text("Mực nước", "Level"), unit="m", kind="number"),
            Field("read_at", Text("Đo lúc", "Read at"), kind="time"),
            Field(
                "normal_level_m", Text("Mực nước dâng bình thường", "Normal level"), unit="m", kind="number"
            ),
            Field(
                "design_level_m", Text("Mực nước lũ thiết kế", "Design flood level"), unit="m", kind="number"
            ),
            Field("river", Text("Sông, suối", "River")),
            Field("commune_code", Text("Mã xã", "Commune code")),
        ),
        time="instant",
        fresh_for=timedelta(days=31),
        depends_on=(("works", "work"),),
        scoped=True,
        visible=True,
        order=20,
        summary_sql=_summary(_WORKS, "greatest(inspected_at, read_at)"),
    ),
)
