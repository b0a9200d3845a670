"""Rain pieces by month with hourly and daily roll-ups, quality flags, the history of stations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import protect_spaced

revision = "hydromet_observing"
down_revision = "hydromet_feeds"
branch_labels = None
depends_on = None

# Days of rain end at 19:00 local time, which is 12:00 UTC: the zone has had no summer time since 1975.
_BUCKETS = """
CREATE FUNCTION rain_hour(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_bin('1 hour', moment, '2000-01-01 12:00+00');
CREATE FUNCTION rain_day(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN date_bin('1 day', moment, '2000-01-01 12:00+00');
CREATE FUNCTION rain_reach(starts timestamptz, ends timestamptz) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN ends <= date_bin('1 hour', starts, '2000-01-01 12:00+00') + interval '1 hour' THEN 0
            WHEN ends <= date_bin('1 day', starts, '2000-01-01 12:00+00') + interval '1 day' THEN 1
            ELSE 2 END;
"""

_MONTHS = """
CREATE OR REPLACE FUNCTION ensure_observations_month(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = geoops, extensions, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  suffix text := to_char(first, 'YYYY_MM');
  parent text;
BEGIN
  IF to_regclass('geoops.observations_' || suffix) IS NOT NULL
     AND to_regclass('geoops.rain_pieces_' || suffix) IS NOT NULL THEN
    RETURN;
  END IF;
  IF first < date '1950-01-01' OR first > (now() + interval '1 month')::date THEN
    RAISE EXCEPTION 'no partition for %', first;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('observations_month', 0));
  FOREACH parent IN ARRAY ARRAY['observations', 'rain_pieces'] LOOP
    IF to_regclass('geoops.' || parent || '_' || suffix) IS NULL THEN
      EXECUTE format('CREATE TABLE geoops.%I (LIKE geoops.%I INCLUDING ALL)', parent || '_' || suffix, parent);
      EXECUTE format(
        'ALTER TABLE geoops.%I ATTACH PARTITION geoops.%I FOR VALUES FROM (%L) TO (%L)',
        parent, parent || '_' || suffix,
        (first::timestamp AT TIME ZONE 'UTC')::text, ((first + interval '1 month') AT TIME ZONE 'UTC')::text);
    END IF;
  END LOOP;
END $$;
"""

_MONTHS_BEFORE = """
CREATE OR REPLACE FUNCTION ensure_observations_month(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = geoops, extensions, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  child text := 'observations_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass('geoops.' || child) IS NOT NULL THEN
    RETURN;
  END IF;
  IF first < date '1950-01-01' OR first > (now() + interval '1 month')::date THEN
    RAISE EXCEPTION 'no partition for %', first;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('observations_month', 0));
  IF to_regclass('geoops.' || child) IS NOT NULL THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE geoops.%I (LIKE geoops.observations INCLUDING ALL)', child);
  EXECUTE format(
    'ALTER TABLE geoops.observations ATTACH PARTITION geoops.%I FOR VALUES FROM (%L) TO (%L)',
    child, (first::timestamp AT TIME ZONE 'UTC')::text, ((first + interval '1 month') AT TIME ZONE 'UTC')::text);
END $$;
"""

_MOVE_PIECES = """
SELECT ensure_observations_month(month) FROM (
  SELECT DISTINCT date_trunc('month', ends_at AT TIME ZONE 'UTC')::date AS month FROM rain_pieces_before
) AS months;
INSERT INTO rain_pieces (space, station_id, starts_at, ends_at, reach, mm, excluded, known_at, superseded_at)
SELECT space, station_id, starts_at, ends_at, rain_reach(starts_at, ends_at), mm, false, known_at, superseded_at
FROM rain_pieces_before;
DROP TABLE rain_pieces_before;
"""

_ROLL_UP = """
INSERT INTO {table} (space, starts_at, station_id, mm, seconds, excluded_s, first_at, until_at, last_at, known_at)
SELECT space, {bucket}(starts_at), station_id,
       sum(mm) FILTER (WHERE superseded_at IS NULL),
       coalesce(sum(date_part('epoch', ends_at - starts_at)) FILTER (WHERE mm IS NOT NULL AND superseded_at IS NULL), 0),
       0,
       min(starts_at) FILTER (WHERE mm IS NOT NULL AND superseded_at IS NULL),
       max(ends_at) FILTER (WHERE mm IS NOT NULL AND superseded_at IS NULL),
       max(ends_at) FILTER (WHERE superseded_at IS NULL),
       max(greatest(known_at, superseded_at))
FROM rain_pieces WHERE reach <= {reach} GROUP BY 1, 2, 3;
"""


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    here, known, none = sa.text("current_space()"), sa.text("space_now()"), sa.text("'{}'")

    def station() -> sa.Column[str]:
        return sa.Column("station_id", sa.String(collation="C"), nullable=False)

    # A series is read by its ends: with these before the starts, the key alone gives it in order.
    op.execute("ALTER TABLE observations DROP CONSTRAINT pk_observations")
    op.execute(
        "ALTER TABLE observations ADD CONSTRAINT pk_observations"
        " PRIMARY KEY (space, station_id, variable, ends_at, starts_at)"
    )
    for table in ("observations", "observation_revisions"):
        op.add_column(table, sa.Column("given_value", sa.Float))
        op.add_column(table, sa.Column("given_unit", sa.String))

    op.create_table(
        "observation_flags",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("space", sa.String, nullable=False, server_default=here),
        station(),
        sa.Column("variable", sa.String(collation="C"), nullable=False),
        sa.Column("starts_at", time, nullable=False),
        sa.Column("ends_at", time, nullable=False),
        sa.Column("flag", sa.String, nullable=False),
        sa.Column("known_at", time, nullable=False, server_default=known),
        sa.Column("superseded_at", time),
        sa.Index("ix_observation_flags_key", "space", "station_id", "variable", "ends_at"),
        sa.Index(
            "uq_observation_flags_current",
            "space",
            "station_id",
            "variable",
            "starts_at",
            "ends_at",
            "flag",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL"),
        ),
    )

    for name, kind in (
        ("elevation_m", sa.Float()),
        ("river", sa.String()),
        ("duplicate_of", sa.String(collation="C")),
        ("alarm_1_m", sa.Float()),
        ("alarm_2_m", sa.Float()),
        ("alarm_3_m", sa.Float()),
        ("alarm_source", sa.String()),
        ("full_level_m", sa.Float()),
        ("flood_level_m", sa.Float()),
        ("last_rain_at", time),
    ):
        op.add_column("stations", sa.Column(name, kind))
    op.add_column("stations", sa.Column("flags", ARRAY(sa.String), nullable=False, server_default=none))
    # When each station was last heard is written with every batch: room on the page keeps that out of the indexes.
    op.execute("ALTER TABLE stations SET (fillfactor = 60)")
    op.execute(
        "UPDATE stations SET last_rain_at = newest.ends_at FROM ("
        " SELECT space, station_id, max(ends_at) AS ends_at FROM observations"
        " WHERE variable IN ('rain', 'rain_total') GROUP BY 1, 2) AS newest"
        " WHERE stations.space = newest.space AND stations.id = newest.station_id"
    )
    op.create_table(
        "station_history",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("space", sa.String, sa.ForeignKey("spaces.name"), nullable=False, server_default=here),
        station(),
        sa.Column("known_at", time, nullable=False, server_default=known),
        sa.Column("actor", sa.String, nullable=False, server_default=sa.text("current_actor()")),
        sa.Column("field", sa.String, nullable=False),
        sa.Column("before", JSONB, nullable=True),
        sa.Column("after", JSONB),
        sa.Index("ix_station_history_station", "space", "station_id", "known_at"),
    )

    op.execute(_BUCKETS)
    op.execute("DROP INDEX ix_rain_pieces_space_ends_at, uq_rain_pieces_current")
    op.execute("ALTER TABLE rain_pieces RENAME TO rain_pieces_before")
    op.create_table(
        "rain_pieces",
        sa.Column("space", sa.String, nullable=False, server_default=here),
        station(),
        sa.Column("starts_at", time, nullable=False),
        sa.Column("ends_at", time, nullable=False),
        sa.Column("reach", sa.SmallInteger, nullable=False),
        sa.Column("mm", sa.Float),
        sa.Column("excluded", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("known_at", time, nullable=False),
        sa.Column("superseded_at", time),
        sa.Index("ix_rain_pieces_space_reach_ends_at", "space", "reach", "ends_at"),
        sa.Index("ix_rain_pieces_space_station_ends_at", "space", "station_id", "ends_at"),
        postgresql_partition_by="RANGE (ends_at)",
    )
    op.execute(_MONTHS)
    op.execute(_MOVE_PIECES)
    for table, bucket, reach in (("rain_hours", "rain_hour", 0), ("rain_days", "rain_day", 1)):
        op.create_table(
            table,
            sa.Column("space", sa.String, primary_key=True, server_default=here),
            sa.Column("starts_at", time, primary_key=True),
            sa.Column("station_id", sa.String(collation="C"), primary_key=True),
            sa.Column("mm", sa.Float),
            sa.Column("seconds", sa.Float, nullable=False),
            sa.Column("excluded_s", sa.Float, nullable=False),
            sa.Column("first_at", time),
            sa.Column("until_at", time),
            sa.Column("last_at", time),
            sa.Column("known_at", time, nullable=False),
            sa.Index(f"ix_{table}_space_station_starts_at", "space", "station_id", "starts_at"),
        )
        op.execute(f"ALTER TABLE {table} SET (fillfactor = 80)")
        op.execute(_ROLL_UP.format(table=table, bucket=bucket, reach=reach))
    for table in ("observation_flags", "station_history", "rain_pieces", "rain_hours", "rain_days"):
        protect_spaced(table)


def downgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.drop_table("rain_days")
    op.drop_table("rain_hours")
    op.drop_table("station_history")
    op.drop_table("observation_flags")
    op.drop_table("rain_pieces")
    op.create_table(
        "rain_pieces",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("space", sa.String, nullable=False, server_default=sa.text("current_space()")),
        sa.Column("station_id", sa.String(collation="C"), nullable=False),
        sa.Column("starts_at", time, nullable=False),
        sa.Column("ends_at", time, nullable=False),
        sa.Column("mm", sa.Float),
        sa.Column("known_at", time, nullable=False),
        sa.Column("superseded_at", time),
        sa.Index("ix_rain_pieces_space_ends_at", "space", "ends_at"),
        sa.Index(
            "uq_rain_pieces_current",
            "space",
            "station_id",
            "starts_at",
            "ends_at",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL"),
        ),
    )
    protect_spaced("rain_pieces")
    op.execute(_MONTHS_BEFORE)
    op.execute(
        "DROP FUNCTION rain_reach(timestamptz, timestamptz), rain_day(timestamptz), rain_hour(timestamptz)"
    )
    op.execute("ALTER TABLE stations RESET (fillfactor)")
    for name in (
        "elevation_m",
        "river",
        "duplicate_of",
        "alarm_1_m",
        "alarm_2_m",
        "alarm_3_m",
        "alarm_source",
        "full_level_m",
        "flood_level_m",
        "last_rain_at",
        "flags",
    ):
        op.drop_column("stations", name)
    for table in ("observations", "observation_revisions"):
        op.drop_column(table, "given_unit")
        op.drop_column(table, "given_value")
    op.execute("ALTER TABLE observations DROP CONSTRAINT pk_observations")
    op.execute(
        "ALTER TABLE observations ADD CONSTRAINT pk_observations"
        " PRIMARY KEY (space, station_id, variable, starts_at, ends_at)"
    )
