"""Stations, observations by month with their revisions, feed runs, warnings."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import protect_spaced

revision = "hydromet"
down_revision = "communes"
branch_labels = None
depends_on = None

# The application owns no table, so it asks this function for a new month. Making the table first and attaching it
# then takes a lock on the parent that readers and writers do not wait for.
_MONTHS = """
CREATE FUNCTION ensure_observations_month(month date) RETURNS void
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
REVOKE ALL ON FUNCTION ensure_observations_month(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_observations_month(date) TO geoops_app;
"""


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    here, known, none = sa.text("current_space()"), sa.text("space_now()"), sa.text("'{}'")

    def space(*, key: bool) -> sa.Column[str]:
        return sa.Column(
            "space",
            sa.String,
            sa.ForeignKey("spaces.name"),
            nullable=False,
            primary_key=key,
            server_default=here,
        )

    op.create_table(
        "stations",
        space(key=True),
        sa.Column("id", sa.String(collation="C"), primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("geom", Geometry("POINT", 4326, spatial_index=False, nullable=False), nullable=False),
        sa.Column(
            "geom_3857",
            Geometry("POINT", 3857, spatial_index=False, nullable=False),
            sa.Computed("ST_Transform(geom, 3857)", persisted=True),
            nullable=False,
        ),
        sa.Column("commune_code", sa.String),
        sa.Column("province_code", sa.String),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("rhythm_s", sa.Integer),
        sa.Column("first_seen_at", time, nullable=False),
        sa.Column("last_seen_at", time),
        sa.Column("successor_id", sa.String),
        sa.Index("ix_stations_commune_code", "commune_code"),
        sa.Index("ix_stations_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    op.create_table(
        "observations",
        sa.Column("space", sa.String, primary_key=True, server_default=here),
        sa.Column("station_id", sa.String(collation="C"), primary_key=True),
        sa.Column("variable", sa.String(collation="C"), primary_key=True),
        sa.Column("starts_at", time, primary_key=True),
        sa.Column("ends_at", time, primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("flags", ARRAY(sa.String), nullable=False, server_default=none),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("known_at", time, nullable=False, server_default=known),
        sa.Index("ix_observations_space_variable_ends_at", "space", "variable", "ends_at"),
        postgresql_partition_by="RANGE (ends_at)",
    )
    op.execute(_MONTHS)
    op.create_table(
        "observation_revisions",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        space(key=False),
        sa.Column("station_id", sa.String(collation="C"), nullable=False),
        sa.Column("variable", sa.String(collation="C"), nullable=False),
        sa.Column("starts_at", time, nullable=False),
        sa.Column("ends_at", time, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("flags", ARRAY(sa.String), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("known_at", time, nullable=False),
        sa.Column("superseded_at", time, nullable=False),
        sa.Index("ix_observation_revisions_space_variable_ends_at", "space", "variable", "ends_at"),
    )
    op.create_table(
        "rain_pieces",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("space", sa.String, nullable=False, server_default=here),
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
    op.create_table(
        "feed_runs",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        space(key=False),
        sa.Column("feed", sa.String, nullable=False),
        sa.Column("started_at", time, nullable=False, server_default=known),
        sa.Column("finished_at", time),
        sa.Column("took_s", sa.Float),
        sa.Column("fetched_bytes", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        *(
            sa.Column(name, sa.Integer, nullable=False, server_default=sa.text("0"))
            for name in ("decoded", "new", "changed", "unchanged")
        ),
        sa.Column("refused", JSONB, nullable=False, server_default=sa.text("'[]'")),
        sa.Column("refused_count", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("error", JSONB),
        sa.Index("ix_feed_runs_space_feed_started_at", "space", "feed", "started_at"),
    )
    op.create_table(
        "warnings",
        space(key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("known_at", time, primary_key=True, server_default=known),
        sa.Column("superseded_at", time),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("issued_at", time, nullable=False),
        sa.Column("valid_from", time, nullable=False),
        sa.Column("valid_to", time, nullable=False),
        sa.Column("landslide", sa.String),
        sa.Column("flash_flood", sa.String),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("old_commune", sa.String, nullable=False),
        sa.Column("old_district", sa.String),
        sa.Column("lon", sa.Float),
        sa.Column("lat", sa.Float),
        sa.Column("rain_mm", sa.Float),
        sa.Column("rain_observed_mm", sa.Float),
        sa.Column("rain_forecast_mm", sa.Float),
        sa.Column("raw", JSONB, nullable=False),
        sa.Index("ix_warnings_space_valid_from", "space", "valid_from"),
        sa.Index(
            "uq_warnings_current",
            "space",
            "id",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL"),
        ),
    )
    op.create_table(
        "warning_communes",
        space(key=True),
        sa.Column("warning_id", sa.String, primary_key=True),
        sa.Column("known_at", time, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("province", sa.String, primary_key=True),
        sa.Column("commune_code", sa.String),
        sa.Column("matched", sa.String, nullable=False),
        sa.ForeignKeyConstraint(
            ["space", "warning_id", "known_at"],
            ["warnings.space", "warnings.id", "warnings.known_at"],
            name="fk_warning_communes_warning",
            ondelete="CASCADE",
        ),
        sa.Index("ix_warning_communes_commune_code", "commune_code"),
    )
    for table in (
        "stations",
        "observations",
        "observation_revisions",
        "rain_pieces",
        "feed_runs",
        "warnings",
        "warning_communes",
    ):
        protect_spaced(table)


def downgrade() -> None:
    for table in ("warning_communes", "warnings", "feed_runs", "rain_pieces", "observation_revisions"):
        op.drop_table(table)
    op.execute("DROP FUNCTION ensure_observations_month(date)")
    op.drop_table("observations")
    op.drop_table("stations")
