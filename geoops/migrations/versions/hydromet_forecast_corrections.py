"""A corrected forecast at a point is kept beside the one before, each with the time from which it was known."""

import sqlalchemy as sa
from alembic import op

revision = "hydromet_forecast_corrections"
down_revision = "resources_clock"
branch_labels = None
depends_on = None

_KEY = ["space", "source", "place", "variable", "issued_at", "ends_at"]


def upgrade() -> None:
    op.drop_constraint("pk_forecasts", "forecasts", type_="primary")
    op.create_primary_key("pk_forecasts", "forecasts", [*_KEY, "known_at"])
    op.add_column("forecasts", sa.Column("superseded_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.execute("DELETE FROM forecasts WHERE superseded_at IS NOT NULL")
    op.drop_column("forecasts", "superseded_at")
    op.drop_constraint("pk_forecasts", "forecasts", type_="primary")
    op.create_primary_key("pk_forecasts", "forecasts", _KEY)
