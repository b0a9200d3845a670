-- Keeps rain_pieces and their roll-ups in step with the batch in stage_observations, in the batch's own transaction.
-- Binds: :known_at (timestamptz), :first_start, :last_end (the span of the batch's rain), :excluding (text[]: flags
-- whose values count in no sum). Each statement stands between its name and a line with a semicolon.
-- name: all_go_on
SELECT NOT EXISTS (
  SELECT FROM (SELECT station_id, min(starts_at) AS first_start FROM stage_observations
               WHERE variable = 'rain' GROUP BY station_id) AS staged
  JOIN stations ON stations.id = staged.station_id AND last_rain_at > first_start)
;
-- name: stations
-- A station that only goes on from what is held (nothing of its rain ends after the batch's begins) needs no look at
-- what is held but the total before; that is what live feeds and archives in their order bring.
-- For all others the span that may alter reaches over the amounts that the batch meets, and those that these meet: one
-- that no longer counts lets others count, and totals over its time. (Amounts of more than two days are not looked for.)
-- (The word is a column of what is made before: a variable that the planner has not counted yet is none to it, and it
-- would look through the rain of all stations once for each. Bounds that are worked out are columns too: of a table with
-- row-level security no index is looked up by what a function that may leak, such as timestamptz + interval, makes of
-- another row, since PostgreSQL 15.19 or 15.20.)
CREATE TEMPORARY TABLE stage_stations ON COMMIT DROP AS
WITH staged AS MATERIALIZED (
  SELECT station_id, CAST('rain' AS varchar) COLLATE "C" AS amount, first_start, first_end, last_end, totals,
         last_end + interval '2 days' AS until,
         last_rain_at IS NULL OR CASE WHEN amounts THEN last_rain_at <= first_start ELSE last_rain_at < first_end END
           AS goes_on
  FROM (
    SELECT station_id, min(starts_at) AS first_start, min(ends_at) AS first_end, max(ends_at) AS last_end,
           bool_or(variable = 'rain') AS amounts, bool_or(variable = 'rain_total') AS totals
    FROM stage_observations WHERE variable IN ('rain', 'rain_total') GROUP BY station_id
  ) AS spans
  JOIN stations ON stations.id = spans.station_id
)
SELECT station_id, least(near.starts_at, far.starts_at) AS first_start, first_end,
       greatest(near.ends_at, far.ends_at) AS last_end, totals, goes_on
FROM staged
LEFT JOIN LATERAL (
  SELECT least(first_start, min(met.starts_at)) AS starts_at, greatest(last_end, max(met.ends_at)) AS ends_at,
         greatest(last_end, max(met.ends_at)) + interval '2 days' AS until
  FROM observations AS met
  WHERE NOT goes_on AND met.station_id = staged.station_id AND met.variable = amount
    AND met.ends_at > first_start AND met.ends_at <= staged.until AND met.starts_at < last_end
) AS near ON true
LEFT JOIN LATERAL (
  SELECT min(met.starts_at) AS starts_at, max(met.ends_at) AS ends_at FROM observations AS met
  WHERE NOT goes_on AND met.station_id = staged.station_id AND met.variable = amount
    AND met.ends_at > near.starts_at AND met.ends_at <= near.until AND met.starts_at < near.ends_at
) AS far ON true
;
-- name: pieces
-- What the pieces should be, of all that the batch may alter.
CREATE TEMPORARY TABLE stage_pieces ON COMMIT DROP AS
WITH rows AS (
  SELECT staged.station_id, variable, starts_at, ends_at, value, flags, true AS fresh
  FROM stage_observations AS staged JOIN stage_stations AS station USING (station_id)
  WHERE goes_on AND variable IN ('rain', 'rain_total')
  UNION ALL
  -- What a running total goes on from: the reading before it of the same start, and amounts measured since.
  SELECT station.station_id, held.variable, held.starts_at, held.ends_at, held.value, held.flags, false
  FROM stage_stations AS station
  CROSS JOIN LATERAL (
    -- (A sum of its own, or the planner looks for the newest among the readings of all stations.)
    SELECT coalesce(max(ends_at + interval '0'), station.first_start) AS since FROM observations AS before
    WHERE before.station_id = station.station_id AND before.variable = 'rain_total'
      AND before.starts_at = station.first_start AND before.ends_at < station.first_end
      AND NOT before.flags && CAST(:excluding AS varchar[])
      AND before.ends_at > station.first_start AND before.ends_at > CAST(:first_start AS timestamptz)
      AND before.ends_at < CAST(:last_end AS timestamptz)
  ) AS going
  JOIN observations AS held ON held.station_id = station.station_id AND held.variable IN ('rain', 'rain_total')
    AND held.ends_at >= going.since AND held.ends_at < station.first_end
    AND held.starts_at > going.since - interval '2 days'
    AND held.ends_at >= CAST(:first_start AS timestamptz) AND held.ends_at < CAST(:last_end AS timestamptz)
  WHERE station.goes_on AND station.totals AND station.first_start < station.first_end
  UNION ALL
  SELECT held.station_id, variable, starts_at, ends_at, value, flags, true
  FROM stage_stations AS station JOIN observations AS held USING (station_id)
  WHERE NOT goes_on AND variable IN ('rain', 'rain_total')
    AND ends_at > first_start - interval '1 day' AND ends_at <= last_end + interval '7 days'
    AND starts_at < last_end + interval '1 day'
    AND ends_at > CAST(:first_start AS timestamptz) - interval '5 days'
    AND ends_at <= CAST(:last_end AS timestamptz) + interval '7 days'
), held AS MATERIALIZED (
  SELECT station_id, variable, starts_at, ends_at, value, fresh,
         flags && CAST(:excluding AS varchar[]) AS excluded
  FROM rows
), amounts AS MATERIALIZED (
  -- Amounts over intervals of their own. Where intervals lie within one another the shortest count; of intervals
  -- that overlap in part the first counts: nothing is counted twice.
  SELECT station_id, starts_at, ends_at, mm, excluded, fresh FROM (
    SELECT station_id, starts_at, ends_at, mm, excluded, fresh,
           lag(ends_at) OVER (PARTITION BY station_id ORDER BY starts_at) AS before_at
    FROM (
      SELECT station_id, starts_at, ends_at, value AS mm, excluded, fresh,
             min(ends_at) OVER (PARTITION BY station_id ORDER BY starts_at DESC, ends_at
                                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS finer
      FROM held WHERE variable = 'rain'
    ) AS nested WHERE finer IS NULL OR finer > ends_at
  ) AS ordered WHERE before_at IS NULL OR before_at <= starts_at
), gains AS (
  -- What a running total gained since the reading before it that has the same start. A total that fell was begun
  -- again at an unknown time: what it gained since that reading is not known. A total that counts in no sum is as if
  -- it had not been read.
  SELECT station_id, coalesce(lag(ends_at) OVER readings, starts_at) AS starts_at, ends_at,
         value - coalesce(lag(value) OVER readings, 0) AS mm, fresh
  FROM held WHERE variable = 'rain_total' AND NOT excluded
  WINDOW readings AS (PARTITION BY station_id, starts_at ORDER BY ends_at)
), pieces AS (
  SELECT station_id, starts_at, ends_at, CASE WHEN NOT excluded THEN mm END AS mm, excluded, fresh FROM amounts
  UNION ALL
  SELECT station_id, starts_at, ends_at, CASE WHEN mm > -0.05 THEN greatest(mm, 0) END, false, fresh
  FROM gains
  WHERE NOT EXISTS (
    SELECT FROM amounts WHERE amounts.station_id = gains.station_id
      AND amounts.ends_at > gains.starts_at AND amounts.starts_at < gains.ends_at)
)
SELECT station_id, starts_at, ends_at, rain_reach(starts_at, ends_at) AS reach, mm, excluded, goes_on
FROM pieces JOIN stage_stations AS station USING (station_id)
WHERE fresh AND ends_at > first_start AND starts_at <= last_end
;
-- name: add_going_on
INSERT INTO rain_pieces (space, station_id, starts_at, ends_at, reach, mm, excluded, known_at)
SELECT (SELECT current_space()), station_id, starts_at, ends_at, reach, mm, excluded, :known_at FROM {going_on}
;
-- name: roll_up_going_on_hours
INSERT INTO rain_hours AS held (starts_at, station_id, mm, seconds, excluded_s, first_at, until_at, last_at, known_at)
SELECT rain_hour(starts_at), station_id, {sums}, :known_at
FROM {going_on} AND reach = 0 GROUP BY 1, 2
ON CONFLICT (space, starts_at, station_id) DO UPDATE SET {added}
;
-- name: roll_up_going_on_days
INSERT INTO rain_days AS held (starts_at, station_id, mm, seconds, excluded_s, first_at, until_at, last_at, known_at)
SELECT rain_day(starts_at), station_id, {sums}, :known_at
FROM {going_on} AND reach <= 1 GROUP BY 1, 2
ON CONFLICT (space, starts_at, station_id) DO UPDATE SET {added}
;
-- name: change
-- Pieces of the other stations that are no longer right.
CREATE TEMPORARY TABLE stage_changed ON COMMIT DROP AS
SELECT piece.station_id, piece.starts_at, piece.ends_at, piece.reach, true AS gone
FROM stage_stations AS station JOIN rain_pieces AS piece USING (station_id)
WHERE NOT goes_on AND superseded_at IS NULL
  AND ends_at > first_start AND starts_at <= last_end
  AND ends_at > CAST(:first_start AS timestamptz) - interval '4 days'
  AND NOT EXISTS (
    SELECT FROM stage_pieces AS fresh
    WHERE fresh.station_id = piece.station_id AND fresh.starts_at = piece.starts_at
      AND fresh.ends_at = piece.ends_at AND fresh.mm IS NOT DISTINCT FROM piece.mm
      AND fresh.excluded = piece.excluded)
;
-- name: drop_unseen
-- What was never to be seen, because it becomes known at the same time as what replaces it, goes.
DELETE FROM rain_pieces AS piece USING stage_changed AS changed
WHERE piece.station_id = changed.station_id AND piece.ends_at = changed.ends_at
  AND piece.starts_at = changed.starts_at AND piece.superseded_at IS NULL AND piece.known_at >= :known_at
  AND piece.ends_at > CAST(:first_start AS timestamptz) - interval '4 days'
;
-- name: supersede
-- What was known until now keeps standing for that time.
UPDATE rain_pieces AS piece SET superseded_at = :known_at FROM stage_changed AS changed
WHERE piece.station_id = changed.station_id AND piece.ends_at = changed.ends_at
  AND piece.starts_at = changed.starts_at AND piece.superseded_at IS NULL
  AND piece.ends_at > CAST(:first_start AS timestamptz) - interval '4 days'
;
-- name: add_changed
WITH fresh AS (
  SELECT station_id, starts_at, ends_at, reach, mm, excluded FROM stage_pieces AS fresh
  WHERE NOT goes_on AND NOT EXISTS (
    SELECT FROM rain_pieces AS piece
    WHERE piece.superseded_at IS NULL AND piece.station_id = fresh.station_id
      AND piece.starts_at = fresh.starts_at AND piece.ends_at = fresh.ends_at)
), added AS (
  INSERT INTO rain_pieces (station_id, starts_at, ends_at, reach, mm, excluded, known_at)
  SELECT station_id, starts_at, ends_at, reach, mm, excluded, :known_at FROM fresh
)
INSERT INTO stage_changed (station_id, starts_at, ends_at, reach, gone)
SELECT station_id, starts_at, ends_at, reach, false FROM fresh
;
-- name: clear_hours
DELETE FROM rain_hours AS held
USING (SELECT DISTINCT station_id, rain_hour(starts_at) AS starts_at FROM stage_changed WHERE reach = 0) AS changed
WHERE held.station_id = changed.station_id AND held.starts_at = changed.starts_at
;
-- name: roll_up_hours
INSERT INTO rain_hours (starts_at, station_id, mm, seconds, excluded_s, first_at, until_at, last_at, known_at)
SELECT starts_at, station_id, rolled.*
FROM (SELECT DISTINCT station_id, rain_hour(starts_at) AS starts_at, rain_hour(starts_at) + interval '1 hour' AS until
      FROM stage_changed WHERE reach = 0) AS hours
CROSS JOIN LATERAL (
  SELECT {current}, max(greatest(known_at, superseded_at)) AS known_at
  FROM rain_pieces AS piece
  WHERE piece.station_id = hours.station_id AND piece.reach = 0
    AND piece.ends_at > hours.starts_at AND piece.ends_at <= hours.until
) AS rolled
WHERE rolled.known_at IS NOT NULL
;
-- name: clear_days
DELETE FROM rain_days AS held
USING (SELECT DISTINCT station_id, rain_day(starts_at) AS starts_at FROM stage_changed WHERE reach <= 1) AS changed
WHERE held.station_id = changed.station_id AND held.starts_at = changed.starts_at
;
-- name: roll_up_days
INSERT INTO rain_days (starts_at, station_id, mm, seconds, excluded_s, first_at, until_at, last_at, known_at)
SELECT starts_at, station_id, rolled.*
FROM (SELECT DISTINCT station_id, rain_day(starts_at) AS starts_at, rain_day(starts_at) + interval '1 day' AS until
      FROM stage_changed WHERE reach <= 1) AS days
CROSS JOIN LATERAL (
  SELECT {current}, max(greatest(known_at, superseded_at)) AS known_at
  FROM rain_pieces AS piece
  WHERE piece.station_id = days.station_id AND piece.reach <= 1
    AND piece.ends_at > days.starts_at AND piece.ends_at <= days.until
) AS rolled
WHERE rolled.known_at IS NOT NULL
;
