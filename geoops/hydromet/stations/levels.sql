-- The newest level of each station and how fast it rises, as known at :known_at. Binds: :at, :known_at (timestamptz).
-- {variable} is the level asked for. The rise is the slope (least squares) of the last three hours before the newest reading, null with fewer
-- than two readings or less than half an hour between them. A level older than a day is none.
SELECT newest.station_id, newest.value AS level_m, newest.ends_at AS level_at, rise_m_per_hour
FROM (
  SELECT DISTINCT ON (station_id) station_id, value, ends_at FROM ({held}) AS held
  WHERE ends_at <= CAST(:at AS timestamptz) AND ends_at > CAST(:at AS timestamptz) - interval '1 day'{only}
  ORDER BY station_id, ends_at DESC
) AS newest
CROSS JOIN LATERAL (
  SELECT CASE WHEN count(*) >= 2 AND max(ends_at) - min(ends_at) >= interval '30 minutes'
              THEN regr_slope(value, date_part('epoch', ends_at) / 3600) END AS rise_m_per_hour
  FROM ({held}) AS held
  WHERE held.station_id = newest.station_id AND held.ends_at <= newest.ends_at
    AND held.ends_at >= newest.ends_at - interval '3 hours'
    AND held.ends_at > CAST(:at AS timestamptz) - interval '27 hours'
    AND held.ends_at <= CAST(:at AS timestamptz)
) AS trend
