"""The circle within which an incident lies, indexed, so that a tile finds its circles at once."""

import sqlalchemy as sa
from alembic import op

revision = "incidents_circle"
down_revision = "hydromet_grids"
branch_labels = None
depends_on = None

# Web Mercator stretches by 1 / cos(latitude) = cosh(y / R). In plpgsql, so that it stays one expression for the index
# and for the query that asks for it.
CIRCLE = """
CREATE FUNCTION incident_circle(place extensions.geometry, metres double precision) RETURNS extensions.geometry
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  RETURN extensions.ST_Buffer(place, metres * cosh(extensions.ST_Y(place) / 6378137.0), 8);
END $$
"""
IN_QUEUE = "state IN ('reported', 'verified', 'responding') AND merged_into IS NULL"


def upgrade() -> None:
    op.execute(CIRCLE)
    op.create_index(
        "ix_incidents_circle",
        "incidents",
        [sa.text("incident_circle(geom_3857, uncertainty_m)")],
        postgresql_using="gist",
        postgresql_where=sa.text(IN_QUEUE),
    )


def downgrade() -> None:
    op.drop_index("ix_incidents_circle", "incidents")
    op.execute("DROP FUNCTION incident_circle(extensions.geometry, double precision)")
