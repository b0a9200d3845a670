"""Danger of communes, the switches of its rules, their rehearsal cards, and the normals they compare with."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from geoops.migrations.rls import grant_reference, protect_spaced

revision = "hydromet_danger"
down_revision = "incidents_damage"
branch_labels = None
depends_on = None


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    here, actor = sa.text("current_space()"), sa.text("current_actor()")
    op.create_table(
        "commune_danger",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("space", sa.String, sa.ForeignKey("spaces.name"), nullable=False, server_default=here),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("hazard", sa.String, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("level", sa.SmallInteger),
        sa.Column("at_least", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("since", time, nullable=False),
        sa.Column("starts_at", time, nullable=False),
        sa.Column("ends_at", time, nullable=False, server_default=sa.text("'infinity'")),
        sa.Column("falling_since", time),
        sa.Column("highest", sa.SmallInteger),
        sa.Column("value", sa.Float),
        sa.Column("why", JSONB, nullable=False),
        sa.Index("ix_commune_danger_space_ends_at", "space", "ends_at"),
        sa.Index("ix_commune_danger_space_commune", "space", "commune_code", "starts_at"),
        sa.Index(
            "uq_commune_danger_current",
            "space",
            "rule",
            "commune_code",
            unique=True,
            postgresql_where=sa.text("ends_at = 'infinity'"),
        ),
    )
    op.create_table(
        "danger_clock",
        sa.Column("space", sa.String, sa.ForeignKey("spaces.name"), primary_key=True, server_default=here),
        sa.Column("evaluated_at", time, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("rules", sa.String, nullable=False),
    )
    op.create_table(
        "danger_rules",
        sa.Column("rule", sa.String, primary_key=True),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.Column("changed_at", time, nullable=False, server_default=sa.text("now()")),
        sa.Column("changed_by", sa.String, nullable=False, server_default=actor),
        sa.Column("reason", sa.String),
    )
    op.create_table(
        "rehearsal_cards",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("rule", sa.String, nullable=False),
        sa.Column("version", sa.String, nullable=False),
        sa.Column("made_at", time, nullable=False, server_default=sa.text("now()")),
        sa.Column("made_by", sa.String, nullable=False, server_default=actor),
        sa.Column("archive", sa.String, nullable=False),
        sa.Column("from_at", time, nullable=False),
        sa.Column("to_at", time, nullable=False),
        sa.Column("card", JSONB, nullable=False),
        sa.Index("ix_rehearsal_cards_rule", "rule", "made_at"),
    )
    op.create_table(
        "danger_normals",
        sa.Column("quantity", sa.String, primary_key=True),
        sa.Column("commune_code", sa.String, primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("product", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
    )
    for table in ("commune_danger", "danger_clock"):
        protect_spaced(table)
    for table in ("danger_rules", "rehearsal_cards", "danger_normals"):
        grant_reference(table)


def downgrade() -> None:
    for table in ("danger_normals", "rehearsal_cards", "danger_rules", "danger_clock", "commune_danger"):
        op.drop_table(table)
