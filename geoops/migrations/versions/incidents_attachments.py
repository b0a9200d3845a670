"""Attachments of incidents, and uploads on their way."""

import sqlalchemy as sa
from alembic import op

from geoops.migrations.rls import protect_child

revision = "incidents_attachments"
down_revision = "incidents_work"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _incident() -> sa.Column[object]:
    return sa.Column(
        "incident_id", sa.Uuid, sa.ForeignKey("incidents.id", ondelete="CASCADE"), nullable=False
    )


def _space() -> sa.Column[str]:
    return sa.Column(
        "space",
        sa.String,
        sa.ForeignKey("spaces.name"),
        nullable=False,
        server_default=sa.text("current_space()"),
    )


def upgrade() -> None:
    op.create_table(
        "incident_attachments",
        sa.Column("id", sa.Uuid, primary_key=True),
        _incident(),
        sa.Column("sort", sa.String, nullable=False),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("filename", sa.String),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.LargeBinary, nullable=False),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("exif_lon", sa.Float),
        sa.Column("exif_lat", sa.Float),
        sa.Column("exif_at", TIME),
        sa.Column("distance_m", sa.Float),
        sa.Column("minutes_apart", sa.Float),
        sa.Column("added_by", sa.String, nullable=False),
        sa.Column("known_at", TIME, nullable=False, server_default=sa.text("space_now()")),
        _space(),
        sa.CheckConstraint("sort IN ('photo', 'audio')", name="sort"),
        sa.UniqueConstraint("incident_id", "sha256"),
    )
    protect_child("incident_attachments", "incidents", "incident_id")
    op.create_table(
        "incident_uploads",
        sa.Column("id", sa.Uuid, primary_key=True),
        _incident(),
        sa.Column("length", sa.BigInteger, nullable=False),
        sa.Column("received", sa.BigInteger, nullable=False, server_default=sa.text("0")),
        sa.Column("filename", sa.String),
        sa.Column("created_by", sa.String, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("finished_at", TIME),
        _space(),
        sa.Index("ix_incident_uploads_expires_at", "expires_at"),
    )
    protect_child("incident_uploads", "incidents", "incident_id")


def downgrade() -> None:
    op.drop_table("incident_uploads")
    op.drop_table("incident_attachments")
