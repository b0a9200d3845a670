"""The indicator catalogue, its periods and values."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference, protect_spaced

revision = "indicators"
down_revision = "incidents"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

_REFERENCE = (
    "indicator_sets",
    "indicator_groups",
    "indicator_nodes",
    "indicator_periods",
    "indicator_reference_values",
)

# A value of a province as a whole belongs to that province alone, and to the nation.
_VALUES_IN_SCOPE = """
CREATE POLICY in_scope ON indicator_values AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation())
  OR commune_code = ANY ((SELECT scope_communes())::text[])
  OR (commune_code IS NULL AND province_code = ANY ((SELECT scope_provinces())::text[])))
"""


def upgrade() -> None:
    op.create_table(
        "indicator_periods",
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_indicator_periods_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_periods")),
    )
    op.create_table(
        "indicator_sets",
        sa.Column("code", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title_vi", sa.String, nullable=False),
        sa.Column("title_en", sa.String, nullable=False),
        sa.Column("level", sa.String, nullable=False),
        sa.Column("province_code", sa.String),
        sa.Column("decision_number", sa.String),
        sa.Column("decision_date", sa.Date()),
        sa.Column("issuer", sa.String, nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("text_seen", sa.String, nullable=False),
        sa.Column("notes", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("loaded_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('decision', 'reference')", name=op.f("ck_indicator_sets_kind")),
        sa.CheckConstraint("level IN ('province', 'commune')", name=op.f("ck_indicator_sets_level")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator_sets")),
    )
    op.create_table(
        "indicator_groups",
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("name_en", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("emergency", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("notes", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.CheckConstraint(
            "state IN ('listed', 'not_entered', 'awaiting_guidance', 'appendix_not_seen')",
            name=op.f("ck_indicator_groups_state"),
        ),
        sa.ForeignKeyConstraint(
            ["set_code"], ["indicator_sets.code"], name=op.f("fk_indicator_groups_set_code")
        ),
        sa.PrimaryKeyConstraint("set_code", "code", name=op.f("pk_indicator_groups")),
    )
    op.create_table(
        "indicator_nodes",
        sa.Column("code", sa.String, nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("group_code", sa.String, nullable=False),
        sa.Column("parent_code", sa.String),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("section", sa.String),
        sa.Column("stt", sa.String),
        sa.Column("item", sa.Integer()),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("name_en", sa.String, nullable=False),
        sa.Column("unit_printed", sa.String),
        sa.Column("unit", sa.String),
        sa.Column("scope", sa.String),
        sa.Column("frequency_printed", sa.String),
        sa.Column("frequencies", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("disaggregation", sa.String),
        sa.Column("responsible", sa.String),
        sa.Column("responsible_offices", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("coordinating", sa.String),
        sa.Column("coordinating_offices", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("database", sa.String),
        sa.Column("database_owner", sa.String),
        sa.Column("data_source", sa.String),
        sa.Column("value_kinds", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("holds_value", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("computed_from", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("notes", ARRAY(sa.String), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        sa.Column("dropped_at", TIME),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["indicator_nodes.code"], name=op.f("fk_indicator_nodes_parent_code")
        ),
        sa.ForeignKeyConstraint(
            ["set_code", "group_code"],
            ["indicator_groups.set_code", "indicator_groups.code"],
            name="fk_indicator_nodes_group",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator_nodes")),
    )
    op.create_index("ix_indicator_nodes_place", "indicator_nodes", ["set_code", "group_code", "position"])
    op.create_table(
        "indicator_reference_values",
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("boundary_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("commune_code", sa.String, nullable=False),
        sa.Column("value", sa.Float()),
        sa.Column("class_name", sa.String),
        sa.Column("inputs", JSONB, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("reason_vi", sa.String),
        sa.Column("reason_en", sa.String),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("computed_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator"], ["indicator_nodes.code"], name=op.f("fk_indicator_reference_values_indicator")
        ),
        sa.PrimaryKeyConstraint(
            "indicator", "boundary_version", "commune_code", name=op.f("pk_indicator_reference_values")
        ),
    )
    op.create_table(
        "indicator_values",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("indicator", sa.String, nullable=False),
        sa.Column("period", sa.String, nullable=False),
        sa.Column("province_code", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("dimensions", JSONB, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("value", sa.Float()),
        sa.Column("value_text", sa.String),
        sa.Column("note", sa.String),
        sa.Column("boundary_version", sa.Integer()),
        sa.Column("method", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("known_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("entered_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.CheckConstraint(
            "value > '-Infinity' AND value < 'Infinity'", name=op.f("ck_indicator_values_finite")
        ),
        sa.ForeignKeyConstraint(
            ["indicator"], ["indicator_nodes.code"], name=op.f("fk_indicator_values_indicator")
        ),
        sa.ForeignKeyConstraint(
            ["period"], ["indicator_periods.id"], name=op.f("fk_indicator_values_period")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_values_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_values")),
    )
    op.create_index(
        "ix_indicator_values_place",
        "indicator_values",
        ["space", "indicator", "period", "province_code", "commune_code", "known_at"],
    )

    for table in _REFERENCE:
        grant_reference(table)
    protect_spaced("indicator_values")
    op.execute(_VALUES_IN_SCOPE)


def downgrade() -> None:
    for table in ("indicator_values", *reversed(_REFERENCE)):
        op.drop_table(table)
