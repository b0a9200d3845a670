-- outside_scope
DELETE FROM staged_values
WHERE NOT coalesce(
  (SELECT scope_is_nation())
  OR province_code = ANY ((SELECT scope_provinces())::text[])
  OR (commune_code = ANY ((SELECT scope_communes())::text[]) AND units_from > date '1945-09-02'), false)
RETURNING row
;
-- in_report
DELETE FROM staged_values AS staged USING indicator_nodes AS node, indicator_reports AS report
WHERE node.code = staged.indicator AND staged.nature = 'actual'
  AND report.space = current_space() AND report.set_code = node.set_code
  AND report.office = node.responsible_offices[1] AND report.period = staged.period
  AND report.province_code = staged.province_code
  AND report.commune_code IS NOT DISTINCT FROM staged.commune_code
  AND report.state NOT IN ('draft', 'returned', 'reopened')
RETURNING staged.row
;
-- repeats
WITH twice AS (
  DELETE FROM staged_values AS later USING (
    SELECT row, row_number() OVER (
      PARTITION BY indicator, period, nature, dimensions, units_from, province_code, commune_code,
                   value, value_text, note ORDER BY row) AS place
    FROM staged_values) AS numbered
  WHERE numbered.row = later.row AND numbered.place > 1 RETURNING 1)
SELECT count(*) FROM twice
;
-- conflicts
DELETE FROM staged_values AS staged USING (
  SELECT row, count(*) OVER (
    PARTITION BY indicator, period, nature, dimensions, units_from, province_code, commune_code) AS times
  FROM staged_values) AS counted
WHERE counted.row = staged.row AND counted.times > 1 RETURNING staged.row
;
-- stale
DELETE FROM staged_values AS staged
WHERE expected IS NOT NULL AND expected IS DISTINCT FROM coalesce((
  SELECT id FROM indicator_values AS kept
  WHERE kept.space = current_space() AND kept.superseded_at IS NULL
    AND kept.indicator = staged.indicator AND kept.period = staged.period AND kept.nature = staged.nature
    AND kept.dimensions = staged.dimensions AND kept.units_from = staged.units_from
    AND kept.province_code = staged.province_code
    AND kept.commune_code IS NOT DISTINCT FROM staged.commune_code), 0)
RETURNING row
;
-- barred
DELETE FROM staged_values AS staged
WHERE barred AND NOT EXISTS (
  SELECT FROM indicator_values AS kept
  WHERE kept.space = current_space() AND kept.superseded_at IS NULL
    AND kept.indicator = staged.indicator AND kept.period = staged.period AND kept.nature = staged.nature
    AND kept.dimensions = staged.dimensions AND kept.units_from = staged.units_from
    AND kept.province_code = staged.province_code
    AND kept.commune_code IS NOT DISTINCT FROM staged.commune_code
    AND (staged.value IS NULL OR staged.value = kept.value)
    AND (staged.value_text IS NULL OR staged.value_text = kept.value_text))
RETURNING row
;
-- unchanged
WITH same AS (
  DELETE FROM staged_values AS staged USING indicator_values AS kept
  WHERE kept.space = current_space() AND kept.superseded_at IS NULL
    AND kept.indicator = staged.indicator AND kept.period = staged.period AND kept.nature = staged.nature
    AND kept.dimensions = staged.dimensions AND kept.units_from = staged.units_from
    AND kept.province_code = staged.province_code
    AND kept.commune_code IS NOT DISTINCT FROM staged.commune_code
    AND (kept.value, kept.value_text, kept.note)
        IS NOT DISTINCT FROM (staged.value, staged.value_text, staged.note)
  RETURNING 1)
SELECT count(*) FROM same
;
-- supersede
UPDATE indicator_values AS kept SET superseded_at = greatest(:known_at, kept.known_at) FROM staged_values AS staged
WHERE kept.space = current_space() AND kept.superseded_at IS NULL
  AND kept.indicator = staged.indicator AND kept.period = staged.period AND kept.nature = staged.nature
  AND kept.dimensions = staged.dimensions AND kept.units_from = staged.units_from
  AND kept.province_code = staged.province_code
  AND kept.commune_code IS NOT DISTINCT FROM staged.commune_code
;
-- insert
INSERT INTO indicator_values (
  indicator, period, nature, dimensions, units_from, province_code, commune_code, value, value_text, note,
  boundary_version, method, source, reason, known_at)
SELECT indicator, period, nature, dimensions, units_from, province_code, commune_code, value, value_text, note,
  :boundary_version, :method, :source, :reason, :known_at
FROM staged_values ORDER BY indicator, period, nature, dimensions, commune_code
