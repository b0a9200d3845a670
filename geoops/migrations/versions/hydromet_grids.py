"""Grids: products, lattices, their weights in the communes, steps and what they hold in each commune."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference, protect_spaced

revision = "hydromet_grids"
down_revision = "hydromet_alerts"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    here, known = sa.text("current_space()"), sa.text("space_now()")
    op.create_table(
        "grid_products",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("description", JSONB, nullable=False),
        sa.Column("shown", JSONB, nullable=False, server_default=sa.text("'{}'")),
        sa.Column("loaded_at", TIME, nullable=False, server_default=sa.text("now()")),
        sa.Column("loaded_by", sa.String, nullable=False, server_default=sa.text("current_actor()")),
        sa.CheckConstraint(
            "kind IN ('observed', 'forecast', 'reference')", name=op.f("ck_grid_products_kind")
        ),
    )
    op.create_table(
        "grid_geometries",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("crs", sa.String, nullable=False),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("west", "north", "dx", "dy")),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
    )
    op.create_table(
        "grid_weights",
        sa.Column(
            "geometry_id",
            sa.String,
            sa.ForeignKey("grid_geometries.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("boundary_version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("codes", ARRAY(sa.String), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("made_at", TIME, nullable=False, server_default=sa.text("now()")),
    )
    op.create_table(
        "grid_steps",
        sa.Column("space", sa.String, sa.ForeignKey("spaces.name"), primary_key=True, server_default=here),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("product", sa.String, sa.ForeignKey("grid_products.id"), nullable=False),
        sa.Column("variable", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("issued_at", TIME),
        sa.Column("member", sa.Integer),
        sa.Column("geometry_id", sa.String, sa.ForeignKey("grid_geometries.id"), nullable=False),
        sa.Column("file", sa.String),
        sa.Column("checksum", sa.String, nullable=False),
        sa.Column("flags", ARRAY(sa.String), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("least", sa.Float, nullable=False),
        sa.Column("most", sa.Float, nullable=False),
        sa.Column("bounds", ARRAY(sa.Float), nullable=False),
        sa.Column("source_file", sa.String, nullable=False),
        sa.Column("known_at", TIME, nullable=False, server_default=known),
        sa.Column("superseded_at", TIME),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_grid_steps_ends")),
        sa.Index(
            "uq_grid_steps_current",
            "space",
            "product",
            "variable",
            "starts_at",
            "ends_at",
            "issued_at",
            "member",
            unique=True,
            postgresql_where=sa.text("superseded_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
        sa.Index("ix_grid_steps_product_ends_at", "space", "product", "variable", "ends_at"),
        sa.Index("ix_grid_steps_ends_at", "space", "ends_at"),
    )
    op.create_table(
        "grid_commune_values",
        sa.Column("space", sa.String, sa.ForeignKey("spaces.name"), primary_key=True, server_default=here),
        sa.Column("step_id", sa.Uuid, primary_key=True),
        sa.Column("boundary_version", sa.Integer, primary_key=True, autoincrement=False),
        *(
            sa.Column(name, ARRAY(sa.REAL), nullable=False)
            for name in ("mean", "most", "covered", "stops", "above")
        ),
        sa.Column("class", ARRAY(sa.SmallInteger), nullable=False),
        sa.ForeignKeyConstraint(
            ["space", "step_id"],
            ["grid_steps.space", "grid_steps.id"],
            name="fk_grid_commune_values_step",
            ondelete="CASCADE",
        ),
    )
    for table in ("grid_products", "grid_geometries", "grid_weights"):
        grant_reference(table)
    for table in ("grid_steps", "grid_commune_values"):
        protect_spaced(table)


def downgrade() -> None:
    for table in ("grid_commune_values", "grid_steps", "grid_weights", "grid_geometries", "grid_products"):
        op.drop_table(table)
