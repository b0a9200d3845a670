"""Warnings with their polygons on the map: our own, and bulletins of others under their issuer's name."""

from geoops.hydromet.warnings.bulletins.service import ENTITY as BULLETIN
from geoops.hydromet.warnings.bulletins.store import IN_FORCE_SQL as BULLETINS_IN_FORCE
from geoops.hydromet.warnings.cap import signing
from geoops.hydromet.warnings.own import mapping
from geoops.hydromet.warnings.own.service import DOMAIN
from geoops.hydromet.warnings.own.service import ENTITY as ALERT
from geoops.hydromet.warnings.own.store import IN_FORCE_SQL as ALERTS_IN_FORCE
from geoops.hydromet.warnings.own.templates import templates
from geoops.kit.i18n import Text
from geoops.layers.model import TRUTH, Field, Geometry, Layer, Legend, LegendItem, Style

_ALERTS_SQL = f"""
SELECT id::text AS id, geom_3857 AS geom, severity, hazard, texts #>> '{{vi,headline}}' AS headline,
       certainty, issued_at, expires_at, status
FROM alerts WHERE geom_3857 IS NOT NULL AND {ALERTS_IN_FORCE}
"""  # noqa: S608 - made of constants

_BULLETINS_SQL = f"""
SELECT id::text AS id, geom_3857 AS geom, coalesce(severity, 'Unknown') AS severity,
       coalesce(texts #>> '{{vi,headline}}', texts #>> '{{en,headline}}') AS headline,
       coalesce(sender_name, sender) AS issuer, official::text AS official, level, begins_at, expires_at, signature
FROM bulletins WHERE geom_3857 IS NOT NULL AND {BULLETINS_IN_FORCE}
"""  # noqa: S608 - made of constants

_ALERTS_SUMMARY_SQL = f"SELECT CAST(count(*) AS integer) AS count, max(issued_at) AS latest_at FROM alerts WHERE {ALERTS_IN_FORCE}"  # noqa: S608
_BULLETINS_SUMMARY_SQL = f"SELECT CAST(count(*) AS integer) AS count, max(begins_at) AS latest_at FROM bulletins WHERE {BULLETINS_IN_FORCE}"  # noqa: S608

_SEVERITY = Field(
    "severity",
    Text("Mức độ (CAP)", "Severity (CAP)"),
    words={word.word: word.label for word in mapping.severities().values()},
)
_HEADLINE = Field("headline", Text("Nội dung", "Headline"))
_STATUSES = {
    "Actual": Text("Thật", "Actual"),
    "Exercise": Text("Diễn tập", "Exercise"),
    "Test": Text("Thử", "Test"),
}


def _hazards() -> dict[str, Text]:
    return {name: template.label for name, template in templates().items()}


def _certainties() -> dict[str, Text]:
    return {name: word.label for name, word in mapping.certainties().items()}


def _legend() -> Legend:
    """Danger's colours with a hatch, so that a warning's area is not taken for a commune's own class."""
    return Legend(
        tuple(
            LegendItem(word.word, word.label, word.color or "#9AA5B1", pattern="hatch")
            for word in mapping.severities().values()
        ),
        Text("Mức độ theo CAP, không phải cấp độ rủi ro", "Severity as CAP has it, not the legal risk level"),
    )


LAYERS: tuple[Layer, ...] = (
    Layer(
        id="alerts",
        domain=DOMAIN,
        group="danger",
        title=Text("Cảnh báo của địa phương", "Warnings of the local authority"),
        description=Text(
            "Vùng bao các xã trong cảnh báo đang hiệu lực", "Areas around the communes of warnings in force"
        ),
        source=Geometry(_ALERTS_SQL, "polygon"),
        style=Style("fill", by="severity", opacity=0.45),
        legend=_legend(),
        fields=(
            _HEADLINE,
            _SEVERITY,
            Field("hazard", Text("Loại", "Hazard"), words=_hazards),
            Field("certainty", Text("Độ chắc chắn", "Certainty"), words=_certainties),
            Field("issued_at", Text("Phát lúc", "Issued at"), None, "time"),
            Field("expires_at", Text("Hiệu lực đến", "Valid until"), None, "time"),
            Field("status", Text("Tính chất", "Status"), words=_STATUSES),
        ),
        time="instant",
        depends_on=((DOMAIN, ALERT),),
        summary_sql=_ALERTS_SUMMARY_SQL,
        visible=True,
        order=5,
    ),
    Layer(
        id="bulletins",
        domain=DOMAIN,
        group="danger",
        title=Text("Bản tin CAP nhận về", "CAP bulletins received"),
        description=Text(
            "Bản tin cảnh báo của cơ quan khác, theo lời nơi phát",
            "Bulletins of others, in their issuer's words",
        ),
        source=Geometry(_BULLETINS_SQL, "polygon"),
        style=Style("fill", by="severity", opacity=0.35),
        legend=_legend(),
        fields=(
            _HEADLINE,
            Field("issuer", Text("Nơi phát", "Issuer")),
            Field("official", Text("Nơi phát chính thức", "Official issuer"), words=TRUTH),
            Field("level", Text("Cấp độ rủi ro nêu trong bản tin", "Risk level stated"), None, "number"),
            _SEVERITY,
            Field("begins_at", Text("Hiệu lực từ", "In force from"), None, "time"),
            Field("expires_at", Text("Hiệu lực đến", "Valid until"), None, "time"),
            Field("signature", Text("Chữ ký", "Signature"), words=dict(signing.STATES.items())),
        ),
        time="instant",
        depends_on=((DOMAIN, BULLETIN),),
        summary_sql=_BULLETINS_SUMMARY_SQL,
        visible=True,
        order=6,
    ),
)
