-- Everything in the cells of a province's reports for one period, one row per place and indicator: the figure now,
-- when any figure stood there first, the figures before, and the sums by each dimension alone.
WITH now_there AS MATERIALIZED (
  SELECT indicator, commune_code, value, value_text, note, known_at
  FROM indicator_values
  WHERE space = current_space() AND superseded_at IS NULL AND nature = 'actual' AND dimensions = '{}'
    AND indicator = ANY (CAST(:indicators AS text[])) AND period = :period AND province_code = :province
    AND (CAST(:commune AS text) IS NULL OR commune_code = :commune)
),
first_there AS (
  SELECT indicator, commune_code, min(known_at) AS known_at
  FROM indicator_values
  WHERE space = current_space() AND superseded_at IS NOT NULL AND nature = 'actual' AND dimensions = '{}'
    AND indicator = ANY (CAST(:indicators AS text[])) AND period = :period AND province_code = :province
    AND (CAST(:commune AS text) IS NULL OR commune_code = :commune)
    AND (value IS NOT NULL OR value_text IS NOT NULL)
  GROUP BY indicator, commune_code
),
earlier AS (
  SELECT v.indicator, v.commune_code, array_agg(v.value ORDER BY p.at) AS before
  FROM unnest(CAST(:before AS text[])) WITH ORDINALITY AS p (period, at)
  JOIN indicator_values AS v ON v.period = p.period
  WHERE v.space = current_space() AND v.superseded_at IS NULL AND v.nature = 'actual' AND v.dimensions = '{}'
    AND v.indicator = ANY (CAST(:indicators AS text[])) AND v.province_code = :province AND v.value IS NOT NULL
    AND (CAST(:commune AS text) IS NULL OR v.commune_code = :commune)
  GROUP BY v.indicator, v.commune_code
),
by_one AS (
  SELECT indicator, commune_code, key, sum(value) AS value
  FROM indicator_values, jsonb_object_keys(dimensions) AS key
  WHERE space = current_space() AND superseded_at IS NULL AND nature = 'actual' AND dimensions <> '{}'
    AND indicator = ANY (CAST(:added AS text[])) AND period = :period AND province_code = :province
    AND (CAST(:commune AS text) IS NULL OR commune_code = :commune)
    AND dimensions - key = '{}' AND dimensions ->> key <> 'total'
  GROUP BY indicator, commune_code, key
),
broken_down AS (
  SELECT indicator, commune_code, jsonb_object_agg(key, value) AS parts FROM by_one
  WHERE value IS NOT NULL GROUP BY indicator, commune_code
)
SELECT n.commune_code, n.indicator, n.value, n.value_text, n.note, n.known_at,
       least(n.known_at, f.known_at) AS first_known_at, e.before, b.parts
FROM now_there AS n
LEFT JOIN first_there AS f
  ON f.indicator = n.indicator AND f.commune_code IS NOT DISTINCT FROM n.commune_code
LEFT JOIN earlier AS e
  ON e.indicator = n.indicator AND e.commune_code IS NOT DISTINCT FROM n.commune_code
LEFT JOIN broken_down AS b
  ON b.indicator = n.indicator AND b.commune_code IS NOT DISTINCT FROM n.commune_code
