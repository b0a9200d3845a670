"""Reporting in full: officers and their substitutes, reminders that went out, analysis and forecast beside a value."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

from geoops.migrations.rls import protect_spaced

revision = "indicator_quality"
down_revision = "indicator_views"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# As with reports: what is the province's own is seen by that province and the nation.
_IN_SCOPE = """
CREATE POLICY in_scope ON {table} AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation())
  OR province_code = ANY ((SELECT scope_provinces())::text[])
  OR commune_code = ANY ((SELECT scope_communes())::text[]))
"""


def _space(table: str) -> list[Any]:
    return [
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f(f"fk_{table}_space")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    op.create_table(
        "indicator_assignments",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("part", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date()),
        sa.Column("reason", sa.String),
        sa.Column("given_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("given_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("ended_by", sa.String),
        sa.Column("ended_at", TIME),
        sa.CheckConstraint(
            "part IN ('officer', 'substitute', 'joint')", name=op.f("ck_indicator_assignments_part")
        ),
        sa.CheckConstraint("until_day >= from_day", name=op.f("ck_indicator_assignments_days")),
        sa.CheckConstraint(
            "part <> 'substitute' OR until_day IS NOT NULL", name=op.f("ck_indicator_assignments_substitute")
        ),
        sa.ForeignKeyConstraint(
            ["set_code"], ["indicator_sets.code"], name=op.f("fk_indicator_assignments_set_code")
        ),
        *_space("indicator_assignments"),
    )
    op.create_index(
        "ix_indicator_assignments_office",
        "indicator_assignments",
        ["space", "set_code", "office", "province_code", "commune_code"],
    )
    op.create_table(
        "indicator_reminders",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("people", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.CheckConstraint(
            "level IN ('before', 'after', 'escalated')", name=op.f("ck_indicator_reminders_level")
        ),
        *_space("indicator_reminders"),
    )
    op.create_index(
        "uq_indicator_reminders_turn",
        "indicator_reminders",
        ["space", "set_code", "office", "period", "province_code", "commune_code", "turn"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "indicator_analyses",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("body", sa.String),
        sa.Column("written_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("superseded_at", TIME),
        sa.CheckConstraint("kind IN ('analysis', 'forecast')", name=op.f("ck_indicator_analyses_kind")),
        sa.ForeignKeyConstraint(
            ["indicator"], ["indicator_nodes.code"], name=op.f("fk_indicator_analyses_indicator")
        ),
        sa.ForeignKeyConstraint(
            ["period"], ["indicator_periods.id"], name=op.f("fk_indicator_analyses_period")
        ),
        *_space("indicator_analyses"),
    )
    op.create_index(
        "uq_indicator_analyses_current",
        "indicator_analyses",
        ["space", "indicator", "period", "province_code", "commune_code", "kind"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("superseded_at IS NULL"),
    )
    op.create_table(
        "indicator_templates",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("structure", sa.String, nullable=False),
        sa.Column("made_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("made_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        *_space("indicator_templates"),
    )
    for table in (
        "indicator_assignments",
        "indicator_reminders",
        "indicator_analyses",
        "indicator_templates",
    ):
        protect_spaced(table)
        op.execute(_IN_SCOPE.format(table=table))


def downgrade() -> None:
    op.drop_table("indicator_templates")
    op.drop_table("indicator_analyses")
    op.drop_table("indicator_reminders")
    op.drop_table("indicator_assignments")
