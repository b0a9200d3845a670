-- Rain per commune that has a gauge, over its own gauges; {sums} is sums.sql. Same binds. Of a gauge that is known
-- under two ids the second does not count again.
SELECT commune_code,
       avg(mm) AS mean_mm, max(mm) AS max_mm, count(mm) AS gauges,
       CAST(round(extract(epoch FROM CAST(:at AS timestamptz) - max(last_at)) / 60) AS integer) AS age_minutes,
       avg(covered) FILTER (WHERE mm IS NOT NULL) AS covered,
       avg(apportioned) FILTER (WHERE mm IS NOT NULL) AS apportioned,
       avg(excluded) AS excluded,
       min(starts_at) AS starts_at, max(ends_at) AS ends_at
FROM ({sums}) AS gauge
WHERE commune_code IS NOT NULL AND duplicate_of IS NULL
GROUP BY commune_code
