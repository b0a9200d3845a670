"""Damage by commune on the map, for the newest event that had begun. What is lost is no danger: greys, and digits."""

from geoops.kit.i18n import Text
from geoops.layers.model import Field, Layer, Legend, LegendItem, Style, Values

# The newest figure of each commune and item, periods and incidents after it added: as totals.sql, for one event.
_SHOWN = """
WITH event AS (
    SELECT id FROM disaster_events
    WHERE starts_at <= CAST(:at AS timestamptz) AND known_at <= CAST(:known_at AS timestamptz)
    ORDER BY starts_at DESC, id LIMIT 1
),
valid AS MATERIALIZED (
    SELECT r.commune_code, r.measure, r.starts_at, r.as_of, r.known_at, f.item, f.quantity
    FROM damage_reports AS r
    JOIN damage_figures AS f ON f.space = r.space AND f.report_id = r.id AND f.part = ''
    WHERE r.event_id = (SELECT id FROM event)
      AND r.as_of <= CAST(:at AS timestamptz) AND r.known_at <= CAST(:known_at AS timestamptz)
      AND (r.replaced_at IS NULL OR r.replaced_at > CAST(:known_at AS timestamptz))
),
base AS (
    SELECT DISTINCT ON (commune_code, item) commune_code, item, as_of, quantity
    FROM valid WHERE measure = 'cumulative'
    ORDER BY commune_code, item, as_of DESC, known_at DESC
),
counted AS (
    SELECT commune_code, item, quantity FROM base
    UNION ALL
    SELECT v.commune_code, v.item, v.quantity
    FROM valid AS v LEFT JOIN base AS b USING (commune_code, item)
    WHERE (v.measure = 'period' AND (b.as_of IS NULL OR v.starts_at >= b.as_of))
       OR (v.measure = 'incident' AND (b.as_of IS NULL OR v.as_of > b.as_of))
),
summed AS (
    SELECT commune_code,
           sum(quantity) FILTER (WHERE item IN ('dead', 'missing')) AS dead_missing,
           sum(quantity) FILTER (WHERE item = 'injured') AS injured,
           sum(quantity) FILTER (WHERE item LIKE 'house%') AS houses,
           sum(quantity) AS anything,
           (SELECT max(as_of) FROM valid AS v WHERE v.commune_code = counted.commune_code) AS as_of
    FROM counted GROUP BY commune_code
)
SELECT commune_code AS id,
       CASE WHEN dead_missing > 0 THEN 'lives' WHEN injured > 0 THEN 'injured' WHEN houses > 0 THEN 'houses'
            WHEN anything > 0 THEN 'goods' ELSE 'none' END AS class,
       dead_missing, injured, houses, as_of
FROM summed
"""

LAYERS = (
    Layer(
        id="damage_communes",
        domain="damage",
        group="incidents",
        title=Text("Thiệt hại theo xã", "Damage by commune"),
        description=Text(
            "Thiệt hại nặng nhất mà xã đã báo trong đợt thiên tai gần nhất; xã không có màu là chưa báo",
            "The gravest damage that a commune has reported in the newest event; no colour: nothing reported",
        ),
        source=Values(sql=_SHOWN, of="communes"),
        style=Style(paint="fill", by="class", opacity=0.75),
        legend=Legend(
            items=(
                LegendItem("lives", Text("Có người chết, mất tích", "Dead or missing"), "#2B2F36"),
                LegendItem("injured", Text("Có người bị thương", "Injured"), "#5A6270"),
                LegendItem("houses", Text("Nhà ở", "Houses"), "#8A94A3"),
                LegendItem("goods", Text("Sản xuất, hạ tầng", "Production, works"), "#B4BCC8"),
                LegendItem("none", Text("Đã báo: không thiệt hại", "Reported: none"), "#DDE2E8"),
                LegendItem(None, Text("chưa báo cáo", "not reported"), "#FFFFFF", pattern="dots"),
            )
        ),
        fields=(
            Field("class", Text("Lớp", "Class")),
            Field("dead_missing", Text("Chết, mất tích", "Dead, missing"), unit="người", kind="number"),
            Field("injured", Text("Bị thương", "Injured"), unit="người", kind="number"),
            Field("houses", Text("Nhà ở", "Houses"), unit="cái", kind="number"),
            Field("as_of", Text("Tính đến", "As of"), kind="time"),
        ),
        time="instant",
        depends_on=(("damage", "damage_report"), ("damage", "disaster_event")),
        scoped=True,
        order=20,
        summary_sql="SELECT count(DISTINCT commune_code) AS count, max(as_of) AS latest_at FROM damage_reports"
        " WHERE as_of <= CAST(:at AS timestamptz) AND known_at <= CAST(:known_at AS timestamptz)",
    ),
)
