"""Four on the spot on the map: shape tells the pillar, quiet blues and greys, since nothing here is a danger."""

from geoops.kit.i18n import Text
from geoops.layers.model import TRUTH, Field, Geometry, Layer, Legend, LegendItem, Style, Words
from geoops.resources.kinds import CONDITIONS, PILLARS, RHYTHM, kinds, shelter_kinds

# "old" is a class of its own: a count older than its rhythm is shown, and is not taken as ready.
_SHOWN = f"""
SELECT found.id, found.geom,
       CASE WHEN found.counted_at < CAST(:at AS timestamptz) - interval '{RHYTHM.days} days' THEN 'old'
            ELSE found.pillar END AS class,
       found.pillar, found.kind, found.name, found.quantity, found.unit, found.state, found.commune_code,
       found.counted_at, found.counter, found.demo
FROM (
  SELECT r.id::text AS id, r.geom_3857 AS geom, r.pillar, r.kind, r.name, latest.quantity, r.unit, latest.state,
         r.commune_code, latest.counted_at, latest.counter, r.demo
  FROM resources AS r
  CROSS JOIN LATERAL (
    SELECT c.quantity, c.state, c.counted_at, c.counter FROM resource_counts AS c
    WHERE c.space = r.space AND c.resource_id = r.id
      AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
    ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
  ) AS latest
  WHERE r.geom_3857 IS NOT NULL
  UNION ALL
  SELECT s.id::text, s.geom_3857, 'shelter', s.kind, s.name, s.capacity, 'chỗ',
         CASE WHEN latest.occupancy IS NULL THEN 'not_counted'
              WHEN latest.occupancy >= s.capacity THEN 'full' ELSE 'free' END,
         s.commune_code, latest.counted_at, latest.counter, s.demo
  FROM shelters AS s
  CROSS JOIN LATERAL (
    SELECT c.occupancy, c.counted_at, c.counter FROM shelter_counts AS c
    WHERE c.space = s.space AND c.shelter_id = s.id
      AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
    ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
  ) AS latest
) AS found
"""  # noqa: S608 - our own SQL

_SUMMARY = f"SELECT count(*) AS count, max(counted_at) AS latest_at FROM ({_SHOWN}) AS shown"  # noqa: S608 - our own SQL
_NOTICE = """
SELECT 'Có dữ liệu minh họa, không phải số liệu thật' AS vi, 'Holds illustrative data, not real counts' AS en
WHERE EXISTS (SELECT FROM resources WHERE demo) OR EXISTS (SELECT FROM shelters WHERE demo)
"""

_SHELTER = Text("Điểm tránh trú", "Shelter")
_PILLARS: Words = dict([*PILLARS.items(), ("shelter", _SHELTER)])
_STATES = {
    **CONDITIONS,
    "not_counted": Text("Chưa đếm người", "People not counted"),
    "full": Text("Đã hết chỗ", "Full"),
    "free": Text("Còn chỗ", "Has places"),
}


def _kinds() -> dict[str, Text]:
    return {code: kind.name for code, kind in kinds().items()} | shelter_kinds()


LAYERS = (
    Layer(
        id="resources",
        domain="resources",
        group="resources",
        title=Text("Bốn tại chỗ", "Four on the spot"),
        description=Text(
            "Nguồn lực có vị trí và điểm tránh trú, theo lần kiểm kê mới nhất; kiểm kê quá một tháng thì mờ đi",
            "Resources with a position, and shelters, by their newest count; a count over a month old fades",
        ),
        source=Geometry(sql=_SHOWN, shape="point"),
        style=Style(paint="symbol", by="class", size=7, opacity=0.9, label="name"),
        legend=Legend(
            items=(
                LegendItem("command", PILLARS["command"], "#1F5FBF", shape="square"),
                LegendItem("forces", PILLARS["forces"], "#1F5FBF", shape="circle"),
                LegendItem("means", PILLARS["means"], "#3F7FD9", shape="diamond"),
                LegendItem("logistics", PILLARS["logistics"], "#3F7FD9", shape="triangle"),
                LegendItem("shelter", _SHELTER, "#1F5FBF", shape="ring"),
                LegendItem(
                    "old",
                    Text("Kiểm kê quá một tháng", "Counted over a month ago"),
                    "#A7B0BC",
                    shape="circle",
                ),
            )
        ),
        fields=(
            Field("class", Text("Lớp", "Class")),
            Field("pillar", Text("Trụ cột", "Pillar"), words=_PILLARS),
            Field("kind", Text("Loại", "Kind"), words=_kinds),
            Field("name", Text("Tên", "Name")),
            Field("quantity", Text("Số lượng", "Quantity"), kind="number"),
            Field("unit", Text("Đơn vị tính", "Unit")),
            Field("state", Text("Tình trạng", "State"), words=_STATES),
            Field("commune_code", Text("Xã", "Commune"), kind="commune"),
            Field("counted_at", Text("Kiểm kê lúc", "Counted at"), kind="time"),
            Field("counter", Text("Người kiểm kê", "Counted by"), private=True),
            Field("demo", Text("Minh họa", "Illustrative"), words=TRUTH),
        ),
        time="instant",
        fresh_for=RHYTHM,
        depends_on=(("resources", "resource"), ("resources", "shelter")),
        scoped=True,
        visible=True,
        order=10,
        notice_sql=_NOTICE,
        summary_sql=_SUMMARY,
    ),
)
