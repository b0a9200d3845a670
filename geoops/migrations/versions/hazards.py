"""Risk maps, their areas per commune, and the polygons of vector maps."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference

revision = "hazards"
down_revision = "resources"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

_TABLES = ("risk_maps", "risk_map_areas", "risk_map_polygons")


def upgrade() -> None:
    op.create_table(
        "risk_maps",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("hazard", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title_vi", sa.String, nullable=False),
        sa.Column("title_en", sa.String, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("method", sa.String, nullable=False),
        sa.Column("licence", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("passport", JSONB, nullable=False),
        sa.Column("passport_sha256", sa.String, nullable=False),
        sa.Column("source_file", sa.String, nullable=False),
        sa.Column("source_sha256", sa.String, nullable=False),
        sa.Column("legend", JSONB, nullable=False),
        sa.Column("crs", sa.String, nullable=False),
        sa.Column("bounds", ARRAY(sa.Float), nullable=False),
        sa.Column("file", sa.String),
        sa.Column("loaded_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("loaded_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.CheckConstraint("(kind = 'raster') = (file IS NOT NULL)", name=op.f("ck_risk_maps_file")),
        sa.CheckConstraint("kind IN ('raster', 'vector')", name=op.f("ck_risk_maps_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_maps")),
    )
    op.create_table(
        "risk_map_areas",
        sa.Column("risk_map", sa.String, nullable=False),
        sa.Column("boundary_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("class_number", sa.SmallInteger(), nullable=False),
        sa.Column("area_km2", sa.Double(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["risk_map"], ["risk_maps.id"], name=op.f("fk_risk_map_areas_risk_map"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "risk_map", "boundary_version", "commune_code", "class_number", name=op.f("pk_risk_map_areas")
        ),
    )
    op.create_index("ix_risk_map_areas_commune", "risk_map_areas", ["commune_code"])
    op.create_table(
        "risk_map_polygons",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("risk_map", sa.String, nullable=False),
        sa.Column("class_number", sa.SmallInteger(), nullable=False),
        sa.Column("geom", Geometry("POLYGON", srid=4326, spatial_index=False), nullable=False),
        sa.Column("geom_3857", Geometry("POLYGON", srid=3857, spatial_index=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["risk_map"], ["risk_maps.id"], name=op.f("fk_risk_map_polygons_risk_map"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_map_polygons")),
    )
    op.create_index("ix_risk_map_polygons_place", "risk_map_polygons", ["geom_3857"], postgresql_using="gist")
    op.create_index(op.f("ix_risk_map_polygons_risk_map"), "risk_map_polygons", ["risk_map"])
    for table in _TABLES:
        grant_reference(table)


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)
