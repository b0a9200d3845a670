"""Spaces and their clocks, the change log, the context functions, the job queue."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects.postgresql import JSONB

from geoops.kit.models import Xid8
from geoops.migrations.rls import grant_reference

revision = "core"
down_revision = None
branch_labels = None
depends_on = None

_CONTEXT = """
CREATE FUNCTION current_space() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT current_setting('geoops.space', true) $$;
CREATE FUNCTION current_actor() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(nullif(current_setting('geoops.actor', true), ''), 'unknown') $$;
CREATE FUNCTION scope_is_nation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('geoops.scope', true), '') = 'vn' $$;
CREATE FUNCTION scope_provinces() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(code), '{}')
     FROM unnest(string_to_array(coalesce(current_setting('geoops.scope', true), ''), ',')) AS code
     WHERE code ~ '^[0-9]{2}$' $$;
CREATE FUNCTION scope_has_province() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT scope_is_nation() OR cardinality(scope_provinces()) > 0 $$;
-- The communes of the scope: those named, and all of the provinces named. Late bound: the table comes later.
CREATE FUNCTION scope_communes() RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN (
    SELECT coalesce(array_agg(DISTINCT code), '{}') FROM (
      SELECT code FROM unnest(string_to_array(coalesce(current_setting('geoops.scope', true), ''), ',')) AS code
      WHERE code ~ '^[0-9]{5}$'
      UNION ALL
      SELECT communes.code FROM communes WHERE communes.province_code = ANY (scope_provinces())
    ) AS codes
  );
END $$;
"""

_CLOCK = """
CREATE FUNCTION space_clock(space_name text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN kind = 'live' THEN now() ELSE least(
           coalesce(ends_at, 'infinity'),
           anchor_event + speed * (greatest(least(now(), runs_until), anchor_wall) - anchor_wall)) END
  FROM spaces WHERE name = space_name $$;
CREATE FUNCTION space_now() RETURNS timestamptz LANGUAGE sql STABLE AS
  $$ SELECT coalesce(space_clock(current_space()), now()) $$;
"""

# The first append of a transaction takes a shared advisory lock whose key carries the last number handed out
# before it; only then does it draw its own. See docs/decisions/0002-change-log-order.md.
_NUMBERING = """
CREATE FUNCTION changes_number() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  this text := pg_current_xact_id()::text;
  top bigint;
BEGIN
  IF coalesce(current_setting('geoops.change_hold', true), '') <> this THEN
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO top FROM changes_seq;
    PERFORM pg_advisory_xact_lock_shared((71::bigint << 56) | top);
    PERFORM set_config('geoops.change_hold', this, true);
  END IF;
  NEW.txid := this::xid8;
  NEW.seq := nextval('changes_seq');
  RETURN NEW;
END $$;
CREATE TRIGGER changes_number BEFORE INSERT ON changes FOR EACH ROW EXECUTE FUNCTION changes_number();

CREATE FUNCTION change_bound() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  top bigint;
  held bigint;
BEGIN
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO top FROM changes_seq;
  SELECT min(((classid::bigint & 16777215) << 32) | objid::bigint) INTO held
  FROM pg_locks
  WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 24 = 71
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  RETURN least(top, coalesce(held, top));
END $$;
"""

_CHANGES_POLICIES = """
ALTER TABLE changes ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON changes FOR SELECT TO geoops_app USING (
  (space = (SELECT current_space()) OR (SELECT current_space()) = '*')
  AND ((SELECT scope_is_nation())
       OR commune_code = ANY ((SELECT scope_communes())::text[])
       OR everyone
       OR (commune_code IS NULL AND (SELECT scope_has_province()))
       OR actor = (SELECT current_actor())));
CREATE POLICY appended ON changes FOR INSERT TO geoops_app WITH CHECK (space = (SELECT current_space()));
GRANT SELECT, INSERT ON changes TO geoops_app;
GRANT USAGE, SELECT ON SEQUENCE changes_seq TO geoops_app;
"""

_JOBS_GRANTS = """
GRANT USAGE ON SCHEMA jobs TO geoops_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO geoops_app;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA jobs TO geoops_app;
"""


def upgrade() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "spaces",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title_vi", sa.String, nullable=False),
        sa.Column("title_en", sa.String, nullable=False),
        sa.Column("starts_at", time),
        sa.Column("ends_at", time),
        sa.Column("anchor_event", time),
        sa.Column("anchor_wall", time),
        sa.Column("runs_until", time),
        sa.Column("speed", sa.Float, nullable=False, server_default=sa.text("1")),
        sa.Column("shown_first", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("created_at", time, nullable=False, server_default=sa.text("now()")),
        sa.CheckConstraint("kind IN ('live', 'replay', 'drill')", name="kind"),
        sa.CheckConstraint("name ~ '^[a-z0-9][a-z0-9-]{0,62}$'", name="name"),
        sa.CheckConstraint("(kind = 'live') = (anchor_event IS NULL)", name="clock"),
        sa.CheckConstraint("speed >= 0", name="speed"),
    )
    op.execute(_CONTEXT)
    op.execute(_CLOCK)
    op.execute(
        "INSERT INTO spaces (name, kind, title_vi, title_en, shown_first)"
        " VALUES ('live', 'live', 'Trực tiếp', 'Live', true)"
    )
    grant_reference("spaces")

    op.execute("CREATE SEQUENCE changes_seq CACHE 1")
    op.create_table(
        "changes",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("txid", Xid8, nullable=False),
        sa.Column("recorded_at", time, nullable=False, server_default=sa.text("space_now()")),
        sa.Column("wall_at", time, nullable=False, server_default=sa.text("clock_timestamp()")),
        sa.Column(
            "space",
            sa.String,
            sa.ForeignKey("spaces.name"),
            nullable=False,
            server_default=sa.text("current_space()"),
        ),
        sa.Column("actor", sa.String, nullable=False, server_default=sa.text("current_actor()")),
        sa.Column("domain", sa.String, nullable=False),
        sa.Column("entity", sa.String, nullable=False),
        sa.Column("entity_id", sa.String, nullable=False),
        sa.Column("op", sa.String, nullable=False),
        sa.Column("commune_code", sa.String),
        sa.Column("at", time),
        sa.Column("everyone", sa.Boolean, nullable=False, server_default=sa.text("false")),
        sa.Column("payload", JSONB, nullable=False, server_default=sa.text("'{}'")),
        sa.Index("ix_changes_space_seq", "space", "seq"),
        sa.Index("ix_changes_entity", "domain", "entity", "entity_id"),
    )
    op.execute(_NUMBERING)
    op.execute(_CHANGES_POLICIES)

    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs")
    # Many statements in one text: only psycopg itself, without parameters, sends them so.
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(SchemaManager.get_schema())
    op.execute(_JOBS_GRANTS)
    op.execute("SET LOCAL search_path = geoops, extensions, public")


def downgrade() -> None:
    op.execute("DROP SCHEMA jobs CASCADE")
    op.drop_table("changes")
    op.execute("DROP FUNCTION changes_number(), change_bound()")
    op.execute("DROP SEQUENCE changes_seq")
    op.drop_table("spaces")
    op.execute("DROP FUNCTION space_now(), space_clock(text), scope_communes(), scope_has_province()")
    op.execute("DROP FUNCTION scope_provinces(), scope_is_nation(), current_actor(), current_space()")
