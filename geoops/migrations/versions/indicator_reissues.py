"""Values that came again under a new number of sharing, because what stands beside them changed: their approval."""

import sqlalchemy as sa
from alembic import op

from geoops.migrations.rls import protect_spaced

revision = "indicator_reissues"
down_revision = "incidents_disease"
branch_labels = None
depends_on = None

# As with reports: what is the province's own is seen by that province and the nation.
_IN_SCOPE = """
CREATE POLICY in_scope ON indicator_reissues AS RESTRICTIVE TO geoops_app USING (
  (SELECT scope_is_nation())
  OR province_code = ANY ((SELECT scope_provinces())::text[])
  OR commune_code = ANY ((SELECT scope_communes())::text[]))
"""

# Reports went on their way before: whoever has read past their values is told of them once more.
_ON_THEIR_WAY = """
INSERT INTO indicator_reissues (value, seq, province_code, commune_code, space)
SELECT held.id, nextval(pg_get_serial_sequence('indicator_values', 'id')), held.province_code, held.commune_code,
       held.space
FROM (
  SELECT value.id, value.province_code, value.commune_code, value.space
  FROM indicator_reports AS report
  JOIN indicator_nodes AS node
    ON node.set_code = report.set_code AND node.responsible_offices[1] = report.office
  JOIN indicator_values AS value
    ON value.space = report.space AND value.indicator = node.code AND value.period = report.period
   AND value.province_code = report.province_code
   AND value.commune_code IS NOT DISTINCT FROM report.commune_code
  WHERE value.superseded_at IS NULL AND report.state <> 'draft'
  ORDER BY value.id
) AS held
"""


def upgrade() -> None:
    op.create_table(
        "indicator_reissues",
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("province_code", sa.String(2), nullable=False),
        sa.Column("commune_code", sa.String(5)),
        sa.Column("space", sa.String, server_default=sa.text("current_space()"), nullable=False),
        sa.ForeignKeyConstraint(["space"], ["spaces.name"], name=op.f("fk_indicator_reissues_space")),
        sa.PrimaryKeyConstraint("value", name=op.f("pk_indicator_reissues")),
    )
    op.create_index("uq_indicator_reissues_seq", "indicator_reissues", ["space", "seq"], unique=True)
    protect_spaced("indicator_reissues")
    op.execute(_IN_SCOPE)
    op.execute(
        "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SEQUENCE %s TO geoops_app',"
        " pg_get_serial_sequence('indicator_values', 'id')); END $$"
    )
    op.execute(_ON_THEIR_WAY)


def downgrade() -> None:
    op.execute(
        "DO $$ BEGIN EXECUTE format('REVOKE USAGE ON SEQUENCE %s FROM geoops_app',"
        " pg_get_serial_sequence('indicator_values', 'id')); END $$"
    )
    op.drop_table("indicator_reissues")
