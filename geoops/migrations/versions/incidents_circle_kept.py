"""The circle within which an incident lies, kept: under row-level security an index on it is never used."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "incidents_circle_kept"
down_revision = "indicator_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_incidents_circle", "incidents")
    op.add_column(
        "incidents",
        sa.Column(
            "circle_3857",
            Geometry("POLYGON", 3857, spatial_index=False),
            sa.Computed("incident_circle(geom_3857, uncertainty_m)", persisted=True),
        ),
    )


def downgrade() -> None:
    op.drop_column("incidents", "circle_3857")
    op.create_index(
        "ix_incidents_circle",
        "incidents",
        [sa.text("incident_circle(geom_3857, uncertainty_m)")],
        postgresql_using="gist",
        postgresql_where=sa.text("state IN ('reported', 'verified', 'responding') AND merged_into IS NULL"),
    )
