"""Incidents on the map: shape and fill tell the state, so that colour is not needed to read it."""

from geoops.kit.i18n import Text
from geoops.layers.model import Field, Geometry, Layer, Legend, LegendItem, Style

_AS_KNOWN = """
SELECT i.id::text AS id, i.geom_3857 AS geom, i.kind, entered.state, i.severity, i.commune_code,
       i.accuracy_m, i.occurred_at, i.note, i.reported_by
FROM incidents AS i
CROSS JOIN LATERAL (
  SELECT state, known_at FROM incident_states AS s
  WHERE s.incident_id = i.id AND s.known_at <= least(CAST(:known_at AS timestamptz), CAST(:at AS timestamptz))
  ORDER BY s.known_at DESC, s.id DESC LIMIT 1
) AS entered
WHERE i.geom_3857 IS NOT NULL AND i.known_at <= CAST(:known_at AS timestamptz)
  AND (entered.state IN ('reported', 'verified', 'responding')
       OR entered.known_at > CAST(:at AS timestamptz) - interval '24 hours')
"""

_SUMMARY = f"SELECT count(*) AS count, max(occurred_at) AS latest_at FROM ({_AS_KNOWN}) AS shown"  # noqa: S608 - our own SQL


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
                LegendItem("reported", Text("Mới báo", "Reported"), "#E8EDF4", shape="ring"),
                LegendItem("verified", Text("Đã xác minh", "Verified"), "#E8EDF4", shape="circle"),
                LegendItem("responding", Text("Đang ứng phó", "Responding"), "#6FA8FF", shape="diamond"),
                LegendItem("resolved", Text("Đã xử lý xong", "Resolved"), "#8A97A8", shape="tick"),
                LegendItem("rejected", Text("Bị loại", "Rejected"), "#5B6675", shape="tick"),
            )
        ),
        fields=(
            Field("kind", Text("Loại", "Kind")),
            Field("state", Text("Trạng thái", "State")),
            Field("severity", Text("Mức độ (1–5)", "Severity (1–5)"), kind="number"),
            Field("commune_code", Text("Mã xã", "Commune code")),
            Field("accuracy_m", Text("Sai số vị trí", "Accuracy"), unit="m", kind="number"),
            Field("occurred_at", Text("Xảy ra lúc", "Occurred at"), kind="time"),
            Field("note", Text("Mô tả", "Note")),
            Field("reported_by", Text("Người báo", "Reported by")),
        ),
        time="instant",
        depends_on=(("incidents", "incident"),),
        scoped=True,
        visible=True,
        order=10,
        summary_sql=_SUMMARY,
    ),
)
