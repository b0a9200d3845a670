-- What each item amounts to in each outbreak, at a time, as known at a time. The newest figure since the beginning
-- counts, and periods that begin at or after it add to it; of an item that does not add, the newest figure counts.
WITH valid AS MATERIALIZED (
    SELECT r.id, r.outbreak_id, r.measure, r.starts_at, r.as_of, r.known_at, f.item, f.quantity, f.adds
    FROM outbreak_reports AS r
    JOIN outbreak_figures AS f ON f.space = r.space AND f.report_id = r.id
    WHERE r.as_of <= CAST(:at AS timestamptz) AND r.known_at <= CAST(:known_at AS timestamptz)
      AND (r.replaced_at IS NULL OR r.replaced_at > CAST(:known_at AS timestamptz))
),
base AS (
    SELECT DISTINCT ON (outbreak_id, item) outbreak_id, item, as_of, quantity
    FROM valid WHERE measure = 'cumulative' OR NOT adds
    ORDER BY outbreak_id, item, as_of DESC, known_at DESC, id
),
added AS (
    SELECT v.outbreak_id, v.item, sum(v.quantity) AS quantity, max(v.as_of) AS as_of
    FROM valid AS v
    LEFT JOIN base AS b USING (outbreak_id, item)
    WHERE v.measure = 'period' AND v.adds AND (b.as_of IS NULL OR v.starts_at >= b.as_of)
    GROUP BY v.outbreak_id, v.item
)
SELECT outbreak_id, item,
       (coalesce(base.quantity, 0) + coalesce(added.quantity, 0))::bigint AS quantity,
       greatest(base.as_of, added.as_of) AS as_of
FROM base FULL JOIN added USING (outbreak_id, item)
