"""Who brought which report."""

import sqlalchemy as sa
from alembic import op

from geoops.migrations.rls import protect_spaced

revision = "incidents_carried"
down_revision = "accounts_devices"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "incident_carries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("incident_id", sa.Uuid, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("author_label", sa.String),
        sa.Column("proven", sa.Boolean, nullable=False),
        sa.Column("carrier", sa.String, nullable=False),
        sa.Column("made_at", TIME),
        sa.Column("carried_at", TIME, nullable=False),
        sa.Column(
            "space",
            sa.String,
            sa.ForeignKey("spaces.name"),
            nullable=False,
            server_default=sa.text("current_space()"),
        ),
        sa.Index("uq_incident_carries_by", "incident_id", "carrier", unique=True),
    )
    protect_spaced("incident_carries")
    op.execute("GRANT USAGE, SELECT ON SEQUENCE incident_carries_id_seq TO geoops_app")


def downgrade() -> None:
    op.drop_table("incident_carries")
