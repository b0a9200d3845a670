"""What a place of forecasts was meant for is kept beside what it is meant for now, each from when it was known."""

import sqlalchemy as sa
from alembic import op

revision = "hydromet_forecast_places"
down_revision = "indicator_codes"
branch_labels = None
depends_on = None

_KEY = ["space", "id"]
_KNOWN = """
UPDATE forecast_places AS place SET known_at = coalesce((
  SELECT min(held.known_at) FROM forecasts AS held WHERE (held.space, held.place) = (place.space, place.id)
), now())
"""


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.add_column("forecast_places", sa.Column("known_at", time))
    op.add_column("forecast_places", sa.Column("superseded_at", time))
    op.execute(_KNOWN)
    op.alter_column("forecast_places", "known_at", nullable=False)
    op.drop_constraint("pk_forecast_places", "forecast_places", type_="primary")
    op.create_primary_key("pk_forecast_places", "forecast_places", [*_KEY, "known_at"])


def downgrade() -> None:
    op.execute("DELETE FROM forecast_places WHERE superseded_at IS NOT NULL")
    op.drop_constraint("pk_forecast_places", "forecast_places", type_="primary")
    op.drop_column("forecast_places", "superseded_at")
    op.drop_column("forecast_places", "known_at")
    op.create_primary_key("pk_forecast_places", "forecast_places", _KEY)
