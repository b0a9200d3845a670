"""Communes: units, boundaries, what maps draw of them, what points are looked up in, lineage."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import JSONB

from geoops.migrations.rls import grant_reference

revision = "communes"
down_revision = "hazards"
branch_labels = None
depends_on = None

_TABLES = (
    "boundary_versions",
    "provinces",
    "communes",
    "commune_geometries",
    "commune_bands",
    "province_geometries",
    "province_bands",
    "commune_parts",
    "commune_lineage",
)
_SHAPED = ("commune_geometries", "commune_bands", "province_geometries", "province_bands", "commune_parts")

# A point on a shared edge belongs to the commune with the smaller code, always.
_LOCATE = """
CREATE FUNCTION locate_commune(lon double precision, lat double precision) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE STRICT AS $$
BEGIN
  RETURN (SELECT code FROM commune_parts
          WHERE ST_Intersects(geom, ST_SetSRID(ST_MakePoint(lon, lat), 4326))
          ORDER BY code LIMIT 1);
END $$;
"""


# The application owns no table and may not analyse one; without statistics the first maps are slow.
_ANALYSE = """
CREATE FUNCTION communes_analyse() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = geoops, extensions, pg_temp AS $$
BEGIN
  ANALYZE communes, commune_geometries, commune_bands, province_geometries, province_bands,
          commune_parts, commune_lineage;
END $$;
REVOKE ALL ON FUNCTION communes_analyse() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communes_analyse() TO geoops_app;
"""


def _shape(kind: str, srid: int) -> Geometry:
    return Geometry(kind, srid=srid, spatial_index=False)


def _version() -> sa.ForeignKey:
    return sa.ForeignKey("boundary_versions.id")


def upgrade() -> None:
    _versions_and_units()
    _shapes()
    _lineage()
    for table in _SHAPED:
        # Coordinates do not compress; trying costs half of the load and a part of each tile.
        op.execute(f"ALTER TABLE {table} ALTER COLUMN geom SET STORAGE EXTERNAL")
    for table in _TABLES:
        grant_reference(table)
    op.execute(_LOCATE)
    op.execute(_ANALYSE)


def _versions_and_units() -> None:
    op.create_table(
        "boundary_versions",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("credit", sa.String, nullable=False),
        sa.Column("checksum", sa.String, nullable=False),
        sa.Column("files", JSONB, nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_to", sa.Date),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("units", sa.Integer, nullable=False),
        *(sa.Column(side, sa.Double, nullable=False) for side in ("west", "south", "east", "north")),
        sa.Column("gaps", _shape("MULTIPOLYGON", 4326)),
        sa.CheckConstraint("kind IN ('reference', 'approximate')", name="kind"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
        sa.Index("uq_boundary_versions_active", "active", unique=True, postgresql_where=sa.text("active")),
    )
    op.create_table(
        "provinces",
        sa.Column("code", sa.String(2), primary_key=True),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("full_name_vi", sa.String, nullable=False),
        sa.Column("name_en", sa.String, nullable=False),
    )
    op.create_table(
        "communes",
        sa.Column("code", sa.String(5), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("valid_to", sa.Date),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("full_name_vi", sa.String, nullable=False),
        sa.Column("name_en", sa.String, nullable=False),
        sa.Column("unit_type", sa.String, nullable=False),
        sa.Column("province_code", sa.String(2), sa.ForeignKey("provinces.code"), nullable=False),
        sa.Column("population", sa.Integer),
        sa.Column("population_note", sa.String),
        sa.Column("area_km2", sa.Double, nullable=False),
        sa.Column("published_area_km2", sa.Double),
        sa.Column("decision", sa.String),
        sa.Column("merged_from", sa.String),
        sa.Column("admin_centre", sa.String),
        sa.Column("point", _shape("POINT", 4326), nullable=False),
        *(sa.Column(side, sa.Double, nullable=False) for side in ("west", "south", "east", "north")),
        sa.Column("boundary_version", sa.Integer, sa.ForeignKey("boundary_versions.id"), nullable=False),
        sa.Column("search_name", sa.String, nullable=False),
        sa.Column("search_words", sa.String, nullable=False),
        sa.CheckConstraint("code ~ '^[0-9]{5}$'", name="code"),
        sa.CheckConstraint("unit_type IN ('xã', 'phường', 'đặc khu')", name="unit_type"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
        sa.Index("ix_communes_province_code_code", "province_code", "code"),
        sa.Index("ix_communes_point", "point", postgresql_using="gist"),
    )


def _shapes() -> None:
    op.create_table(
        "commune_geometries",
        sa.Column("boundary_version", sa.Integer, _version(), primary_key=True),
        sa.Column("code", sa.String(5), primary_key=True),
        sa.Column("geom", _shape("MULTIPOLYGON", 4326), nullable=False),
    )
    op.create_table(
        "commune_bands",
        sa.Column("band", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(5), primary_key=True),
        sa.Column("boundary_version", sa.Integer, _version(), nullable=False),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("unit_type", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("geom", _shape("MULTIPOLYGON", 3857), nullable=False),
        sa.Index("ix_commune_bands_band_geom", "band", "geom", postgresql_using="gist"),
    )
    op.create_table(
        "province_geometries",
        sa.Column("boundary_version", sa.Integer, _version(), primary_key=True),
        sa.Column("code", sa.String(2), sa.ForeignKey("provinces.code"), primary_key=True),
        sa.Column("geom", _shape("MULTIPOLYGON", 4326), nullable=False),
    )
    op.create_table(
        "province_bands",
        sa.Column("band", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("code", sa.String(2), sa.ForeignKey("provinces.code"), primary_key=True),
        sa.Column("boundary_version", sa.Integer, _version(), nullable=False),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("geom", _shape("MULTIPOLYGON", 3857), nullable=False),
        sa.Index("ix_province_bands_band_geom", "band", "geom", postgresql_using="gist"),
    )
    op.create_table(
        "commune_parts",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("code", sa.String(5), nullable=False),
        sa.Column("geom", _shape("POLYGON", 4326), nullable=False),
        sa.Index("ix_commune_parts_geom", "geom", postgresql_using="gist"),
    )


def _lineage() -> None:
    op.create_table(
        "commune_lineage",
        sa.Column("id", sa.Integer, sa.Identity(always=True), primary_key=True),
        sa.Column("old_code", sa.String(5)),
        sa.Column("old_name", sa.String),
        sa.Column("old_district_code", sa.String(3)),
        sa.Column("old_district", sa.String),
        sa.Column("old_province_code", sa.String(2), nullable=False),
        sa.Column("old_province", sa.String, nullable=False),
        sa.Column("new_code", sa.String(5), nullable=False),
        sa.Column("changed_on", sa.Date, nullable=False),
        sa.Column("decision", sa.String),
        sa.Column("split", sa.Boolean, nullable=False),
        sa.Column("share_population", sa.Double),
        sa.Column("share_area", sa.Double),
        sa.Column("source", sa.String, nullable=False),
        sa.CheckConstraint("share_population BETWEEN 0 AND 1", name="share_population"),
        sa.CheckConstraint("share_area BETWEEN 0 AND 1", name="share_area"),
        sa.Index(
            "uq_commune_lineage_pair",
            "old_code",
            "old_district_code",
            "new_code",
            "changed_on",
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        sa.Index("ix_commune_lineage_new_code", "new_code"),
    )


def downgrade() -> None:
    op.execute("DROP FUNCTION locate_commune(double precision, double precision)")
    op.execute("DROP FUNCTION communes_analyse()")
    for table in reversed(_TABLES):
        op.drop_table(table)
