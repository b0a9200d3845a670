"""Forecasts at points, apart from observations."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY

from geoops.migrations.rls import protect_spaced

revision = "hydromet_forecasts"
down_revision = "incidents_circle"
branch_labels = None
depends_on = None


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    identity = sa.String(collation="C")

    def space() -> sa.Column[str]:
        return sa.Column(
            "space",
            sa.String,
            sa.ForeignKey("spaces.name"),
            primary_key=True,
            server_default=sa.text("current_space()"),
        )

    op.create_table(
        "forecast_places",
        space(),
        sa.Column("id", identity, primary_key=True),
        sa.Column("geom", Geometry("POINT", 4326, spatial_index=False, nullable=False), nullable=False),
        sa.Column("commune_codes", ARRAY(sa.String), nullable=False),
        sa.Index("ix_forecast_places_commune_codes", "commune_codes", postgresql_using="gin"),
    )
    op.create_table(
        "forecasts",
        space(),
        sa.Column("source", identity, primary_key=True),
        sa.Column("place", identity, primary_key=True),
        sa.Column("variable", identity, primary_key=True),
        sa.Column("issued_at", time, primary_key=True),
        sa.Column("ends_at", time, primary_key=True),
        sa.Column("starts_at", time, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("known_at", time, nullable=False),
        sa.Index("ix_forecasts_space_variable_ends_at", "space", "variable", "ends_at"),
    )
    for table in ("forecast_places", "forecasts"):
        protect_spaced(table)


def downgrade() -> None:
    for table in ("forecasts", "forecast_places"):
        op.drop_table(table)
