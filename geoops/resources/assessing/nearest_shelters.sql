-- Shelters with free places outside the commune :away_from, the nearest to (:lon, :lat) first; see nearest.sql.
SELECT s.id AS resource_id, s.commune_code, s.kind, s.name, CAST(s.capacity - latest.occupancy AS float8) AS quantity,
       CAST(s.capacity - latest.occupancy AS float8) AS amount, CAST(own.surplus ->> 'shelter' AS float8) AS spare,
       ST_X(s.geom) AS lon, ST_Y(s.geom) AS lat, true AS placed, latest.counted_at, s.demo,
       ST_Distance(CAST(s.geom AS geography),
                   CAST(ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) AS geography)) AS metres
FROM shelters AS s
CROSS JOIN LATERAL (
  SELECT c.occupancy, c.counted_at FROM shelter_counts AS c
  WHERE c.space = s.space AND c.shelter_id = s.id
    AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
  ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
) AS latest
LEFT JOIN LATERAL (
  SELECT stands.id, stands.surplus FROM commune_readiness AS stands
  WHERE stands.space = s.space AND stands.commune_code = s.commune_code AND stands.ends_at = 'infinity' LIMIT 1
) AS own ON true
WHERE s.space = (SELECT current_space()) AND s.commune_code <> :away_from
  AND s.known_at <= CAST(:known_at AS timestamptz)
  AND latest.occupancy < s.capacity AND latest.counted_at >= CAST(:fresh_from AS timestamptz)
  AND (own.id IS NULL OR CAST(own.surplus ->> 'shelter' AS float8) > 0)
ORDER BY CAST(s.geom AS geography) <-> CAST(ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) AS geography)
LIMIT :limit
