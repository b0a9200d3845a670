-- The checks of a batch in stage_observations, in its own transaction. Each raises its flag on the rows that earn it and
-- takes it back from those that no longer do, both as of :known_at. Each gives how many it raised.
-- Binds: :known_at, :limits (jsonb, rows of the check's settings); spike alone :first_end, :last_end (of the batch).
-- What surrounds a series is asked for by its own times, and by when it began (amounts over more than two days are not
-- looked at): with the batch's times, which lie beyond what the planner knows of the table, it takes the readings of that
-- time for none and looks through those of all stations, once for each station. Each bound is a column of its own: the
-- table has row-level security, and PostgreSQL since 15.19 or 15.20 looks up no index by what a function that may leak
-- (timestamptz - interval) makes of another row.
-- name: step
WITH limits AS (
  SELECT * FROM jsonb_to_recordset(CAST(:limits AS jsonb))
    AS item (variable text, per_hour float8, always float8, within_hours float8)
), span AS MATERIALIZED (
  SELECT station_id, variable, per_hour, always, within_hours * interval '1 hour' AS back,
         first_end, last_end + within_hours * interval '1 hour' AS until, first_end - interval '2 days' AS begun
  FROM {series} AS series JOIN limits USING (variable)
), checked AS MATERIALIZED (
  SELECT held.station_id, held.variable, held.starts_at, held.ends_at, held.value, per_hour, always,
         held.ends_at - back AS since, held.ends_at - back - interval '2 days' AS begun
  FROM span JOIN observations AS held USING (station_id, variable)
  WHERE held.ends_at BETWEEN span.first_end AND span.until AND held.starts_at BETWEEN span.begun AND span.until
), found AS MATERIALIZED (
  SELECT checked.station_id, checked.variable, checked.starts_at, checked.ends_at
  FROM checked CROSS JOIN LATERAL (
    SELECT value, ends_at FROM observations AS before
    WHERE before.station_id = checked.station_id AND before.variable = checked.variable
      AND before.ends_at < checked.ends_at AND before.ends_at >= checked.since
      AND before.starts_at < checked.ends_at AND before.starts_at >= checked.begun
    -- (A sum, or the planner looks for the newest among the readings of all stations.)
    ORDER BY ends_at + interval '0' DESC LIMIT 1
  ) AS before
  WHERE abs(checked.value - before.value)
      > greatest(always, per_hour * date_part('epoch', checked.ends_at - before.ends_at) / 3600)
)
{flagged}
-- name: flat_line
WITH limits AS (
  SELECT * FROM jsonb_to_recordset(CAST(:limits AS jsonb))
    AS item (variable text, hours float8, readings integer, "from" float8, "to" float8)
), span AS MATERIALIZED (
  SELECT station_id, variable, readings, "from", "to", hours * interval '1 hour' AS back,
         first_end, last_end + hours * interval '1 hour' AS until, first_end - interval '2 days' AS begun
  FROM {series} AS series JOIN limits USING (variable)
), checked AS MATERIALIZED (
  SELECT held.station_id, held.variable, held.starts_at, held.ends_at, held.value, readings, 0.9 * back AS enough,
         held.ends_at - back AS since, held.ends_at - back - interval '2 days' AS begun
  FROM span JOIN observations AS held USING (station_id, variable)
  WHERE held.ends_at BETWEEN span.first_end AND span.until AND held.starts_at BETWEEN span.begun AND span.until
    AND (span."from" IS NULL OR held.value >= span."from") AND (span."to" IS NULL OR held.value <= span."to")
), found AS MATERIALIZED (
  SELECT checked.station_id, checked.variable, checked.starts_at, checked.ends_at
  FROM checked CROSS JOIN LATERAL (
    SELECT count(*) AS readings, min(value) AS least, max(value) AS most, min(starts_at) AS since
    FROM observations AS before
    WHERE before.station_id = checked.station_id AND before.variable = checked.variable
      AND before.ends_at <= checked.ends_at AND before.ends_at > checked.since
      AND before.starts_at <= checked.ends_at AND before.starts_at > checked.begun
  ) AS run
  WHERE run.readings >= checked.readings AND run.least = run.most
    AND checked.ends_at - run.since >= checked.enough
)
{flagged}
-- name: spike
WITH limits AS (
  SELECT * FROM jsonb_to_recordset(CAST(:limits AS jsonb))
    AS item (from_mm float8, within_hours float8, radius_km float8, neighbours integer, share float8)
), checked AS MATERIALIZED (
  SELECT DISTINCT staged.station_id, staged.variable, staged.starts_at, staged.ends_at,
         piece.starts_at AS since,
         piece.ends_at + interval '6 hours' AS until, piece.mm, limits.*
  FROM stage_observations AS staged CROSS JOIN limits
  JOIN rain_pieces AS piece ON piece.station_id = staged.station_id AND piece.ends_at = staged.ends_at
    AND piece.superseded_at IS NULL AND piece.mm >= from_mm
    AND piece.ends_at - piece.starts_at <= within_hours * interval '1 hour'
  WHERE staged.variable IN ('rain', 'rain_total') AND staged.value >= from_mm
    AND piece.ends_at BETWEEN CAST(:first_end AS timestamptz) AND CAST(:last_end AS timestamptz)
), found AS MATERIALIZED (
  SELECT checked.station_id, checked.variable, checked.starts_at, checked.ends_at
  FROM checked
  JOIN stations AS here ON here.id = checked.station_id
  CROSS JOIN LATERAL (
    -- The few neighbours first (OFFSET 0 keeps it so), then what they measured: in a storm hundreds are checked, and the
    -- other way round each looks at all the rain of its hours.
    SELECT count(*) AS neighbours, max(mm) AS most FROM (
      SELECT there.id FROM stations AS there
      WHERE there.id <> here.id AND there.duplicate_of IS NULL
        AND there.geom_3857 && ST_Expand(here.geom_3857, radius_km * 1100)
        AND ST_Distance(there.geom::geography, here.geom::geography, false) BETWEEN 250 AND radius_km * 1000
      OFFSET 0
    ) AS there CROSS JOIN LATERAL (
      SELECT sum(piece.mm) AS mm FROM rain_pieces AS piece
      WHERE piece.station_id = there.id AND piece.superseded_at IS NULL
        AND piece.ends_at > checked.since AND piece.starts_at < checked.ends_at
        AND piece.ends_at <= checked.until
    ) AS measured WHERE mm IS NOT NULL
  ) AS around
  WHERE around.neighbours >= checked.neighbours AND around.most <= share * checked.mm
)
{flagged}
-- name: counter_reset
WITH limits AS (
  SELECT * FROM jsonb_to_recordset(CAST(:limits AS jsonb)) AS item (falls_by_mm float8)
), span AS MATERIALIZED (
  SELECT series.*, last_end + interval '1 day' AS until FROM {series} AS series WHERE variable = 'rain_total'
), checked AS MATERIALIZED (
  SELECT held.station_id, held.variable, held.starts_at, held.ends_at, held.value
  FROM span JOIN observations AS held USING (station_id, variable)
  WHERE held.ends_at BETWEEN span.first_end AND span.until
    AND held.starts_at BETWEEN span.first_start AND span.last_start
), found AS MATERIALIZED (
  SELECT checked.station_id, checked.variable, checked.starts_at, checked.ends_at
  FROM checked CROSS JOIN limits CROSS JOIN LATERAL (
    SELECT value FROM observations AS before
    WHERE before.station_id = checked.station_id AND before.variable = 'rain_total'
      AND before.starts_at = checked.starts_at AND before.ends_at < checked.ends_at
      AND before.ends_at > checked.starts_at
    ORDER BY ends_at + interval '0' DESC LIMIT 1
  ) AS before
  WHERE before.value - checked.value >= falls_by_mm
)
{flagged}
-- name: clock_ahead
WITH limits AS (
  SELECT * FROM jsonb_to_recordset(CAST(:limits AS jsonb)) AS item (by_seconds float8)
), checked AS (
  SELECT station_id, variable, starts_at, ends_at FROM stage_observations WHERE false
), found AS MATERIALIZED (
  SELECT staged.station_id, staged.variable, staged.starts_at, staged.ends_at
  FROM stage_observations AS staged CROSS JOIN limits
  JOIN observations AS held USING (station_id, variable, starts_at, ends_at)
  WHERE held.known_at = :known_at AND staged.ends_at > CAST(:known_at AS timestamptz) + by_seconds * interval '1 second'
)
{flagged}
