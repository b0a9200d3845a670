"""Data quality on the map: how complete the reports of communes are, for the newest month that is over."""

from geoops.kit.i18n import Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values

_BLUES = ("#EFF3FF", "#BDD7E7", "#6BAED6", "#3182BD", "#08519C")
"""ColorBrewer 2.0, sequential "Blues", five classes."""

# As `duties.owes`: monthly rows that an office types in, in force at the end of the month; those of chosen months alone
# are left to the page, which asks the calendar.
_SHOWN = """
WITH month AS (
  SELECT date_trunc('month', CAST(:at AS timestamptz) AT TIME ZONE 'Asia/Ho_Chi_Minh') - interval '1 month' AS starts_on
),
owed AS (
  SELECT n.code, s.province_code
  FROM indicator_nodes AS n
  JOIN indicator_sets AS s ON s.code = n.set_code
  CROSS JOIN month
  WHERE s.level = 'commune' AND s.kind = 'decision' AND s.province_code IS NOT NULL AND n.holds_value
    AND n.dropped_at IS NULL AND n.computed_from = '{}' AND (n.derived IS NULL OR n.derived ->> 'kind' = 'supplied')
    AND n.responsible_offices <> '{}' AND 'month' = ANY (n.frequencies)
    AND coalesce(n.valid_from < starts_on + interval '1 month', true)
    AND coalesce(n.valid_to >= starts_on + interval '1 month', true)
),
asked AS (SELECT province_code, count(*) AS cells FROM owed GROUP BY province_code),
filled AS (
  SELECT v.commune_code, count(*) AS cells
  FROM month
  JOIN indicator_values AS v ON v.period = to_char(month.starts_on, 'YYYY-MM')
  JOIN owed ON owed.code = v.indicator AND owed.province_code = v.province_code
  WHERE v.space = current_space() AND v.nature = 'actual' AND v.dimensions = '{}'
    AND v.known_at <= CAST(:known_at AS timestamptz)
    AND (v.superseded_at IS NULL OR v.superseded_at > CAST(:known_at AS timestamptz))
    AND (v.value IS NOT NULL OR v.value_text IS NOT NULL) AND v.commune_code IS NOT NULL
  GROUP BY v.commune_code
),
shown AS (
  SELECT c.code AS id, coalesce(filled.cells, 0) AS filled, asked.cells,
         round(100.0 * coalesce(filled.cells, 0) / asked.cells, 1)::float8 AS value,
         to_char(month.starts_on, 'MM/YYYY') AS month
  FROM communes AS c
  JOIN asked ON asked.province_code = c.province_code
  CROSS JOIN month
  LEFT JOIN filled ON filled.commune_code = c.code
  WHERE c.valid_to IS NULL
    AND ((SELECT scope_is_nation()) OR c.province_code = ANY ((SELECT scope_provinces())::text[])
         OR c.code = ANY ((SELECT scope_communes())::text[]))
)
SELECT id, value,
       CASE WHEN value >= 100 THEN 'all' WHEN value >= 80 THEN 'to-100' WHEN value >= 50 THEN 'to-80'
            WHEN value > 0 THEN 'to-50' ELSE 'none' END AS class,
       filled, cells, month
FROM shown
"""

_SUMMARY = f"SELECT count(*) FILTER (WHERE filled > 0) AS count, CAST(NULL AS timestamptz) AS latest_at FROM ({_SHOWN}) AS q"  # noqa: S608 - our own SQL

LAYERS = (
    Layer(
        id="indicator_completeness",
        domain="indicators",
        group="indicators",
        title=Text("Độ đầy đủ số liệu tháng", "Completeness of monthly figures"),
        description=Text(
            "Ô có số liệu trên ô phải báo cáo hằng tháng của bộ chỉ số cấp xã, cho tháng vừa kết thúc. Ô trống có nêu lý "
            "do vẫn là ô trống. Cách tính là tham chiếu.",
            "Filled cells over the cells owed every month by the set of communes, for the month that is over. An empty "
            "cell with a reason is still empty. The way of counting is reference.",
        ),
        source=Values(sql=_SHOWN, of="communes"),
        style=Style(paint="fill", by="class", opacity=0.75),
        legend=Legend(
            title=Text("Độ đầy đủ", "Completeness"),
            unit="%",
            items=(
                LegendItem("none", Text("chưa có ô nào", "no cell"), _BLUES[0]),
                LegendItem("to-50", Text("dưới 50", "under 50"), _BLUES[1]),
                LegendItem("to-80", Text("50 đến dưới 80", "50 to under 80"), _BLUES[2]),
                LegendItem("to-100", Text("80 đến dưới 100", "80 to under 100"), _BLUES[3]),
                LegendItem("all", Text("đủ 100", "all of them"), _BLUES[4]),
                LegendItem(None, Text("không phải báo cáo", "owes nothing"), "#FFFFFF", pattern="dots"),
            ),
        ),
        fields=(
            Field("value", Text("Đầy đủ", "Complete"), unit="%", kind="number"),
            Field("class", Text("Lớp", "Class")),
            Field("filled", Text("Ô có số liệu", "Filled cells"), unit="ô", kind="number", comparable=False),
            Field("cells", Text("Ô phải báo cáo", "Cells owed"), unit="ô", kind="number", comparable=False),
            Field("month", Text("Tháng", "Month")),
        ),
        time="instant",
        depends_on=(("indicators", "value"), ("indicators", "catalogue")),
        scoped=True,
        order=20,
        summary_sql=_SUMMARY,
    ),
)
