"""Readiness on the map: how much of the demand the weakest pillar meets, and which pillar that is.

Readiness says what a danger asks for, so it may be loud; a commune that is ready or asks for nothing is quiet.
"""

from datetime import timedelta

from geoops.hydromet.danger.layers import COLOURS
from geoops.kit.i18n import Text
from geoops.layers.model import TRUTH, Field, Layer, Legend, LegendItem, Style, Values
from geoops.resources.assessing.needs import needs
from geoops.resources.assessing.records import STATES
from geoops.resources.assessing.working import DOMAIN, ENTITY
from geoops.resources.kinds import PILLARS

_STANDS = """
FROM commune_readiness
WHERE starts_at <= least(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz))
  AND ends_at > least(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz))
"""
_FIELDS = "state, CAST(level AS integer) AS level, weakest, failing, ratio, at_most, starts_at AS since"
_BY_RATIO = f"""
SELECT commune_code AS id,
       CASE WHEN state = 'short' AND ratio < 0.5 THEN 'half' WHEN state = 'short' THEN 'short'
            WHEN state = 'ready' THEN 'ready' ELSE 'unknown' END AS class, {_FIELDS} {_STANDS}
"""
_BY_PILLAR = f"""
SELECT commune_code AS id,
       CASE WHEN state = 'short' THEN weakest WHEN state = 'ready' THEN 'ready' ELSE 'unknown' END AS class,
       {_FIELDS} {_STANDS}
"""
_SUMMARY = f"""
SELECT CAST(count(*) FILTER (WHERE state = 'short') AS integer) AS count,
       (SELECT worked_out_at FROM readiness_clock) AS latest_at {_STANDS}
"""  # noqa: S608 - made of constants

_CALM, _BLANK, _UNKNOWN = "#C9D6E4", "#EEF1F4", "#9AA5B1"
_READY = LegendItem("ready", Text("Đáp ứng đủ cả bốn trụ cột", "All four pillars meet the demand"), _CALM)
_NOT_KNOWN = LegendItem(
    "unknown",
    Text("Chưa rõ: chưa kiểm kê hoặc đã cũ", "Not known: not counted, or old"),
    _UNKNOWN,
    pattern="hatch",
)
_NOTHING = LegendItem(
    None,
    Text("Chưa đánh giá: không có nhu cầu hoặc ngoài phạm vi", "Not assessed: no demand, or out of scope"),
    _BLANK,
)
_DESCRIPTION = Text(
    "Trụ cột yếu nhất so với nhu cầu của mức nguy hiểm đang có, không lấy trung bình; định mức do địa phương đặt",
    "The weakest pillar against what the present danger asks for, never a mean; by planning norms of the province",
)


def _needs() -> dict[str, Text]:
    return {need.code: need.name for need in needs()}


_COMMON = (
    Field("class", Text("Loại", "Class")),
    Field("state", Text("Trạng thái", "State"), words=dict(STATES.items())),
    Field("level", Text("Mức nguy hiểm", "Level of danger"), None, "number"),
    Field("weakest", Text("Trụ cột yếu nhất", "Weakest pillar"), words=dict(PILLARS.items())),
    Field("failing", Text("Nhu cầu thiếu nhất", "Need least met"), words=_needs),
    Field("ratio", Text("Tỷ lệ đáp ứng", "Part of the demand met"), None, "number"),
    Field("at_most", Text("Có thể còn thấp hơn", "May be lower still"), words=TRUTH),
    Field("since", Text("Từ lúc", "Since"), None, "time"),
)


def _layer(id_: str, title: Text, sql: str, items: tuple[LegendItem, ...], order: int) -> Layer:
    return Layer(
        id=id_,
        domain=DOMAIN,
        group="resources",
        title=title,
        description=_DESCRIPTION,
        source=Values(sql, of="communes"),
        style=Style("fill", by="class", opacity=0.7),
        legend=Legend((*items, _READY, _NOT_KNOWN, _NOTHING), title),
        fields=_COMMON,
        time="instant",
        fresh_for=timedelta(minutes=30),
        depends_on=((DOMAIN, ENTITY),),
        scoped=True,
        summary_sql=_SUMMARY,
        order=order,
    )


LAYERS: tuple[Layer, ...] = (
    _layer(
        "readiness",
        Text("Mức sẵn sàng bốn tại chỗ", "Readiness, four on the spot"),
        _BY_RATIO,
        (
            LegendItem("half", Text("Đáp ứng dưới một nửa", "Less than half is met"), COLOURS[4]),
            LegendItem(
                "short", Text("Thiếu, đáp ứng từ một nửa trở lên", "Short, half or more is met"), COLOURS[3]
            ),
        ),
        20,
    ),
    _layer(
        "readiness_pillar",
        Text("Trụ cột yếu nhất", "The weakest pillar"),
        _BY_PILLAR,
        (
            LegendItem("command", PILLARS["command"], "#7B2D8B"),
            LegendItem("forces", PILLARS["forces"], "#B4572E"),
            LegendItem("means", PILLARS["means"], "#C9A227"),
            LegendItem("logistics", PILLARS["logistics"], "#2E7D6B"),
        ),
        21,
    ),
)
