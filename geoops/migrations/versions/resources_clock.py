"""A count of people by a device whose clock is ahead is taken: what the device said is kept beside the server's time."""

import sqlalchemy as sa
from alembic import op

revision = "resources_clock"
down_revision = "hydromet_planning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evacuation_counts", sa.Column("told_at", sa.DateTime(timezone=True)))
    op.add_column(
        "evacuation_counts",
        sa.Column("clock_doubtful", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("evacuation_counts", "clock_doubtful")
    op.drop_column("evacuation_counts", "told_at")
