"""Outbreaks and the zones around them on the map. A zone is danger: it has danger's colours, and a digit-free word."""

from geoops.incidents.disease.definitions import definitions
from geoops.incidents.disease.statuses import STATUSES
from geoops.incidents.disease.store import TOTALS_SQL
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Legend, LegendItem, Style

_T = "least(CAST(:known_at AS timestamptz), CAST(:at AS timestamptz))"


def _named(column: str) -> str:
    """The disease's Vietnamese name, for those who read a map without our tables."""
    whens = " ".join(f"WHEN '{code}' THEN '{one.name.vi}'" for code, one in definitions().diseases.items())
    return f"CASE {column} {whens} ELSE {column} END"


# Open outbreaks, and those closed in the last three weeks before the moment shown.
def _outbreaks() -> str:
    return f"""
WITH totals AS MATERIALIZED ({TOTALS_SQL}),
entered AS (
    SELECT DISTINCT ON (outbreak_id) outbreak_id, status, at
    FROM outbreak_states
    WHERE at <= CAST(:at AS timestamptz) AND known_at <= CAST(:known_at AS timestamptz)
    ORDER BY outbreak_id, at DESC, id DESC
)
SELECT o.id::text AS id, o.geom_3857 AS geom, {_named("o.disease")} AS disease, e.status, o.hamlet, o.commune_code,
       o.began_at,
       (SELECT sum(quantity)::int FROM totals AS t WHERE t.outbreak_id = o.id AND t.item IN ('cases', 'sick')) AS sick,
       (SELECT sum(quantity)::int FROM totals AS t
        WHERE t.outbreak_id = o.id AND t.item IN ('deaths', 'dead', 'culled')) AS dead,
       (SELECT max(as_of) FROM totals AS t WHERE t.outbreak_id = o.id) AS as_of
FROM outbreaks AS o JOIN entered AS e ON e.outbreak_id = o.id
WHERE o.geom_3857 IS NOT NULL AND o.known_at <= CAST(:known_at AS timestamptz)
  AND (e.status IN ('suspected', 'confirmed', 'controlled')
       OR (e.status = 'over' AND e.at > CAST(:at AS timestamptz) - interval '21 days'))
"""  # noqa: S608 - our own SQL


def _zones() -> str:
    return f"""
SELECT z.id::text AS id, z.geom_3857 AS geom, z.zone, {_named("z.disease")} AS disease, z.radius_m, z.commune_code,
       z.known_at AS as_of
FROM outbreak_zones AS z
WHERE z.known_at <= {_T} AND (z.ended_at IS NULL OR z.ended_at > {_T})
"""  # noqa: S608 - our own SQL


_DISEASE = Field(
    "disease",
    Text("Bệnh", "Disease"),
    words={one.name.vi: one.name for one in definitions().diseases.values()},
)

LAYERS = (
    Layer(
        id="outbreaks",
        domain="disease",
        group="incidents",
        title=Text("Ổ dịch bệnh", "Outbreaks of disease"),
        description=Text(
            "Ổ dịch ở người và động vật đang hoạt động, và đã hết trong 21 ngày qua",
            "Active outbreaks among people and animals, and those over within the last 21 days",
        ),
        source=Geometry(sql=_outbreaks(), shape="point"),
        style=Style(paint="symbol", by="status", size=9, opacity=1),
        legend=Legend(
            items=(
                LegendItem("suspected", STATUSES["suspected"], "#E8EDF4", shape="ring"),
                LegendItem("confirmed", STATUSES["confirmed"], "#E8EDF4", shape="circle"),
                LegendItem("controlled", STATUSES["controlled"], "#6FA8FF", shape="diamond"),
                LegendItem("over", STATUSES["over"], "#8A97A8", shape="tick"),
            )
        ),
        fields=(
            _DISEASE,
            Field("status", Text("Trạng thái", "Status"), words=STATUSES),
            Field("hamlet", Text("Thôn", "Hamlet")),
            Field("commune_code", Text("Xã", "Commune"), kind="commune"),
            Field("began_at", Text("Bắt đầu", "Began"), kind="time"),
            Field("sick", Text("Mắc bệnh", "Fallen ill"), kind="number"),
            Field("dead", Text("Tử vong; chết, tiêu hủy", "Deaths; dead, culled"), kind="number"),
            Field("as_of", Text("Số liệu đến", "Figures as of"), kind="time"),
        ),
        time="instant",
        depends_on=(("disease", "outbreak"),),
        scoped=True,
        order=30,
        summary_sql=f"SELECT count(*) AS count, max(as_of) AS latest_at FROM ({_outbreaks()}) AS shown",  # noqa: S608
    ),
    Layer(
        id="outbreak_zones",
        domain="disease",
        group="incidents",
        title=Text("Vùng dịch, vùng uy hiếp, vùng đệm", "Zones around outbreaks"),
        description=Text(
            "Vành quanh ổ dịch đã xác định; bán kính là giả định của địa phương, sửa được ở trang Dịch bệnh",
            "Rings around confirmed outbreaks; radii are local assumptions, to be set on the page of diseases",
        ),
        source=Geometry(sql=_zones(), shape="polygon"),
        style=Style(paint="fill", by="zone", opacity=0.28),
        legend=Legend(
            items=tuple(
                LegendItem(zone, definitions().zone_names[zone], colour)
                for zone, colour in (
                    ("epidemic", "#D7263D"),
                    ("threatened", "#F28C28"),
                    ("buffer", "#F6DE6B"),
                )
            )
        ),
        fields=(
            Field("zone", Text("Vùng", "Zone"), words=definitions().zone_names),
            _DISEASE,
            Field("radius_m", Text("Bán kính", "Radius"), unit="m", kind="number"),
            Field("commune_code", Text("Xã có ổ dịch", "Commune of the outbreak"), kind="commune"),
            Field("as_of", Text("Vẽ lúc", "Drawn at"), kind="time"),
        ),
        time="instant",
        depends_on=(("disease", "outbreak_zone"), ("disease", "outbreak")),
        order=29,
        summary_sql=f"SELECT count(*) AS count, max(as_of) AS latest_at FROM ({_zones()}) AS shown",  # noqa: S608
    ),
)
