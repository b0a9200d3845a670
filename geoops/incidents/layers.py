"""Incidents on the map: shape and fill tell the state, so that colour is not needed to read it.

State and merges are as they were known; who holds, how far it has climbed and what is overdue are of now. Repeats are
not drawn: the incident that they repeat counts their witnesses.
"""

from typing import Final

from geoops.incidents.definition import definition
from geoops.incidents.states import OPEN, STATES
from geoops.kit.i18n import Text
from geoops.layers.model import FULL_DETAIL_ZOOM, Field, Geometry, Layer, Legend, LegendItem, Style

_T = "least(CAST(:known_at AS timestamptz), CAST(:at AS timestamptz))"
_NOT_A_REPEAT = f"""
  NOT EXISTS (SELECT FROM incident_merges AS m WHERE m.incident_id = i.id AND m.known_at <= {_T}
              AND (m.ended_at IS NULL OR m.ended_at > {_T}))
"""
# The state of now where it was entered before the moment shown, which is nearly always: no look-up is made for those.
_AS_KNOWN = f"""
SELECT i.id::text AS id, i.geom_3857 AS geom, i.kind, coalesce(entered.state, i.state) AS state, i.severity,
       i.commune_code, i.accuracy_m, i.occurred_at, i.note, i.reported_by, i.holder, i.level, i.witnesses,
       CASE WHEN i.due_at < CAST(:at AS timestamptz) THEN 1 ELSE 0 END AS overdue,
       CASE WHEN i.clock_doubtful THEN i.known_at ELSE i.occurred_at END AS happened_at
FROM incidents AS i
LEFT JOIN LATERAL (
  SELECT state, known_at FROM incident_states AS s
  WHERE i.state_at > {_T} AND s.incident_id = i.id AND s.known_at <= {_T}
  ORDER BY s.known_at DESC, s.id DESC LIMIT 1
) AS entered ON true
WHERE i.geom_3857 IS NOT NULL AND i.known_at <= CAST(:known_at AS timestamptz) AND {_NOT_A_REPEAT}
  AND (coalesce(entered.state, i.state) IN ('reported', 'verified', 'responding')
       OR coalesce(entered.known_at, i.state_at) > CAST(:at AS timestamptz) - interval '24 hours')
"""  # noqa: S608 - our own SQL

_SUMMARY = f"SELECT count(*) AS count, max(happened_at) AS latest_at FROM ({_AS_KNOWN}) AS shown"  # noqa: S608 - our own SQL

_OPEN = "i.state IN ('reported', 'verified', 'responding') AND i.merged_into IS NULL"
# The circles are kept: under row-level security no index can be used for `&&`, so every open row is looked at, and to
# draw ten thousand circles for each tile takes a hundred times as long as to compare their boxes.
_CIRCLES = f"""
SELECT i.id::text AS id, i.circle_3857 AS geom, i.state, i.severity, i.uncertainty_m,
       i.kind
FROM incidents AS i WHERE i.uncertainty_m > 0 AND {_OPEN} AND i.known_at <= CAST(:known_at AS timestamptz)
"""  # noqa: S608

_CELL_M: Final = 1223
"""64 of the 512 pixels of a tile at the full-detail zoom (EPSG:3857 metres); doubled with every zoom further out."""
# Grouped over the whole country before a tile is cut: a count is the same in whatever tile it is drawn.
_CLUSTERS = f"""
SELECT concat(g.cx, ':', g.cy) AS id,
       ST_SetSRID(ST_MakePoint(avg(g.x), avg(g.y)), 3857) AS geom, count(*)::int AS count,
       sum(g.overdue)::int AS overdue, max(g.severity) AS severity, sum(g.witnesses)::int AS witnesses,
       CASE WHEN max(g.severity) >= 4 THEN 'grave' ELSE 'other' END AS class
FROM (
  SELECT ST_X(i.geom_3857) AS x, ST_Y(i.geom_3857) AS y, i.severity, i.witnesses,
         floor(ST_X(i.geom_3857) / ({_CELL_M} * (1 << CAST(:band AS int))))::int AS cx,
         floor(ST_Y(i.geom_3857) / ({_CELL_M} * (1 << CAST(:band AS int))))::int AS cy,
         CASE WHEN i.due_at < CAST(:at AS timestamptz) THEN 1 ELSE 0 END AS overdue
  FROM incidents AS i
  WHERE i.geom_3857 IS NOT NULL AND {_OPEN} AND i.known_at <= CAST(:known_at AS timestamptz)
) AS g GROUP BY g.cx, g.cy
"""  # noqa: S608


def _kinds() -> dict[str, Text]:
    return {code: kind.label for code, kind in definition().kinds.items()}


_KIND = Field("kind", Text("Loại", "Kind"), words=_kinds)
_STATE = Field("state", Text("Trạng thái", "State"), words=STATES)
_SEVERITY = Field("severity", Text("Mức độ (1–5)", "Severity (1–5)"), kind="number")
_OVERDUE = Field("overdue", Text("Quá hạn", "Overdue"), kind="number")
_WITNESSES = Field("witnesses", Text("Số nguồn tin độc lập", "Independent witnesses"), kind="number")
_DEPENDS = (("incidents", "incident"),)

LAYERS = (
    Layer(
        id="incidents",
        domain="incidents",
        group="incidents",
        title=Text("Sự cố hiện trường", "Field incidents"),
        description=Text(
            "Sự cố đang mở, và sự cố đã đóng trong 24 giờ qua",
            "Open incidents, and those closed in the last 24 hours",
        ),
        source=Geometry(sql=_AS_KNOWN, shape="point"),
        style=Style(paint="symbol", by="state", size=9, opacity=1, label="kind"),
        legend=Legend(
            items=(
                LegendItem("reported", STATES["reported"], "#E8EDF4", shape="ring"),
                LegendItem("verified", STATES["verified"], "#E8EDF4", shape="circle"),
                LegendItem("responding", STATES["responding"], "#6FA8FF", shape="diamond"),
                LegendItem("resolved", STATES["resolved"], "#8A97A8", shape="tick"),
                LegendItem("rejected", STATES["rejected"], "#5B6675", shape="tick"),
            )
        ),
        fields=(
            _KIND,
            _STATE,
            _SEVERITY,
            Field("commune_code", Text("Xã", "Commune"), kind="commune"),
            Field("accuracy_m", Text("Sai số vị trí", "Accuracy"), unit="m", kind="number", comparable=False),
            Field("occurred_at", Text("Xảy ra lúc", "Occurred at"), kind="time"),
            Field("note", Text("Mô tả", "Note"), private=True),
            Field("reported_by", Text("Người báo", "Reported by"), private=True),
            Field("holder", Text("Người nhận xử lý", "Held by"), private=True),
            Field("level", Text("Cấp đã chuyển lên", "Level raised to"), kind="number"),
            _WITNESSES,
            _OVERDUE,
        ),
        time="instant",
        depends_on=_DEPENDS,
        scoped=True,
        visible=True,
        order=10,
        summary_sql=_SUMMARY,
    ),
    Layer(
        id="incident_uncertainty",
        domain="incidents",
        group="incidents",
        title=Text("Sai số vị trí sự cố", "Uncertainty of incidents"),
        description=Text(
            "Sự cố nằm đâu đó trong vòng tròn: sai số đo được, hoặc sai số thường gặp của cách lấy vị trí",
            "The incident lies somewhere in the circle: as measured, or as the way of telling the place promises",
        ),
        source=Geometry(sql=_CIRCLES, shape="polygon"),
        style=Style(paint="fill", by="state", opacity=0.18),
        legend=Legend(
            items=tuple(LegendItem(state, STATES[state], "#8A97A8", shape="circle") for state in OPEN)
        ),
        fields=(
            _STATE,
            _KIND,
            _SEVERITY,
            Field("uncertainty_m", Text("Sai số", "Uncertainty"), unit="m", kind="number", comparable=False),
        ),
        time="instant",
        depends_on=_DEPENDS,
        scoped=True,
        min_zoom=9,
        order=12,
    ),
    Layer(
        id="incident_clusters",
        domain="incidents",
        group="incidents",
        title=Text("Số sự cố đang mở theo cụm", "Open incidents, counted together"),
        description=Text(
            "Mỗi chấm là số sự cố thật trong ô, ở mọi mức phóng",
            "Each dot is the real count in its cell, at every zoom",
        ),
        source=Geometry(sql=_CLUSTERS, shape="point"),
        style=Style(paint="circle", by="class", size=12, opacity=0.9, label="count"),
        legend=Legend(
            items=(
                LegendItem("other", Text("Mức 1–3 hoặc chưa rõ", "Severity 1 to 3 or not known"), "#8A97A8"),
                LegendItem("grave", Text("Có sự cố mức 4–5", "One of severity 4 or 5 in it"), "#D7263D"),
            )
        ),
        fields=(
            Field("count", Text("Số sự cố", "Incidents"), kind="number"),
            Field("class", Text("Nặng nhất", "Gravest")),
            _OVERDUE,
            _SEVERITY,
            _WITNESSES,
        ),
        time="instant",
        depends_on=_DEPENDS,
        scoped=True,
        max_zoom=FULL_DETAIL_ZOOM,
        order=11,
    ),
)
