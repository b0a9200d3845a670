-- Rain per gauge over (:at - :hours hours, :at], as known at :known_at.
-- Binds: :at, :known_at (timestamptz), :hours (integer). {only} narrows the stations.
-- Gives station_id, commune_code, province_code, mm (null where nothing is known), covered, apportioned (shares of
-- the window), starts_at, ends_at (of what is known), last_at (of the newest reading).
-- The model is described in docs/decisions/0020-hydromet.md. A piece that begins before the window counts with the
-- even share that lies inside, if that is at least half of it.
SELECT summed.station_id, stations.commune_code, stations.province_code,
       mm,
       least(1, coalesce(seconds, 0) / (CAST(:hours AS integer) * 3600)) AS covered,
       least(1, coalesce(apportioned_seconds, 0) / (CAST(:hours AS integer) * 3600)) AS apportioned,
       summed.starts_at, summed.ends_at, summed.last_at
FROM (
  SELECT station_id,
         sum(mm * CASE WHEN starts_at >= from_at THEN 1 ELSE inside / whole END) FILTER (WHERE counts) AS mm,
         sum(inside) FILTER (WHERE counts) AS seconds,
         sum(inside) FILTER (WHERE counts AND starts_at < from_at) AS apportioned_seconds,
         min(greatest(starts_at, from_at)) FILTER (WHERE counts) AS starts_at,
         max(ends_at) FILTER (WHERE counts) AS ends_at,
         max(ends_at) AS last_at
  FROM (
    SELECT station_id, starts_at, ends_at, from_at, mm,
           date_part('epoch', ends_at - greatest(starts_at, from_at)) AS inside,
           date_part('epoch', ends_at - starts_at) AS whole,
           mm IS NOT NULL AND ends_at > from_at AND ends_at - from_at >= from_at - starts_at AS counts
    FROM (
      SELECT station_id, starts_at, ends_at, mm,
             CAST(:at AS timestamptz) - make_interval(hours => CAST(:hours AS integer)) AS from_at
      FROM rain_pieces
      WHERE ends_at > CAST(:at AS timestamptz) - make_interval(hours => CAST(:hours AS integer) + 24)
        AND ends_at <= CAST(:at AS timestamptz)
        AND known_at <= CAST(:known_at AS timestamptz)
        AND (superseded_at IS NULL OR superseded_at > CAST(:known_at AS timestamptz)){only}
    ) AS piece
  ) AS measured
  GROUP BY station_id
) AS summed
JOIN stations ON stations.id = summed.station_id
