"""The whole catalogue: readings beside the print, what is derived and what adds up, amendments, added components."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geoops.migrations.rls import grant_reference

revision = "indicators_catalogue"
down_revision = "hydromet_danger"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
_EMPTY = sa.text("'{}'")


def upgrade() -> None:
    op.create_table(
        "indicator_amendments",
        sa.Column("set_code", sa.String, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("title_vi", sa.String, nullable=False),
        sa.Column("title_en", sa.String, nullable=False),
        sa.ForeignKeyConstraint(
            ["set_code"], ["indicator_sets.code"], name=op.f("fk_indicator_amendments_set_code")
        ),
        sa.PrimaryKeyConstraint("set_code", "number", name=op.f("pk_indicator_amendments")),
    )
    for name in ("valid_from", "valid_to"):
        op.add_column("indicator_groups", sa.Column(name, sa.Date()))
    op.add_column("indicator_groups", sa.Column("decision", sa.String))
    for column in (
        sa.Column("reading", JSONB, server_default=_EMPTY, nullable=False),
        sa.Column("printed", JSONB, server_default=_EMPTY, nullable=False),
        sa.Column("dimensions", ARRAY(sa.String), server_default=_EMPTY, nullable=False),
        sa.Column("over_places", sa.String, server_default="none", nullable=False),
        sa.Column("over_time", sa.String, server_default="none", nullable=False),
        sa.Column("weight", sa.String),
        sa.Column("derived", JSONB),
        sa.Column("decision", sa.String),
        sa.Column("proposal", sa.BigInteger()),
    ):
        op.add_column("indicator_nodes", column)
    op.create_table(
        "indicator_proposals",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("parent_code", sa.String, nullable=False),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("name_en", sa.String, nullable=False),
        sa.Column("unit", sa.String),
        sa.Column("frequency", sa.String),
        sa.Column("responsible", sa.String),
        sa.Column("value_kind", sa.String, nullable=False),
        sa.Column("over_places", sa.String, nullable=False),
        sa.Column("over_time", sa.String, nullable=False),
        sa.Column("grounds", sa.String, nullable=False),
        sa.Column("proposer", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("proposed_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("state", sa.String, server_default="proposed", nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", TIME),
        sa.Column("reason", sa.String),
        sa.Column("node_code", sa.String),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'refused')", name=op.f("ck_indicator_proposals_state")
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_by IS NULL)", name=op.f("ck_indicator_proposals_decided")
        ),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["indicator_nodes.code"], name=op.f("fk_indicator_proposals_parent_code")
        ),
        sa.ForeignKeyConstraint(
            ["node_code"], ["indicator_nodes.code"], name=op.f("fk_indicator_proposals_node_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_proposals")),
    )
    op.create_foreign_key(
        op.f("fk_indicator_nodes_proposal"), "indicator_nodes", "indicator_proposals", ["proposal"], ["id"]
    )
    for table in ("indicator_amendments", "indicator_proposals"):
        grant_reference(table)


def downgrade() -> None:
    op.drop_constraint(op.f("fk_indicator_nodes_proposal"), "indicator_nodes")
    op.drop_table("indicator_proposals")
    for name in ("reading", "printed", "dimensions", "over_places", "over_time", "weight", "derived", "decision", "proposal"):  # fmt: skip
        op.drop_column("indicator_nodes", name)
    for name in ("valid_from", "valid_to", "decision"):
        op.drop_column("indicator_groups", name)
    op.drop_table("indicator_amendments")
