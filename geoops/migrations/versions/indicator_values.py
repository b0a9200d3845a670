"""Values with their nature, the units they were reported on, and one current row per cell; history stays beside it.

Existing rows: the newest of a cell stays current, each earlier one is superseded by the one after it.
"""

import sqlalchemy as sa
from alembic import op

revision = "indicator_values"
down_revision = "incidents_attachments"
branch_labels = None
depends_on = None

_CHAIN = """
UPDATE indicator_values AS value SET superseded_at = later.known_at
FROM (
  SELECT id, lead(known_at) OVER (
    PARTITION BY space, indicator, period, dimensions, province_code, commune_code ORDER BY known_at, id
  ) AS known_at FROM indicator_values
) AS later
WHERE later.id = value.id AND later.known_at IS NOT NULL
"""

# The whole key and the value: a map of 3,321 communes is read from the index alone.
_CURRENT = """
CREATE UNIQUE INDEX uq_indicator_values_current ON indicator_values
  (space, indicator, period, nature, dimensions, units_from, province_code, commune_code) INCLUDE (value)
  NULLS NOT DISTINCT WHERE superseded_at IS NULL
"""
_HISTORY = """
CREATE INDEX ix_indicator_values_history ON indicator_values
  (space, indicator, period, province_code, commune_code, known_at) WHERE superseded_at IS NOT NULL
"""

# A province sees all that is its own. A commune sees its own, but not figures of a former unit of the same code.
_IN_SCOPE = """
CREATE POLICY in_scope ON indicator_values AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation())
  OR province_code = ANY ((SELECT scope_provinces())::text[])
  OR (commune_code = ANY ((SELECT scope_communes())::text[]) AND units_from > date '1945-09-02'))
"""
_IN_SCOPE_BEFORE = """
CREATE POLICY in_scope ON indicator_values AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation())
  OR commune_code = ANY ((SELECT scope_communes())::text[])
  OR (commune_code IS NULL AND province_code = ANY ((SELECT scope_provinces())::text[])))
"""


def upgrade() -> None:
    for column in (
        sa.Column("nature", sa.String, server_default="actual", nullable=False),
        sa.Column("units_from", sa.Date(), server_default="2025-07-01", nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("superseded_at", sa.DateTime(timezone=True)),
    ):
        op.add_column("indicator_values", column)
    op.alter_column("indicator_values", "units_from", server_default=None)
    op.create_check_constraint(
        op.f("ck_indicator_values_nature"),
        "indicator_values",
        "nature IN ('actual', 'plan', 'estimate', 'scenario', 'forecast')",
    )
    op.execute(_CHAIN)
    op.drop_index("ix_indicator_values_place", "indicator_values")
    op.execute(_CURRENT)
    op.execute(_HISTORY)
    op.execute("DROP POLICY in_scope ON indicator_values")
    op.execute(_IN_SCOPE)


def downgrade() -> None:
    op.execute("DROP POLICY in_scope ON indicator_values")
    op.execute(_IN_SCOPE_BEFORE)
    op.drop_index("ix_indicator_values_history", "indicator_values")
    op.drop_index("uq_indicator_values_current", "indicator_values")
    op.create_index(
        "ix_indicator_values_place",
        "indicator_values",
        ["space", "indicator", "period", "province_code", "commune_code", "known_at"],
    )
    op.drop_constraint(op.f("ck_indicator_values_nature"), "indicator_values")
    for name in ("superseded_at", "reason", "units_from", "nature"):
        op.drop_column("indicator_values", name)
