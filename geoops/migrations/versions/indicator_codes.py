"""Codes that people add to the open lists of dimensions."""

import sqlalchemy as sa
from alembic import op

revision = "indicator_codes"
down_revision = "hydromet_forecast_corrections"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "indicator_codes",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("dimension", sa.String, nullable=False),
        sa.Column("code", sa.String),
        sa.Column("name_vi", sa.String, nullable=False),
        sa.Column("name_en", sa.String),
        sa.Column("note", sa.String),
        sa.Column("plain", sa.String, nullable=False),
        sa.Column("proposer", sa.String, server_default=sa.text("current_actor()"), nullable=False),
        sa.Column("proposed_at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("state", sa.String, server_default="proposed", nullable=False),
        sa.Column("decided_by", sa.String),
        sa.Column("decided_at", TIME),
        sa.Column("reason", sa.String),
        sa.Column("valid_to", sa.Date()),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'refused')", name=op.f("ck_indicator_codes_state")
        ),
        sa.CheckConstraint(
            "(state = 'proposed') = (decided_by IS NULL)", name=op.f("ck_indicator_codes_decided")
        ),
        sa.CheckConstraint("decided_by <> proposer", name=op.f("ck_indicator_codes_two_people")),
        sa.CheckConstraint(
            "(state = 'approved') = (code IS NOT NULL)", name=op.f("ck_indicator_codes_coded")
        ),
        sa.CheckConstraint("valid_to IS NULL OR state = 'approved'", name=op.f("ck_indicator_codes_closed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_codes")),
    )
    op.create_index("uq_indicator_codes_code", "indicator_codes", ["code"], unique=True)
    op.create_index(
        "uq_indicator_codes_name",
        "indicator_codes",
        ["dimension", "plain"],
        unique=True,
        postgresql_where=sa.text("state <> 'refused'"),
    )
    # As the catalogue, of no space and no scope. Nobody takes a row out: a code is never used again.
    op.execute("GRANT SELECT, INSERT, UPDATE ON indicator_codes TO geoops_app")


def downgrade() -> None:
    op.drop_table("indicator_codes")
