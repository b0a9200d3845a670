-- Rain per gauge over (from, :at], as known at :known_at. Binds: :at, :known_at (timestamptz). {from} is the window's
-- start as an expression of :at; {only} narrows the stations.
-- Gives station_id, commune_code, province_code, mm (null where nothing is known), covered, apportioned, excluded
-- (shares of the window), starts_at, ends_at (of what is known), last_at (of the newest reading).
-- The model is described in docs/decisions/0020-hydromet.md, the roll-ups in 0022-observations.md: whole days are read
-- from rain_days, the whole hours around them from rain_hours, and from rain_pieces only what lies in neither. A piece
-- that begins before the window counts with the even share that lies inside, if that is at least half of it. A roll-up
-- that learnt something after :known_at is read from its pieces; the roll-ups are looked through for such ones only
-- where summing them has met one (`late`).
WITH bounds AS MATERIALIZED (
  SELECT from_at, at, hour_from, hour_to, day_from, day_to,
         -- between these two, days tell; between hour_from and them, hours
         least(day_from, at) AS before_days, greatest(day_to, day_from, from_at) AS after_days,
         least(hour_from, at) AS before_hours, greatest(hour_to, hour_from, from_at) AS after_hours,
         date_part('epoch', at - from_at) AS whole
  FROM (
    SELECT from_at, at,
           rain_hour(from_at + interval '1 hour' - interval '1 microsecond') AS hour_from, rain_hour(at) AS hour_to,
           rain_day(from_at + interval '1 day' - interval '1 microsecond') AS day_from, rain_day(at) AS day_to
    FROM (SELECT {from} AS from_at, CAST(:at AS timestamptz) AS at) AS given
  ) AS edges
), rolled AS NOT MATERIALIZED (
  SELECT station_id, starts_at AS bucket, interval '1 day' AS span, 1 AS reach,
         mm, seconds, excluded_s, first_at, until_at, last_at, known_at
  FROM rain_days
  WHERE starts_at >= (SELECT day_from FROM bounds) AND starts_at < (SELECT day_to FROM bounds){only}
  UNION ALL
  SELECT station_id, starts_at, interval '1 hour', 0, mm, seconds, excluded_s, first_at, until_at, last_at, known_at
  FROM rain_hours
  WHERE starts_at >= (SELECT hour_from FROM bounds) AND starts_at < (SELECT least(hour_to, before_days) FROM bounds){only}
  UNION ALL
  SELECT station_id, starts_at, interval '1 hour', 0, mm, seconds, excluded_s, first_at, until_at, last_at, known_at
  FROM rain_hours
  WHERE starts_at >= (SELECT greatest(hour_from, after_days) FROM bounds)
    AND starts_at < (SELECT hour_to FROM bounds){only}
), told AS MATERIALIZED (
  SELECT station_id, known_at > CAST(:known_at AS timestamptz) AS late, sum(mm) AS mm, sum(seconds) AS seconds,
         sum(excluded_s) AS excluded_s, min(first_at) AS first_at, max(until_at) AS until_at, max(last_at) AS last_at
  FROM rolled GROUP BY 1, 2
), pieces AS (
  SELECT station_id, starts_at, ends_at, mm, excluded, known_at, superseded_at FROM rain_pieces
  WHERE reach = 0 AND ends_at > (SELECT from_at FROM bounds) AND ends_at <= (SELECT before_hours FROM bounds){only}
  UNION ALL
  SELECT station_id, starts_at, ends_at, mm, excluded, known_at, superseded_at FROM rain_pieces
  WHERE reach = 0 AND ends_at > (SELECT after_hours FROM bounds) AND ends_at <= (SELECT at FROM bounds){only}
  UNION ALL
  SELECT station_id, starts_at, ends_at, mm, excluded, known_at, superseded_at FROM rain_pieces
  WHERE reach = 1 AND ends_at > (SELECT from_at FROM bounds) AND ends_at <= (SELECT before_days FROM bounds){only}
  UNION ALL
  SELECT station_id, starts_at, ends_at, mm, excluded, known_at, superseded_at FROM rain_pieces
  WHERE reach = 1 AND ends_at > (SELECT after_days FROM bounds) AND ends_at <= (SELECT at FROM bounds){only}
  UNION ALL
  SELECT station_id, starts_at, ends_at, mm, excluded, known_at, superseded_at FROM rain_pieces
  WHERE reach = 2 AND ends_at > (SELECT from_at FROM bounds) AND ends_at <= (SELECT at FROM bounds){only}
  UNION ALL
  SELECT rolled.station_id, piece.starts_at, piece.ends_at, piece.mm, piece.excluded, piece.known_at,
         piece.superseded_at
  FROM rolled JOIN rain_pieces AS piece ON piece.station_id = rolled.station_id AND piece.reach <= rolled.reach
    AND piece.ends_at > rolled.bucket AND piece.ends_at <= rolled.bucket + rolled.span
    AND piece.starts_at >= rolled.bucket
  WHERE rolled.known_at > CAST(:known_at AS timestamptz) AND (SELECT bool_or(late) FROM told)
), parts AS (
  SELECT station_id, mm, seconds, 0::double precision AS apportioned_s, excluded_s, first_at, until_at, last_at
  FROM told WHERE NOT late AND last_at IS NOT NULL -- emptied ones say nothing
  UNION ALL
  SELECT station_id,
         CASE WHEN inside THEN mm * share END,
         CASE WHEN inside AND mm IS NOT NULL THEN seconds * share ELSE 0 END,
         CASE WHEN inside AND mm IS NOT NULL AND share < 1 THEN seconds * share ELSE 0 END,
         CASE WHEN inside AND excluded THEN seconds * share ELSE 0 END,
         CASE WHEN inside AND mm IS NOT NULL THEN greatest(starts_at, from_at) END,
         CASE WHEN inside AND mm IS NOT NULL THEN ends_at END,
         ends_at
  FROM (
    SELECT station_id, starts_at, ends_at, mm, excluded, from_at,
           date_part('epoch', ends_at - starts_at) AS seconds,
           CASE WHEN starts_at >= from_at THEN 1
                ELSE date_part('epoch', ends_at - from_at) / date_part('epoch', ends_at - starts_at) END AS share,
           ends_at - from_at >= from_at - starts_at AS inside
    FROM pieces CROSS JOIN (SELECT from_at FROM bounds) AS bounds
    WHERE known_at <= CAST(:known_at AS timestamptz)
      AND (superseded_at IS NULL OR superseded_at > CAST(:known_at AS timestamptz))
  ) AS cut
), summed AS (
  SELECT station_id, sum(mm) AS mm, sum(seconds) AS seconds, sum(apportioned_s) AS apportioned_s,
         sum(excluded_s) AS excluded_s, min(first_at) AS starts_at, max(until_at) AS ends_at, max(last_at) AS last_at
  FROM parts GROUP BY station_id
)
SELECT station.id AS station_id, station.commune_code, station.province_code, station.duplicate_of, mm,
       least(1, coalesce(seconds, 0) / (SELECT whole FROM bounds)) AS covered,
       least(1, coalesce(apportioned_s, 0) / (SELECT whole FROM bounds)) AS apportioned,
       least(1, coalesce(excluded_s, 0) / (SELECT whole FROM bounds)) AS excluded,
       summed.starts_at, summed.ends_at, coalesce(summed.last_at, before.last_at) AS last_at
FROM (SELECT id, id AS station_id, commune_code, province_code, duplicate_of FROM stations
      WHERE last_rain_at > (SELECT from_at FROM bounds) - interval '1 day'{only_stations}) AS station
LEFT JOIN summed ON summed.station_id = station.id
LEFT JOIN LATERAL (
  -- The age of a gauge that said nothing in the window: its last word in the day before.
  SELECT max(ends_at) AS last_at FROM rain_pieces AS piece
  WHERE summed.station_id IS NULL AND piece.station_id = station.id
    AND piece.ends_at <= (SELECT from_at FROM bounds)
    AND piece.ends_at > (SELECT from_at FROM bounds) - interval '1 day'
    AND known_at <= CAST(:known_at AS timestamptz)
    AND (superseded_at IS NULL OR superseded_at > CAST(:known_at AS timestamptz))
) AS before ON true
WHERE summed.station_id IS NOT NULL OR before.last_at IS NOT NULL
