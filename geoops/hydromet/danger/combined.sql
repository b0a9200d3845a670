-- The danger of every commune that anything was said of, at :at as known at :known_at. {warnings} is VALID_SQL, {bulletins}
-- the condition of bulletins in force.
-- Gives commune_code; official_level, official_scale ('risk_level' of an official bulletin, else 'national': the words
-- of the national commune warnings), official_source, official_landslide, official_flash_flood, official_since,
-- official_valid_to, official_known_at (null without a warning in force); reference_level (null where it cannot be
-- told), reference_at_least, reference_rule, reference_hazard, reference_since, reference_value, reasons (codes), said
-- (whether any counting rule spoke); and what is shown: level, kind ('official', 'reference').
-- A rule that only informs (counts = false) is left out. Where one rule tells a level and another cannot, the level
-- stands; where all that is told is "below", one that cannot tell makes the whole unknown.
WITH said AS (
  SELECT commune_code, rule, hazard, level, at_least, reason, since, value
  FROM commune_danger
  WHERE counts
    AND starts_at <= least(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz))
    AND ends_at > least(CAST(:at AS timestamptz), CAST(:known_at AS timestamptz))
), reference AS (
  SELECT commune_code,
         CASE WHEN max(level) > 0 THEN max(level) WHEN bool_or(level IS NULL) THEN NULL ELSE max(level) END AS level,
         bool_or(at_least) AS at_least,
         (array_agg(rule ORDER BY level DESC NULLS LAST, since))[1] AS rule,
         (array_agg(hazard ORDER BY level DESC NULLS LAST, since))[1] AS hazard,
         (array_agg(value ORDER BY level DESC NULLS LAST, since))[1] AS value,
         (array_agg(since ORDER BY level DESC NULLS LAST, since))[1] AS since,
         string_agg(DISTINCT reason, ',') FILTER (WHERE level IS NULL) AS reasons
  FROM said GROUP BY commune_code
), warned AS (
  SELECT area.commune_code, warning.level, warning.source, warning.landslide, warning.flash_flood,
         warning.valid_from, warning.valid_to, warning.known_at, warning.rain_mm
  FROM ({warnings}) AS warning
  JOIN warning_communes AS area ON area.warning_id = warning.id AND area.known_at = warning.known_at
  WHERE area.commune_code IS NOT NULL AND warning.level >= 1
), national AS (
  SELECT commune_code, max(level) AS level,
         (array_agg(source ORDER BY level DESC, valid_from))[1] AS source,
         (array_agg(landslide ORDER BY level DESC) FILTER (WHERE landslide IS NOT NULL))[1] AS landslide,
         (array_agg(flash_flood ORDER BY level DESC) FILTER (WHERE flash_flood IS NOT NULL))[1] AS flash_flood,
         min(valid_from) AS since, max(valid_to) AS valid_to, max(known_at) AS known_at, max(rain_mm) AS rain_mm
  FROM warned GROUP BY commune_code
), bulletin AS (
  SELECT commune_code, max(level) AS level,
         (array_agg(coalesce(sender_name, sender) ORDER BY level DESC, begins_at))[1] AS source,
         min(coalesce(onset_at, begins_at)) AS since, max(expires_at) AS valid_to, max(known_at) AS known_at
  FROM (SELECT unnest(commune_codes) AS commune_code, level, sender, sender_name, begins_at, onset_at, expires_at,
               known_at
        FROM bulletins WHERE official AND level IS NOT NULL AND {bulletins}) AS stated
  GROUP BY commune_code
), official AS (
  SELECT coalesce(bulletin.commune_code, national.commune_code) AS commune_code,
         coalesce(bulletin.level, national.level) AS level,
         CASE WHEN bulletin.level IS NOT NULL THEN 'risk_level' ELSE 'national' END AS scale,
         CASE WHEN bulletin.level IS NOT NULL THEN bulletin.source ELSE national.source END AS source,
         national.landslide, national.flash_flood, national.rain_mm,
         CASE WHEN bulletin.level IS NOT NULL THEN bulletin.since ELSE national.since END AS since,
         CASE WHEN bulletin.level IS NOT NULL THEN bulletin.valid_to ELSE national.valid_to END AS valid_to,
         greatest(bulletin.known_at, national.known_at) AS known_at
  FROM bulletin FULL JOIN national ON national.commune_code = bulletin.commune_code
)
SELECT coalesce(official.commune_code, reference.commune_code) AS commune_code,
       official.level AS official_level, official.scale AS official_scale, official.source AS official_source,
       official.landslide AS official_landslide, official.flash_flood AS official_flash_flood,
       official.since AS official_since, official.valid_to AS official_valid_to,
       official.known_at AS official_known_at, official.rain_mm AS official_rain_mm,
       reference.level AS reference_level, coalesce(reference.at_least, false) AS reference_at_least,
       reference.rule AS reference_rule, reference.hazard AS reference_hazard,
       reference.since AS reference_since, reference.value AS reference_value, reference.reasons,
       reference.commune_code IS NOT NULL AS said,
       coalesce(official.level, reference.level) AS level,
       CASE WHEN official.level IS NOT NULL THEN 'official'
            WHEN reference.level IS NOT NULL THEN 'reference' END AS kind,
       coalesce(official.since, reference.since) AS since
FROM official FULL JOIN reference ON reference.commune_code = official.commune_code
