"""Which communes touch, saved views of comparisons, and indicator values given to other systems."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from geoops.migrations.rls import grant_reference, protect_spaced

revision = "indicator_views"
down_revision = "resources_dispatch"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

_IN_PROVINCE = """
CREATE POLICY in_scope ON {table} AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation()) OR province_code = ANY ((SELECT scope_provinces())::text[]))
"""


def upgrade() -> None:
    op.create_table(
        "commune_touches",
        sa.Column("boundary_version", sa.Integer(), nullable=False),
        sa.Column("one", sa.String(5), nullable=False),
        sa.Column("other", sa.String(5), nullable=False),
        sa.Column("corner", sa.Boolean(), nullable=False),
        sa.CheckConstraint("one < other", name=op.f("ck_commune_touches_order")),
        sa.ForeignKeyConstraint(
            ["boundary_version"],
            ["boundary_versions.id"],
            name=op.f("fk_commune_touches_boundary_version"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("boundary_version", "one", "other", name=op.f("pk_commune_touches")),
    )
    grant_reference("commune_touches")
    op.create_table(
        "indicator_views",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("question", JSONB, nullable=False),
        sa.Column("camera", JSONB),
        sa.Column("known_at", TIME, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("boundary_version", sa.Integer()),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("scope", sa.String, nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("created_at", TIME, server_default=sa.text("space_now()"), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_views_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_views")),
    )
    op.create_index("ix_indicator_views_created", "indicator_views", ["space", "created_at", "id"])
    protect_spaced("indicator_views")
    op.create_table(
        "indicator_takings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("taken_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("taker", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("province_code", sa.String),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("asked", JSONB, nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("first_seq", sa.BigInteger()),
        sa.Column("last_seq", sa.BigInteger()),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_takings_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_takings")),
    )
    # Who took something writes one line and reads none: a log that its subject could alter would be none.
    op.execute("GRANT SELECT, INSERT ON indicator_takings TO geoops_app")
    op.execute("ALTER TABLE indicator_takings ENABLE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY in_space ON indicator_takings TO geoops_app"
        " USING (space = (SELECT current_space()) AND ((SELECT scope_is_nation())"
        " OR province_code = ANY ((SELECT scope_provinces())::text[]) OR taker = (SELECT current_actor())))"
        " WITH CHECK (space = (SELECT current_space()) AND taker = (SELECT current_actor()))"
    )
    op.create_table(
        "indicator_recipients",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("secret", sa.String),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("sent_seq", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_by", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("created_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("removed_at", TIME),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.CheckConstraint(
            "format IN ('json', 'csv', 'sdmx-csv')", name=op.f("ck_indicator_recipients_format")
        ),
        sa.CheckConstraint("space = 'live'", name=op.f("ck_indicator_recipients_live_only")),
        sa.ForeignKeyConstraint(
            ["set_code"], ["indicator_sets.code"], name=op.f("fk_indicator_recipients_set_code")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_recipients_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_recipients")),
    )
    op.create_index(
        "uq_indicator_recipients_name",
        "indicator_recipients",
        ["space", "name"],
        unique=True,
        postgresql_where=sa.text("removed_at IS NULL"),
    )
    op.create_table(
        "indicator_pushes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("recipient", sa.Uuid(), nullable=False),
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("after_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("state", sa.String, server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.String),
        sa.Column("last_at", TIME),
        sa.Column("next_at", TIME, server_default=sa.text("now()")),
        sa.Column("sending_until", TIME),
        sa.Column("delivered_at", TIME),
        sa.Column("created_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'delivered', 'given_up')", name=op.f("ck_indicator_pushes_state")
        ),
        sa.CheckConstraint("space = 'live'", name=op.f("ck_indicator_pushes_live_only")),
        sa.ForeignKeyConstraint(
            ["recipient"], ["indicator_recipients.id"], name=op.f("fk_indicator_pushes_recipient")
        ),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_pushes_space")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_pushes")),
    )
    op.create_index("uq_indicator_pushes_range", "indicator_pushes", ["recipient", "after_seq"], unique=True)
    op.create_index(
        "ix_indicator_pushes_waiting",
        "indicator_pushes",
        ["next_at"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    for table in ("indicator_recipients", "indicator_pushes"):
        protect_spaced(table)
        op.execute(_IN_PROVINCE.format(table=table))


def downgrade() -> None:
    for table in (
        "indicator_pushes",
        "indicator_recipients",
        "indicator_takings",
        "indicator_views",
        "commune_touches",
    ):
        op.drop_table(table)
