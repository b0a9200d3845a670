-- What stands ready, by commune and need, at :at as known at :known_at, in one pass. :kinds, :needs, :each: which kind
-- serves which need and by how much. :communes null: all that the caller sees.
-- Gives commune_code, need; ready (of counts within their rhythm; null where no such count is there: it is not known),
-- entries, fresh (how many of them are within the rhythm), oldest (the oldest count), housed (people in shelters), demo.
-- A shelter that nobody counted is not known to be free; a seat that cannot be called is not ready.
-- What a dispatch holds, and what it used up since the count, is not there; what it brought to the scene is.
WITH serves AS (
  SELECT * FROM unnest(CAST(:kinds AS text[]), CAST(:needs AS text[]), CAST(:each AS float8[])) AS s(kind, need, each)
), sent AS (
  SELECT d.space, d.resource_id, d.to_commune_code, d.kind, step.state, step.at, step.amount,
         CASE WHEN step.state = 'back' THEN step.amount - coalesce(d.returned, step.amount) END AS gone
  FROM dispatches AS d
  CROSS JOIN LATERAL (
    SELECT s.state, s.at, s.amount FROM dispatch_steps AS s
    WHERE s.space = d.space AND s.dispatch_id = d.id
      AND s.at <= CAST(:at AS timestamptz) AND s.known_at <= CAST(:known_at AS timestamptz)
    ORDER BY s.number DESC LIMIT 1
  ) AS step
  WHERE d.resource_id IS NOT NULL AND d.known_at <= CAST(:known_at AS timestamptz)
), entry AS (
  SELECT r.commune_code, serves.need,
         latest.quantity * serves.each AS amount,
         latest.state = 'ready' AND (r.expires_on IS NULL OR r.expires_on >= CAST(:today AS date)) AS usable,
         latest.counted_at >= CAST(:fresh_from AS timestamptz) AS fresh, latest.counted_at, NULL::float8 AS housed,
         r.demo, true AS counts
  FROM resources AS r
  JOIN serves ON serves.kind = r.kind
  CROSS JOIN LATERAL (
    SELECT c.quantity, c.state, c.counted_at FROM resource_counts AS c
    WHERE c.space = r.space AND c.resource_id = r.id
      AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
    ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
  ) AS latest
  WHERE r.known_at <= CAST(:known_at AS timestamptz)
    AND (CAST(:communes AS text[]) IS NULL OR r.commune_code = ANY (CAST(:communes AS text[])))
  UNION ALL  -- what is not there of it, as far as it was counted; from the few that are out, not from every count
  SELECT r.commune_code, serves.need,
         -least(latest.quantity, sum(CASE WHEN sent.state = ANY (CAST(:holds AS text[])) THEN sent.amount
                                          WHEN sent.at > latest.counted_at THEN sent.gone END)) * serves.each,
         latest.state = 'ready' AND (r.expires_on IS NULL OR r.expires_on >= CAST(:today AS date)),
         latest.counted_at >= CAST(:fresh_from AS timestamptz), latest.counted_at, NULL, r.demo, false
  FROM sent
  JOIN resources AS r ON r.space = sent.space AND r.id = sent.resource_id
  JOIN serves ON serves.kind = r.kind
  CROSS JOIN LATERAL (
    SELECT c.quantity, c.state, c.counted_at FROM resource_counts AS c
    WHERE c.space = r.space AND c.resource_id = r.id
      AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
    ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
  ) AS latest
  WHERE r.known_at <= CAST(:known_at AS timestamptz)
    AND (CAST(:communes AS text[]) IS NULL OR r.commune_code = ANY (CAST(:communes AS text[])))
  GROUP BY r.space, r.id, r.commune_code, r.expires_on, r.demo, serves.need, serves.each,
           latest.quantity, latest.state, latest.counted_at
  HAVING sum(CASE WHEN sent.state = ANY (CAST(:holds AS text[])) THEN sent.amount
                  WHEN sent.at > latest.counted_at THEN sent.gone END) > 0
  UNION ALL
  SELECT s.commune_code, 'shelter', greatest(s.capacity - latest.occupancy, 0), true,
         latest.occupancy IS NOT NULL AND latest.counted_at >= CAST(:fresh_from AS timestamptz), latest.counted_at,
         CASE WHEN latest.counted_at >= CAST(:fresh_from AS timestamptz) THEN latest.occupancy END, s.demo, true
  FROM shelters AS s
  CROSS JOIN LATERAL (
    SELECT c.occupancy, c.counted_at FROM shelter_counts AS c
    WHERE c.space = s.space AND c.shelter_id = s.id
      AND c.counted_at <= CAST(:at AS timestamptz) AND c.known_at <= CAST(:known_at AS timestamptz)
    ORDER BY c.counted_at DESC, c.known_at DESC LIMIT 1
  ) AS latest
  WHERE s.known_at <= CAST(:known_at AS timestamptz)
    AND (CAST(:communes AS text[]) IS NULL OR s.commune_code = ANY (CAST(:communes AS text[])))
  UNION ALL
  SELECT sent.to_commune_code, serves.need, sent.amount * serves.each, true, true, sent.at, NULL, false, true
  FROM sent JOIN serves ON serves.kind = sent.kind
  WHERE sent.state = 'on_the_scene'
    AND (CAST(:communes AS text[]) IS NULL OR sent.to_commune_code = ANY (CAST(:communes AS text[])))
  UNION ALL
  SELECT p.commune_code, 'seats', 1, p.phone IS NOT NULL OR p.demo,
         p.confirmed_at >= CAST(:fresh_from AS timestamptz), p.confirmed_at, NULL, p.demo, true
  FROM command_posts AS p
  WHERE p.known_at <= CAST(:known_at AS timestamptz) AND p.confirmed_at <= CAST(:at AS timestamptz)
    AND (CAST(:communes AS text[]) IS NULL OR p.commune_code = ANY (CAST(:communes AS text[])))
)
SELECT commune_code, need,
       CASE WHEN bool_or(fresh) THEN greatest(coalesce(sum(amount) FILTER (WHERE fresh AND usable), 0), 0) END AS ready,
       count(*) FILTER (WHERE counts) AS entries, count(*) FILTER (WHERE fresh AND counts) AS fresh, min(counted_at) AS oldest,
       coalesce(sum(housed), 0) AS housed, bool_or(demo) AS demo
FROM entry GROUP BY commune_code, need
