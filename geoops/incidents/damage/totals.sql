-- What each item amounts to per commune for an event, at a time, as known at a time; with :confirmed only of figures
-- that need nobody's confirmation or have it. The newest figure since the beginning counts; to it are added what
-- periods that begin at or after it, and incidents after it, report.
WITH valid AS MATERIALIZED (
    SELECT r.id, r.commune_code, r.measure, r.starts_at, r.as_of, r.known_at, f.item, f.quantity
    FROM damage_reports AS r
    JOIN damage_figures AS f ON f.space = r.space AND f.report_id = r.id AND f.part = ''
    WHERE r.event_id = :event_id
      AND r.as_of <= :at AND r.known_at <= :known_at
      AND (r.replaced_at IS NULL OR r.replaced_at > :known_at)
      AND (NOT :confirmed OR NOT f.needs_confirmation OR EXISTS (
          SELECT FROM damage_confirmations AS c
          WHERE c.space = f.space AND c.report_id = f.report_id AND c.item = f.item AND c.known_at <= :known_at
      ))
),
base AS (
    SELECT DISTINCT ON (commune_code, item) commune_code, item, id, as_of, quantity
    FROM valid WHERE measure = 'cumulative'
    ORDER BY commune_code, item, as_of DESC, known_at DESC, id
),
added AS (
    SELECT v.commune_code, v.item, sum(v.quantity) AS quantity, array_agg(v.id ORDER BY v.as_of) AS reports,
           max(v.as_of) AS as_of
    FROM valid AS v
    LEFT JOIN base AS b USING (commune_code, item)
    WHERE (v.measure = 'period' AND (b.as_of IS NULL OR v.starts_at >= b.as_of))
       OR (v.measure = 'incident' AND (b.as_of IS NULL OR v.as_of > b.as_of))
    GROUP BY v.commune_code, v.item
)
SELECT commune_code, item,
       coalesce(base.quantity, 0) + coalesce(added.quantity, 0) AS quantity,
       greatest(base.as_of, added.as_of) AS as_of,
       CASE WHEN base.id IS NULL THEN added.reports ELSE array_prepend(base.id, added.reports) END AS reports
FROM base FULL JOIN added USING (commune_code, item)
ORDER BY commune_code, item
