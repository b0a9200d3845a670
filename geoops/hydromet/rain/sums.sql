-- Rain per gauge over (:at - :hours hours, :at], as known at :known_at.
-- Binds: :at, :known_at (timestamptz), :hours (integer). {only} narrows the stations.
-- Gives station_id, commune_code, province_code, mm (null where nothing is known), covered, apportioned (shares of
-- the window), starts_at, ends_at (of what is known), last_at (of the newest reading).
-- The model is described in docs/decisions/0020-hydromet.md.
-- The binds stand where they are used and not in a CTE, so that the planner knows how much of a month it reads.
WITH held AS (
  SELECT station_id, variable, starts_at, ends_at, value
  FROM observations
  WHERE variable IN ('rain', 'rain_total')
    AND ends_at > CAST(:at AS timestamptz) - make_interval(hours => CAST(:hours AS integer) + 24)
    AND ends_at <= CAST(:at AS timestamptz)
    AND known_at <= CAST(:known_at AS timestamptz){only}
  UNION ALL
  SELECT station_id, variable, starts_at, ends_at, value
  FROM observation_revisions
  WHERE variable IN ('rain', 'rain_total')
    AND ends_at > CAST(:at AS timestamptz) - make_interval(hours => CAST(:hours AS integer) + 24)
    AND ends_at <= CAST(:at AS timestamptz)
    AND known_at <= CAST(:known_at AS timestamptz) AND superseded_at > CAST(:known_at AS timestamptz){only}
), followed AS (
  SELECT station_id, variable, starts_at, ends_at, value,
         lag(ends_at) OVER readings AS before_at, lag(value) OVER readings AS before
  FROM held
  WINDOW readings AS (PARTITION BY station_id, variable, starts_at ORDER BY ends_at)
), amounts AS (
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
), pieces AS (
  SELECT station_id, starts_at, ends_at, mm FROM amounts
  UNION ALL
  -- What a running total gained since the reading before it that has the same start. A total that fell was begun
  -- again at an unknown time: what it gained since that reading is not known, and the piece is left out.
  SELECT station_id, coalesce(before_at, starts_at), ends_at, greatest(value - coalesce(before, 0), 0)
  FROM followed
  WHERE variable = 'rain_total' AND value - coalesce(before, 0) > -0.05
    AND station_id NOT IN (SELECT station_id FROM amounts)
), cut AS (
  -- A piece that begins before the window counts with the even share that lies inside, if that is at least half of it.
  SELECT station_id, greatest(starts_at, from_at) AS starts_at, ends_at, starts_at < from_at AS apportioned,
         extract(epoch FROM ends_at - greatest(starts_at, from_at))::double precision AS seconds,
         extract(epoch FROM ends_at - starts_at)::double precision AS whole, mm
  FROM pieces,
       (SELECT CAST(:at AS timestamptz) - make_interval(hours => CAST(:hours AS integer)) AS from_at) AS window_
  WHERE ends_at > from_at AND ends_at - from_at >= from_at - starts_at
), summed AS (
  SELECT station_id, sum(mm * seconds / whole) AS mm, sum(seconds) AS seconds,
         sum(CASE WHEN apportioned THEN seconds ELSE 0 END) AS apportioned_seconds,
         min(starts_at) AS starts_at, max(ends_at) AS ends_at
  FROM cut GROUP BY station_id
), newest AS (
  SELECT station_id, max(ends_at) AS last_at FROM held GROUP BY station_id
)
SELECT newest.station_id, stations.commune_code, stations.province_code,
       summed.mm,
       least(1, coalesce(summed.seconds, 0) / (CAST(:hours AS integer) * 3600)) AS covered,
       least(1, coalesce(summed.apportioned_seconds, 0) / (CAST(:hours AS integer) * 3600)) AS apportioned,
       summed.starts_at, summed.ends_at, newest.last_at
FROM newest
JOIN stations ON stations.id = newest.station_id
LEFT JOIN summed ON summed.station_id = newest.station_id
