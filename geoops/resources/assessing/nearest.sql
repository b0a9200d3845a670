-- Ready ones of :kinds (each counts :each towards :need) outside the commune :away_from, the nearest to (:lon, :lat) first, by distance on the ellipsoid.
-- Only from communes that have more of :need than they need themselves; one in no danger needs nothing.
-- Gives resource_id, commune_code, kind, name, quantity, amount (in the unit of the need), spare (what the commune has
-- beyond its own demand, null: all of it), lon, lat, placed (whether somebody has said where it stands), metres,
-- counted_at. The index is walked outwards, so that the rows beyond :limit are never looked at.
SELECT found.* FROM unnest(CAST(:kinds AS text[]), CAST(:each AS float8[])) AS asked(kind, each)
CROSS JOIN LATERAL (
SELECT r.id AS resource_id, r.commune_code, r.kind, r.name, left_.quantity,
       left_.quantity * asked.each AS amount, CAST(own.surplus ->> :need AS float8) AS spare,
       ST_X(r.near) AS lon, ST_Y(r.near) AS lat, r.geom IS NOT NULL AS placed, latest.counted_at, r.demo,
       ST_Distance(CAST(r.near AS geography),
                   CAST(ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) AS geography)) AS metres
FROM resources AS r
CROSS JOIN LATERAL (
  SELECT c.quantity, c.state, c.counted_at FROM resource_counts AS c
  WHERE c.space = r.space AND c.resource_id = r.id
    AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
  ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
) AS latest
CROSS JOIN LATERAL (  -- what a dispatch holds, or used up since the count, is not there to be given
  SELECT latest.quantity - coalesce(sum(
    CASE WHEN d.state = ANY (CAST(:holds AS text[])) THEN d.amount
         WHEN d.state = 'back' AND d.ended_at > latest.counted_at THEN d.amount - coalesce(d.returned, d.amount) END
  ), 0) AS quantity
  FROM dispatches AS d WHERE d.space = r.space AND d.resource_id = r.id
) AS left_
LEFT JOIN LATERAL (  -- looked up row by row, whatever is known of the table: right after a pass nothing is
  SELECT s.id, s.surplus FROM commune_readiness AS s
  WHERE s.space = r.space AND s.commune_code = r.commune_code AND s.ends_at = 'infinity' LIMIT 1
) AS own ON true
WHERE r.space = (SELECT current_space()) AND r.kind = asked.kind AND r.commune_code <> :away_from
  AND r.known_at <= CAST(:known_at AS timestamptz) AND r.near IS NOT NULL
  AND latest.state = 'ready' AND latest.counted_at >= CAST(:fresh_from AS timestamptz) AND left_.quantity > 0
  AND (r.expires_on IS NULL OR r.expires_on >= CAST(:today AS date))
  AND (own.id IS NULL OR CAST(own.surplus ->> :need AS float8) > 0)
ORDER BY CAST(r.near AS geography) <-> CAST(ST_SetSRID(ST_MakePoint(:lon, :lat), 4326) AS geography)
LIMIT :limit
) AS found
ORDER BY found.metres LIMIT :limit
