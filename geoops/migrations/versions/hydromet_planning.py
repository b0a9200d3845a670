"""Tables that the planner knows nothing of are looked at by the batch that fills them.

A partition is made when a month begins, or when a replay of another month does, and the first batches come before
autovacuum does. The planner then takes it for a row or two and joins thousands of readings row by row: seconds instead
of milliseconds, for a minute. It is looked at again where it has grown eightfold; all else is left to autovacuum.
"""

from alembic import op

revision = "hydromet_planning"
down_revision = "incidents_disease"
branch_labels = None
depends_on = None

_LOOK = """
CREATE FUNCTION analyse_unseen(parent text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = geoops, extensions, pg_temp AS $$
DECLARE
  unseen regclass;
  looked integer := 0;
BEGIN
  IF parent NOT IN ('stations', 'observations', 'rain_pieces') THEN
    RAISE EXCEPTION 'not a table of measurements: %', parent;
  END IF;
  FOR unseen IN
    SELECT class.oid FROM pg_class AS class
    LEFT JOIN pg_inherits ON inhrelid = class.oid
    WHERE coalesce(inhparent, class.oid) = ('geoops.' || parent)::regclass
      AND class.relkind = 'r' AND pg_relation_size(class.oid) > 0
      AND (class.reltuples < 0 OR pg_relation_size(class.oid) > 8 * 8192 * greatest(class.relpages, 1)::bigint)
  LOOP
    -- Whoever else looks at it now will have done it: nobody waits.
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', unseen);
    looked := looked + 1;
  END LOOP;
  RETURN looked;
END $$
"""


def upgrade() -> None:
    op.execute(_LOOK)
    op.execute("REVOKE ALL ON FUNCTION analyse_unseen(text) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION analyse_unseen(text) TO geoops_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION analyse_unseen(text)")
