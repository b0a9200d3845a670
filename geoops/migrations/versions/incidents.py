"""Incidents and their states."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

from geoops.migrations.rls import protect_scoped, protect_spaced

revision = "incidents"
down_revision = "accounts"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _space() -> sa.Column[str]:
    return sa.Column(
        "space",
        sa.String,
        sa.ForeignKey("spaces.name"),
        nullable=False,
        server_default=sa.text("current_space()"),
    )


def _point(name: str, srid: int) -> sa.Column[object]:
    return sa.Column(name, Geometry("POINT", srid, spatial_index=False))


def upgrade() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("severity", sa.SmallInteger),
        sa.Column("note", sa.String),
        sa.Column("occurred_at", TIME, nullable=False),
        sa.Column("clock_doubtful", sa.Boolean, nullable=False, server_default=sa.text("false")),
        _point("geom", 4326),
        _point("geom_3857", 3857),
        sa.Column("accuracy_m", sa.Float),
        sa.Column("method", sa.String, nullable=False),
        _point("reporter_geom", 4326),
        sa.Column("reporter_accuracy_m", sa.Float),
        sa.Column("reporter_method", sa.String),
        sa.Column("commune_code", sa.String),
        sa.Column("outside_scope", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("state", sa.String, nullable=False, server_default=sa.text("'reported'")),
        sa.Column("reported_by", sa.String, nullable=False),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default=sa.text("1")),
        sa.Column("received_at", TIME, nullable=False, server_default=sa.text("clock_timestamp()")),
        sa.Column("known_at", TIME, nullable=False, server_default=sa.text("space_now()")),
        _space(),
        sa.CheckConstraint("severity BETWEEN 1 AND 5", name="severity"),
        sa.CheckConstraint("geom IS NOT NULL OR commune_code IS NOT NULL", name="placed"),
        sa.Index("ix_incidents_space_known", "space", "known_at", "id"),
        sa.Index("ix_incidents_space_commune", "space", "commune_code"),
        sa.Index("ix_incidents_geom_3857", "geom_3857", postgresql_using="gist"),
    )
    protect_scoped("incidents", own_column="reported_by", insert_anywhere=True)
    op.create_table(
        "incident_states",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("incident_id", sa.Uuid, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("known_at", TIME, nullable=False, server_default=sa.text("space_now()")),
        _space(),
        sa.Index("ix_incident_states_incident_known", "incident_id", "known_at"),
    )
    protect_spaced("incident_states")
    op.execute("GRANT USAGE, SELECT ON SEQUENCE incident_states_id_seq TO geoops_app")


def downgrade() -> None:
    op.drop_table("incident_states")
    op.drop_table("incidents")
