"""Evacuations on the map: a straight line from the place that people leave to each shelter of the order."""

from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Legend, LegendItem, Style

_T = "least(CAST(:known_at AS timestamptz), CAST(:at AS timestamptz))"
# "road" where more were counted out than in; "waiting" where nobody was counted out; "arrived" else.
_LINES = f"""
SELECT concat(e.id, ':', s.id) AS id, ST_MakeLine(e.geom_3857, s.geom_3857) AS geom,
       CASE WHEN coalesce(c.gone, 0) = 0 AND coalesce(c.came, 0) = 0 THEN 'waiting'
            WHEN coalesce(c.gone, 0) > coalesce(c.came, 0) THEN 'road' ELSE 'arrived' END AS class,
       e.commune_code, e.hamlet, s.name AS shelter, e.people, coalesce(c.gone, 0)::int AS counted_out,
       coalesce(c.came, 0)::int AS counted_in, greatest(0, coalesce(c.gone, 0) - coalesce(c.came, 0))::int AS road,
       coalesce(c.last_at, e.ordered_at) AS counted_at
FROM evacuations AS e
JOIN evacuation_shelters AS es ON es.space = e.space AND es.evacuation_id = e.id
JOIN shelters AS s ON s.space = es.space AND s.id = es.shelter_id
LEFT JOIN LATERAL (
  SELECT sum(c.people) FILTER (WHERE c.direction = 'out') AS gone,
         sum(c.people) FILTER (WHERE c.direction = 'in') AS came, max(c.counted_at) AS last_at
  FROM evacuation_counts AS c
  WHERE c.space = e.space AND c.evacuation_id = e.id AND c.known_at <= {_T} AND c.counted_at <= {_T}
    AND (c.voided_at IS NULL OR c.voided_at > {_T})
) AS c ON true
WHERE e.known_at <= CAST(:known_at AS timestamptz) AND e.ordered_at <= CAST(:at AS timestamptz)
  AND (e.state = 'ordered' OR e.state_at > {_T})
"""  # noqa: S608 - our own SQL
_SUMMARY = f"SELECT count(*) AS count, max(counted_at) AS latest_at FROM ({_LINES}) AS shown"  # noqa: S608

LAYERS = (
    Layer(
        id="evacuations",
        domain="resources",
        group="resources",
        title=Text("Sơ tán", "Evacuations"),
        description=Text(
            "Đường thẳng từ nơi rời đi đến điểm sơ tán, không phải tuyến đường đi; số người theo từng lệnh",
            "A straight line from the place left to the shelter, not the road taken; people by order",
        ),
        source=Geometry(sql=_LINES, shape="line"),
        style=Style(paint="line", by="class", size=3, opacity=0.9),
        legend=Legend(
            items=(
                LegendItem("waiting", Text("Chưa đếm ai đi", "Nobody counted out yet"), "#A7B0BC"),
                LegendItem("road", Text("Còn người trên đường", "People on the road"), "#1F5FBF"),
                LegendItem("arrived", Text("Đã đến đủ số đếm đi", "All counted out have arrived"), "#6FA8FF"),
            )
        ),
        fields=(
            Field("class", Text("Tình hình", "Standing")),
            Field("commune_code", Text("Xã rời đi", "Commune left"), kind="commune"),
            Field("hamlet", Text("Thôn, bản", "Hamlet")),
            Field("shelter", Text("Điểm sơ tán", "Shelter")),
            Field("people", Text("Phải sơ tán", "To leave"), unit="người", kind="number"),
            Field("counted_out", Text("Đã đếm đi", "Counted out"), unit="người", kind="number"),
            Field("counted_in", Text("Đã đếm đến", "Counted in"), unit="người", kind="number"),
            Field("road", Text("Trên đường", "On the road"), unit="người", kind="number"),
            Field("counted_at", Text("Đếm gần nhất lúc", "Last counted at"), kind="time"),
        ),
        time="instant",
        depends_on=(("resources", "evacuation"), ("resources", "shelter")),
        scoped=True,
        visible=True,
        order=22,
        summary_sql=_SUMMARY,
    ),
)
