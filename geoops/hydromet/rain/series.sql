-- Mean rain per hour over the gauges of provinces, from :from_at to :to_at, as known at :known_at.
-- Binds: :from_at, :to_at, :known_at (timestamptz), :provinces (text[] or null for all).
-- A piece longer than an hour is spread evenly over its hours: a silhouette, no measurement of single hours.
-- An hour's mean is over the gauges that know at least half of it.
WITH spread AS (
  SELECT station_id, hour,
         sum(mm * inside / whole) AS mm, sum(inside) AS seconds
  FROM (
    SELECT station_id, hour, mm,
           date_part('epoch', least(ends_at, hour + interval '1 hour') - greatest(starts_at, hour)) AS inside,
           date_part('epoch', ends_at - starts_at) AS whole
    FROM rain_pieces
    CROSS JOIN LATERAL generate_series(
      date_trunc('hour', greatest(starts_at, CAST(:from_at AS timestamptz))),
      ends_at - interval '1 microsecond', interval '1 hour') AS hour
    WHERE mm IS NOT NULL
      AND ends_at > CAST(:from_at AS timestamptz) AND ends_at <= CAST(:to_at AS timestamptz)
      AND known_at <= CAST(:known_at AS timestamptz)
      AND (superseded_at IS NULL OR superseded_at > CAST(:known_at AS timestamptz))
      AND (CAST(:provinces AS text[]) IS NULL OR station_id IN (
        SELECT id FROM stations WHERE province_code = ANY (CAST(:provinces AS text[]))))
  ) AS part
  GROUP BY station_id, hour
), hourly AS (
  SELECT hour, avg(mm) AS mean_mm, max(mm) AS max_mm, count(*) AS gauges FROM spread WHERE seconds >= 1800 GROUP BY hour
)
SELECT hours.hour AS starts_at, hours.hour + interval '1 hour' AS ends_at, mean_mm, max_mm,
       coalesce(gauges, 0) AS gauges
FROM generate_series(date_trunc('hour', CAST(:from_at AS timestamptz)),
                     CAST(:to_at AS timestamptz) - interval '1 microsecond', interval '1 hour') AS hours (hour)
LEFT JOIN hourly USING (hour)
ORDER BY hours.hour
