"""Reports of offices: their state, and every step that they took."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import protect_spaced

revision = "indicator_reports"
down_revision = "hydromet_forecasts"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# As with values: what is the province's own is seen by that province and the nation.
_IN_SCOPE = """
CREATE POLICY in_scope ON {table} AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation())
  OR province_code = ANY ((SELECT scope_provinces())::text[])
  OR commune_code = ANY ((SELECT scope_communes())::text[]))
"""


def upgrade() -> None:
    op.create_table(
        "indicator_reports",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("actors", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("explanations", JSONB, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("submitted_at", TIME),
        sa.Column("changed_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'locked', 'reopened')",
            name=op.f("ck_indicator_reports_state"),
        ),
        sa.ForeignKeyConstraint(
            ["set_code"], ["indicator_sets.code"], name=op.f("fk_indicator_reports_set_code")
        ),
        sa.ForeignKeyConstraint(
            ["period"], ["indicator_periods.id"], name=op.f("fk_indicator_reports_period")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_reports_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_reports")),
    )
    op.create_index(
        "uq_indicator_reports_duty",
        "indicator_reports",
        ["space", "set_code", "office", "period", "province_code", "commune_code"],
        unique=True,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "indicator_report_steps",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("report", sa.BigInteger(), nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("from_state", sa.String, nullable=False),
        sa.Column("to_state", sa.String, nullable=False),
        sa.Column("actor", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("detail", JSONB, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["report"], ["indicator_reports.id"], name=op.f("fk_indicator_report_steps_report")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_report_steps_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_report_steps")),
    )
    op.create_index("ix_indicator_report_steps_report", "indicator_report_steps", ["report"])
    for table in ("indicator_reports", "indicator_report_steps"):
        protect_spaced(table)
        op.execute(_IN_SCOPE.format(table=table))


def downgrade() -> None:
    op.drop_table("indicator_report_steps")
    op.drop_table("indicator_reports")
