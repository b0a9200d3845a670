"""Feeds as a framework: why a run ran and what it left, how each feed stands, what was taken, added feeds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from geoops.migrations.rls import protect_spaced

revision = "hydromet_feeds"
down_revision = "indicators_catalogue"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    none, known, actor = sa.text("0"), sa.text("space_now()"), sa.text("current_actor()")

    def space() -> sa.Column[str]:
        return sa.Column(
            "space",
            sa.String,
            sa.ForeignKey("spaces.name"),
            primary_key=True,
            server_default=sa.text("current_space()"),
        )

    for column in (
        sa.Column("cause", sa.String, nullable=False, server_default=sa.text("'schedule'")),
        sa.Column("actor", sa.String, nullable=False, server_default=actor),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=none),
        sa.Column("parts", sa.Integer, nullable=False, server_default=none),
        sa.Column("newest_at", _TIME),
        sa.Column("raw", sa.String),
        sa.Column("raw_bytes", sa.BigInteger),
        sa.Column("again_of", sa.BigInteger),
    ):
        op.add_column("feed_runs", column)
    op.create_table(
        "feed_standings",
        space(),
        sa.Column("feed", sa.String, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False, server_default=none),
        *(sa.Column(name, _TIME) for name in ("opened_at", "retry_at", "asked_at", "newest_at")),
    )
    op.create_table(
        "feed_marks",
        space(),
        sa.Column("feed", sa.String, primary_key=True),
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("run_id", sa.BigInteger, nullable=False),
        sa.Column("known_at", _TIME, nullable=False, server_default=known),
    )
    op.create_table(
        "feed_configs",
        space(),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("config", JSONB, nullable=False),
        sa.Column("set_by", sa.String, nullable=False, server_default=actor),
        sa.Column("set_at", _TIME, nullable=False, server_default=known),
    )
    for table in ("feed_standings", "feed_marks", "feed_configs"):
        protect_spaced(table)


def downgrade() -> None:
    for table in ("feed_configs", "feed_marks", "feed_standings"):
        op.drop_table(table)
    for column in ("again_of", "raw_bytes", "raw", "newest_at", "parts", "attempts", "actor", "cause"):
        op.drop_column("feed_runs", column)
