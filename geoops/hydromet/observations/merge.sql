-- look
-- Whether some stations are not in this space or not in the caller's scope; and whether anything staged may be held
-- already: it may where a station has a value that is as new.
SELECT (
  SELECT count(*) FROM stations WHERE id = ANY (CAST(:ids AS text[]))
    AND ((SELECT scope_is_nation()) OR commune_code = ANY ((SELECT scope_communes())::text[]))
) < cardinality(CAST(:ids AS text[])) AS strangers, EXISTS (
  SELECT FROM (SELECT station_id, min(ends_at) AS first_end FROM stage_observations GROUP BY station_id) AS staged
  JOIN stations ON stations.id = staged.station_id AND last_seen_at >= first_end
) AS meets_held
;
-- unknown_stations
WITH gone AS (
  DELETE FROM stage_observations AS staged
  WHERE NOT EXISTS (
    SELECT FROM stations WHERE stations.id = staged.station_id
      AND ((SELECT scope_is_nation()) OR stations.commune_code = ANY ((SELECT scope_communes())::text[])))
  RETURNING staged.row
)
SELECT row FROM gone ORDER BY row
;
-- conflicts
WITH doubled AS (
  SELECT station_id, variable, starts_at, ends_at FROM stage_observations
  GROUP BY station_id, variable, starts_at, ends_at
  HAVING count(*) > 1 AND min(value) <> max(value)
), gone AS (
  DELETE FROM stage_observations AS staged USING doubled
  WHERE (staged.station_id, staged.variable, staged.starts_at, staged.ends_at)
      = (doubled.station_id, doubled.variable, doubled.starts_at, doubled.ends_at)
  RETURNING staged.row
)
SELECT row FROM gone ORDER BY row
;
-- repeats
WITH gone AS (
  DELETE FROM stage_observations AS staged USING stage_observations AS first
  WHERE (staged.station_id, staged.variable, staged.starts_at, staged.ends_at)
      = (first.station_id, first.variable, first.starts_at, first.ends_at)
    AND (staged.row, staged.ctid) > (first.row, first.ctid) -- messages taken together may number their rows alike
  RETURNING staged.row
)
SELECT count(*) FROM gone
;
-- correct
WITH hit AS (
  SELECT held.*, staged.value AS new_value, staged.unit AS new_unit, staged.flags AS new_flags,
         staged.given_value AS new_given_value, staged.given_unit AS new_given_unit
  FROM stage_observations AS staged
  JOIN observations AS held USING (station_id, variable, starts_at, ends_at)
  WHERE held.ends_at BETWEEN :first_end AND :last_end
    AND (held.value <> staged.value OR held.flags <> staged.flags)
), kept AS (
  INSERT INTO observation_revisions
    (station_id, variable, starts_at, ends_at, value, unit, flags, source, known_at, superseded_at, given_value,
     given_unit)
  SELECT station_id, variable, starts_at, ends_at, value, unit, flags, source, known_at, :known_at, given_value,
         given_unit
  FROM hit
)
UPDATE observations AS held
SET value = hit.new_value, unit = hit.new_unit, flags = hit.new_flags, source = :source, known_at = :known_at,
    given_value = hit.new_given_value, given_unit = hit.new_given_unit
FROM hit
WHERE held.space = hit.space AND held.station_id = hit.station_id AND held.variable = hit.variable
  AND held.starts_at = hit.starts_at AND held.ends_at = hit.ends_at
  AND held.ends_at BETWEEN :first_end AND :last_end
;
-- add
INSERT INTO observations
  (space, station_id, variable, starts_at, ends_at, value, unit, flags, source, known_at, given_value, given_unit)
SELECT (SELECT current_space()), station_id, variable, starts_at, ends_at, value, unit, flags, :source, :known_at,
       given_value, given_unit
FROM stage_observations{conflict}
;
-- last_seen
UPDATE stations
SET last_seen_at = greatest(last_seen_at, newest.ends_at), last_rain_at = greatest(last_rain_at, newest.rain_at)
FROM (
  SELECT station_id, max(ends_at) AS ends_at,
         max(ends_at) FILTER (WHERE variable IN ('rain', 'rain_total')) AS rain_at
  FROM stage_observations GROUP BY station_id) AS newest
WHERE stations.id = newest.station_id
  AND (last_seen_at IS NULL OR last_seen_at < newest.ends_at OR last_rain_at IS NULL OR last_rain_at < newest.rain_at)
;
