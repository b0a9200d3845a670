"""Events, and the damage reported in them."""

import sqlalchemy as sa
from alembic import op

from geoops.migrations.rls import protect_scoped, protect_spaced

revision = "incidents_damage"
down_revision = "hydromet"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def _space() -> sa.Column[str]:
    return sa.Column(
        "space",
        sa.String,
        sa.ForeignKey("spaces.name"),
        primary_key=True,
        server_default=sa.text("current_space()"),
    )


def _known(name: str = "known_at") -> sa.Column[object]:
    return sa.Column(name, TIME, nullable=False, server_default=sa.text("space_now()"))


def _of_report() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["space", "report_id"], ["damage_reports.space", "damage_reports.id"], ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "disaster_events",
        _space(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME),
        sa.Column("created_by", sa.String, nullable=False),
        _known(),
        sa.CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="ends_after_start"),
    )
    protect_spaced("disaster_events")
    op.create_table(
        "damage_reports",
        _space(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("event_id", sa.Uuid, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("measure", sa.String, nullable=False),
        sa.Column("starts_at", TIME),
        sa.Column("as_of", TIME, nullable=False),
        sa.Column("incident_id", sa.Uuid),
        sa.Column("replaces", sa.Uuid),
        sa.Column("replaced_by", sa.Uuid),
        sa.Column("replaced_at", TIME),
        sa.Column("reason", sa.String),
        sa.Column("note", sa.String),
        sa.Column("reported_by", sa.String, nullable=False),
        sa.Column("content_hash", sa.LargeBinary, nullable=False),
        sa.Column("received_at", TIME, nullable=False, server_default=sa.text("clock_timestamp()")),
        _known(),
        sa.ForeignKeyConstraint(["space", "event_id"], ["disaster_events.space", "disaster_events.id"]),
        sa.CheckConstraint("(measure = 'period') = (starts_at IS NOT NULL)", name="period_has_start"),
        sa.CheckConstraint("starts_at IS NULL OR starts_at < as_of", name="starts_before_end"),
        sa.Index("ix_damage_reports_event", "space", "event_id", "commune_code", "as_of"),
        sa.Index("ix_damage_reports_known", "space", "known_at", "id"),
    )
    op.create_table(
        "damage_figures",
        _space(),
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("item", sa.String, primary_key=True),
        sa.Column("part", sa.String, primary_key=True, server_default=sa.text("''")),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("quantity", sa.Float, nullable=False),
        sa.Column("written_quantity", sa.Float, nullable=False),
        sa.Column("written_unit", sa.String, nullable=False),
        sa.Column("needs_confirmation", sa.Boolean, nullable=False),
        _of_report(),
        sa.CheckConstraint("quantity >= 0", name="not_negative"),
    )
    op.create_table(
        "damage_confirmations",
        _space(),
        sa.Column("report_id", sa.Uuid, primary_key=True),
        sa.Column("item", sa.String, primary_key=True),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("confirmed_by", sa.String, nullable=False),
        _known(),
        _of_report(),
    )
    op.create_table(
        "damage_victims",
        _space(),
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("report_id", sa.Uuid, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("birth_year", sa.Integer),
        sa.Column("sex", sa.String),
        sa.Column("home", sa.String),
        sa.Column("note", sa.String),
        sa.Column("written_by", sa.String, nullable=False),
        _known(),
        _of_report(),
    )
    for table in ("damage_reports", "damage_figures", "damage_confirmations", "damage_victims"):
        protect_scoped(table)


def downgrade() -> None:
    for table in (
        "damage_victims",
        "damage_confirmations",
        "damage_figures",
        "damage_reports",
        "disaster_events",
    ):
        op.drop_table(table)
