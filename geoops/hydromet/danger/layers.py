"""The layer of danger by commune: official and reference told apart, and the unknown never left blank."""

from datetime import timedelta

from geoops.hydromet.danger.inputs import WHY_UNKNOWN
from geoops.hydromet.danger.library import rules
from geoops.hydromet.danger.store import combined_sql
from geoops.hydromet.danger.switches import RULE
from geoops.hydromet.danger.working import DOMAIN, ENTITY
from geoops.hydromet.warnings import levels
from geoops.hydromet.warnings.service import ENTITY as WARNING
from geoops.kit.i18n import Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values

# The colour names of Decision 18/2021, Article 4; the shades are the product's choice (web/src/tokens.css).
COLOURS = {1: "#8EC9F0", 2: "#F6DE6B", 3: "#F28C28", 4: "#D7263D", 5: "#7B2D8B"}
_UNKNOWN = "#9AA5B1"
_BELOW = "#E8ECEF"

_SQL = f"""
SELECT commune_code AS id,
       CASE WHEN kind = 'official' AND level > 0 THEN 'o' || level
            WHEN kind = 'reference' AND level > 0 THEN 'r' || level
            WHEN level = 0 THEN 'below' END AS class,
       CAST(level AS integer) AS level, kind,
       CAST(reference_level AS integer) AS reference_level, reference_rule AS rule,
       reference_value AS value, since, reasons
FROM ({combined_sql()}) AS danger
"""  # noqa: S608 - made of constants

_SUMMARY = f"""
SELECT CAST(count(*) FILTER (WHERE level > 0) AS integer) AS count,
       (SELECT evaluated_at FROM danger_clock) AS latest_at
FROM ({combined_sql()}) AS danger
"""  # noqa: S608 - made of constants


def _issued(level: int) -> Text:
    """Bulletins state risk levels to 5; the national commune warnings have words for three."""
    word = levels.words().get(level)
    if word is None:
        return Text(f"{level} · bản tin chính thức", f"{level} · official bulletin")
    return Text(f"{level} · {word.vi} (cảnh báo đã phát)", f"{level} · {word.en} (warning issued)")


_COMPUTED = Text("{level} · mức tham chiếu (tính toán)", "{level} · reference level (computed)")

_KINDS = {"official": Text("chính thức", "official"), "reference": Text("tham chiếu", "reference")}


def _rules() -> dict[str, Text]:
    return {name: loaded.rule.title.text for name, loaded in rules().items()}


LAYERS: tuple[Layer, ...] = (
    Layer(
        id="danger_communes",
        domain=DOMAIN,
        group="danger",
        title=Text("Nguy hiểm theo xã", "Danger by commune"),
        description=Text(
            "Cảnh báo đã phát tô đặc; mức tham chiếu do quy tắc tính ra, gạch chéo, không phải cấp độ rủi ro chính thức",
            "Warnings issued are solid; reference levels computed by rules are hatched and are no official risk level",
        ),
        source=Values(_SQL, of="communes"),
        style=Style("fill", by="class", opacity=0.75),
        legend=Legend(
            (
                *(LegendItem(f"o{level}", _issued(level), COLOURS[level]) for level in COLOURS),
                *(
                    LegendItem(f"r{level}", _COMPUTED.format(level=level), COLOURS[level], pattern="hatch")
                    for level in COLOURS
                ),
                LegendItem(
                    "below",
                    Text("Dưới ngưỡng các quy tắc đang bật", "Below the thresholds of the rules that are on"),
                    _BELOW,
                ),
                LegendItem(
                    None, Text("Chưa rõ: thiếu số liệu", "Not known: data missing"), _UNKNOWN, pattern="hatch"
                ),
            ),
            Text("Mức nguy hiểm", "Level of danger"),
        ),
        fields=(
            Field("class", Text("Loại", "Class")),
            Field("level", Text("Mức", "Level"), None, "number"),
            Field("kind", Text("Chính thức hay tham chiếu", "Official or reference"), words=_KINDS),
            Field("reference_level", Text("Mức tham chiếu", "Reference level"), None, "number"),
            Field("rule", Text("Quy tắc", "Rule"), words=_rules),
            Field("value", Text("Trị số", "Value"), None, "number", comparable=False),
            Field("since", Text("Từ lúc", "Since"), None, "time"),
            Field("reasons", Text("Vì sao chưa rõ", "Why it is not known"), words=WHY_UNKNOWN),
        ),
        time="instant",
        fresh_for=timedelta(minutes=30),
        depends_on=((DOMAIN, ENTITY), (DOMAIN, WARNING), (DOMAIN, "bulletin"), (DOMAIN, RULE)),
        summary_sql=_SUMMARY,
        visible=True,
        order=5,
    ),
)
