-- Mean rain per hour over the gauges of provinces, from :from_at to :to_at, as known at :known_at.
-- Binds: :from_at, :to_at, :known_at (timestamptz), :provinces (text[] or null for all).
-- A piece longer than an hour is spread evenly over its hours: a silhouette, no measurement of single hours.
-- An hour's mean is over the gauges that know at least half of it.
WITH held AS (
  SELECT observations.station_id, variable, starts_at, ends_at, value
  FROM observations
  JOIN stations ON stations.id = observations.station_id
  WHERE variable IN ('rain', 'rain_total')
    AND ends_at > CAST(:from_at AS timestamptz) - interval '1 day' AND ends_at <= CAST(:to_at AS timestamptz)
    AND known_at <= CAST(:known_at AS timestamptz)
    AND (CAST(:provinces AS text[]) IS NULL OR stations.province_code = ANY (CAST(:provinces AS text[])))
), differenced AS (
  SELECT station_id, coalesce(lag(ends_at) OVER readings, starts_at) AS starts_at, ends_at,
         value - coalesce(lag(value) OVER readings, 0) AS mm
  FROM held WHERE variable = 'rain_total'
  WINDOW readings AS (PARTITION BY station_id, starts_at ORDER BY ends_at)
), pieces AS (
  SELECT station_id, starts_at, ends_at, value AS mm FROM held WHERE variable = 'rain'
  UNION ALL
  SELECT station_id, starts_at, ends_at, greatest(mm, 0) FROM differenced WHERE mm > -0.05
), spread AS (
  SELECT station_id, hour,
         sum(mm * extract(epoch FROM least(ends_at, hour + interval '1 hour') - greatest(starts_at, hour))
             / extract(epoch FROM ends_at - starts_at)) AS mm,
         sum(extract(epoch FROM least(ends_at, hour + interval '1 hour') - greatest(starts_at, hour))) AS seconds
  FROM pieces
  CROSS JOIN LATERAL generate_series(
    date_trunc('hour', greatest(starts_at, CAST(:from_at AS timestamptz))),
    ends_at - interval '1 microsecond', interval '1 hour') AS hour
  GROUP BY station_id, hour
), hourly AS (
  SELECT hour, avg(mm) AS mean_mm, max(mm) AS max_mm, count(*) AS gauges FROM spread WHERE seconds >= 1800 GROUP BY hour
)
SELECT hours.hour AS starts_at, hours.hour + interval '1 hour' AS ends_at,
       CAST(mean_mm AS double precision) AS mean_mm, CAST(max_mm AS double precision) AS max_mm,
       coalesce(gauges, 0) AS gauges
FROM generate_series(date_trunc('hour', CAST(:from_at AS timestamptz)),
                     CAST(:to_at AS timestamptz) - interval '1 microsecond', interval '1 hour') AS hours (hour)
LEFT JOIN hourly USING (hour)
ORDER BY hours.hour
