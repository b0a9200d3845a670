-- what_they_should_be
CREATE TEMPORARY TABLE stage_pieces ON COMMIT DROP AS
WITH touched AS MATERIALIZED (
  SELECT DISTINCT station_id FROM stage_observations WHERE variable IN ('rain', 'rain_total')
), held AS MATERIALIZED (
  SELECT station_id, variable, starts_at, ends_at, value
  FROM observations JOIN touched USING (station_id)
  WHERE variable IN ('rain', 'rain_total')
    AND ends_at > CAST(:first_start AS timestamptz) - interval '1 day'
    AND ends_at <= CAST(:last_end AS timestamptz) + interval '7 days'
    AND starts_at < CAST(:last_end AS timestamptz) + interval '1 day'
), amounts AS MATERIALIZED (
  -- Amounts over intervals of their own. Where intervals lie within one another the shortest count; of intervals
  -- that overlap in part the first counts: nothing is counted twice.
  SELECT station_id, starts_at, ends_at, mm FROM (
    SELECT station_id, starts_at, ends_at, mm,
           lag(ends_at) OVER (PARTITION BY station_id ORDER BY starts_at) AS before_at
    FROM (
      SELECT station_id, starts_at, ends_at, value AS mm,
             min(ends_at) OVER (PARTITION BY station_id ORDER BY starts_at DESC, ends_at
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS finer
      FROM held WHERE variable = 'rain'
    ) AS nested WHERE finer IS NULL OR finer > ends_at
  ) AS ordered WHERE before_at IS NULL OR before_at <= starts_at
), gains AS (
  -- What a running total gained since the reading before it that has the same start. A total that fell was begun
  -- again at an unknown time: what it gained since that reading is not known.
  SELECT station_id, coalesce(lag(ends_at) OVER readings, starts_at) AS starts_at, ends_at,
         value - coalesce(lag(value) OVER readings, 0) AS mm
  FROM held WHERE variable = 'rain_total'
  WINDOW readings AS (PARTITION BY station_id, starts_at ORDER BY ends_at)
), pieces AS (
  SELECT station_id, starts_at, ends_at, mm FROM amounts
  UNION ALL
  SELECT station_id, starts_at, ends_at, CASE WHEN mm > -0.05 THEN greatest(mm, 0) END
  FROM gains
  WHERE NOT EXISTS (
    SELECT FROM amounts WHERE amounts.station_id = gains.station_id
      AND amounts.ends_at > gains.starts_at AND amounts.starts_at < gains.ends_at)
)
SELECT station_id, starts_at, ends_at, mm FROM pieces
WHERE ends_at > CAST(:first_start AS timestamptz) AND starts_at <= CAST(:last_end AS timestamptz)
;
-- supersede
UPDATE rain_pieces AS piece SET superseded_at = :known_at
WHERE superseded_at IS NULL
  AND station_id IN (SELECT station_id FROM stage_observations WHERE variable IN ('rain', 'rain_total'))
  AND ends_at > CAST(:first_start AS timestamptz) AND starts_at <= CAST(:last_end AS timestamptz)
  AND NOT EXISTS (
    SELECT FROM stage_pieces AS fresh
    WHERE fresh.station_id = piece.station_id AND fresh.starts_at = piece.starts_at
      AND fresh.ends_at = piece.ends_at AND fresh.mm IS NOT DISTINCT FROM piece.mm)
;
-- add
INSERT INTO rain_pieces (station_id, starts_at, ends_at, mm, known_at)
SELECT station_id, starts_at, ends_at, mm, :known_at FROM stage_pieces AS fresh
WHERE NOT EXISTS (
  SELECT FROM rain_pieces AS piece
  WHERE piece.superseded_at IS NULL AND piece.station_id = fresh.station_id
    AND piece.starts_at = fresh.starts_at AND piece.ends_at = fresh.ends_at)
;
-- clear
DROP TABLE stage_pieces
;
