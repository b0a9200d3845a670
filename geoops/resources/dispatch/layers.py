"""Dispatches on the map: a line from where the units started to where they go, and a sign at the end it is nearest to.

The state is the one that was known at the moment shown. Blues and greys: nothing here is a danger.
"""

from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Legend, LegendItem, Style
from geoops.resources.dispatch.showing import kind_words
from geoops.resources.dispatch.states import STATES

_T = "least(CAST(:known_at AS timestamptz), CAST(:at AS timestamptz))"
_AS_KNOWN = f"""
SELECT d.id::text AS id, d.from_geom_3857, d.to_geom_3857, s.state, d.kind, s.amount, d.team, d.commune_code,
       d.to_commune_code, s.at
FROM dispatches AS d
CROSS JOIN LATERAL (
  SELECT state, amount, at FROM dispatch_steps AS s
  WHERE s.space = d.space AND s.dispatch_id = d.id AND s.known_at <= {_T} AND s.at <= {_T}
  ORDER BY s.number DESC LIMIT 1
) AS s
WHERE d.known_at <= CAST(:known_at AS timestamptz)
"""  # noqa: S608 - our own SQL
_LINES = f"""
SELECT k.id, ST_MakeLine(k.from_geom_3857, k.to_geom_3857) AS geom, k.state, k.kind, k.amount, k.team,
       k.commune_code, k.to_commune_code, k.at
FROM ({_AS_KNOWN}) AS k
WHERE k.from_geom_3857 IS NOT NULL AND NOT ST_Equals(k.from_geom_3857, k.to_geom_3857)
  AND k.state IN ('assigned', 'on_the_way', 'on_the_scene', 'released')
"""  # noqa: S608
# Where the units are, as far as anybody said: at home, half way, at the goal.
_UNITS = f"""
SELECT k.id,
       CASE WHEN k.from_geom_3857 IS NULL OR k.state IN ('requested', 'on_the_scene') THEN k.to_geom_3857
            WHEN k.state IN ('on_the_way', 'released')
              THEN ST_SetSRID(ST_MakePoint((ST_X(k.from_geom_3857) + ST_X(k.to_geom_3857)) / 2,
                                           (ST_Y(k.from_geom_3857) + ST_Y(k.to_geom_3857)) / 2), 3857)
            ELSE k.from_geom_3857 END AS geom,
       k.state, k.kind, k.amount, k.team, k.commune_code, k.to_commune_code, k.at
FROM ({_AS_KNOWN}) AS k
WHERE k.state IN ('requested', 'offered', 'assigned', 'on_the_way', 'on_the_scene', 'released')
"""  # noqa: S608


def _summary(sql: str) -> str:
    return f"SELECT count(*) AS count, max(at) AS latest_at FROM ({sql}) AS shown"  # noqa: S608 - our own SQL


_FIELDS = (
    Field("state", Text("Trạng thái", "State"), words=STATES),
    Field("kind", Text("Loại", "Kind"), words=kind_words),
    Field("amount", Text("Số lượng", "Amount"), kind="number"),
    Field("team", Text("Đội", "Team")),
    Field("commune_code", Text("Từ xã", "From commune"), kind="commune"),
    Field("to_commune_code", Text("Đến xã", "To commune"), kind="commune"),
    Field("at", Text("Bước gần nhất lúc", "Newest step at"), kind="time"),
)
_DEPENDS = (("resources", "dispatch"),)

LAYERS = (
    Layer(
        id="dispatches",
        domain="resources",
        group="resources",
        title=Text("Điều động: tuyến", "Dispatches: from and to"),
        description=Text(
            "Đường thẳng từ nơi xuất phát đến nơi cần, không phải tuyến đường đi",
            "A straight line from where units start to where they are needed, not the road taken",
        ),
        source=Geometry(sql=_LINES, shape="line"),
        style=Style(paint="line", by="state", size=3, opacity=0.9),
        legend=Legend(
            items=(
                LegendItem("assigned", STATES["assigned"], "#A7B0BC"),
                LegendItem("on_the_way", STATES["on_the_way"], "#1F5FBF"),
                LegendItem("on_the_scene", STATES["on_the_scene"], "#3F7FD9"),
                LegendItem("released", STATES["released"], "#8A97A8"),
            )
        ),
        fields=_FIELDS,
        time="instant",
        depends_on=_DEPENDS,
        scoped=True,
        visible=True,
        order=20,
        summary_sql=_summary(_LINES),
    ),
    Layer(
        id="dispatch_units",
        domain="resources",
        group="resources",
        title=Text("Điều động: phương tiện, lực lượng", "Dispatched units"),
        description=Text(
            "Đặt giữa tuyến khi đang đi hoặc đang về: vị trí thật chưa biết",
            "Drawn half way while under way: where they really are is not known",
        ),
        source=Geometry(sql=_UNITS, shape="point"),
        style=Style(paint="symbol", by="state", size=9, opacity=1, label="amount"),
        legend=Legend(
            items=(
                LegendItem("requested", STATES["requested"], "#8A97A8", shape="ring"),
                LegendItem("offered", STATES["offered"], "#8A97A8", shape="circle"),
                LegendItem("assigned", STATES["assigned"], "#6FA8FF", shape="circle"),
                LegendItem("on_the_way", STATES["on_the_way"], "#1F5FBF", shape="triangle"),
                LegendItem("on_the_scene", STATES["on_the_scene"], "#1F5FBF", shape="diamond"),
                LegendItem("released", STATES["released"], "#8A97A8", shape="triangle"),
            )
        ),
        fields=_FIELDS,
        time="instant",
        depends_on=_DEPENDS,
        scoped=True,
        visible=True,
        order=21,
        summary_sql=_summary(_UNITS),
    ),
)
