"""What the owner does to publish, and what the OGC API reads of its views."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from geoops.embedded.config import CLUSTER_NAME
from geoops.migrations.publishing import (
    PINNED,
    PUBLISHED,
    PUBLISHER,
    READER,
    ensure_publisher,
    withdraw,
)

VERSION = 1
"""Part of what is remembered of a database: raise it when what follows is changed."""
_SCHEMA = "geoops"

# The context of row-level security, as it is for the public: the live space, the whole nation. These answer the same
# whatever a session sets, so nothing that a query says can reach another space.
_CONTEXT = f"""
CREATE FUNCTION {PINNED}.current_space() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'live' $$;
CREATE FUNCTION {PINNED}.current_actor() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 'public' $$;
CREATE FUNCTION {PINNED}.scope_is_nation() RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT true $$;
CREATE FUNCTION {PINNED}.scope_provinces() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT '{{}}'::text[] $$;
CREATE FUNCTION {PINNED}.scope_has_province() RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT true $$;
CREATE FUNCTION {PINNED}.scope_communes() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT '{{}}'::text[] $$;
CREATE FUNCTION {PINNED}.space_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT now() $$;
"""

# What the views stand on: tables that they read, and those that the policies of these read.
_REACHED = f"""
WITH RECURSIVE reached (oid) AS (
  SELECT depends.refobjid FROM pg_class AS view
  JOIN pg_rewrite AS rule ON rule.ev_class = view.oid
  JOIN pg_depend AS depends ON depends.classid = 'pg_rewrite'::regclass AND depends.objid = rule.oid
    AND depends.refclassid = 'pg_class'::regclass
  WHERE view.relnamespace = '{PUBLISHED}'::regnamespace
  UNION
  SELECT depends.refobjid FROM reached
  JOIN pg_policy AS policy ON policy.polrelid = reached.oid
  JOIN pg_depend AS depends ON depends.classid = 'pg_policy'::regclass AND depends.objid = policy.oid
    AND depends.refclassid = 'pg_class'::regclass
)
"""  # noqa: S608 - our own names
_TABLES = (
    _REACHED
    + f"""
SELECT relation.relname, relation.relkind FROM reached JOIN pg_class AS relation USING (oid)
WHERE relation.relnamespace = '{_SCHEMA}'::regnamespace ORDER BY 1
"""  # noqa: S608
)
_OWNERS_FUNCTIONS = f"""
SELECT function.proname FROM pg_class AS view
JOIN pg_rewrite AS rule ON rule.ev_class = view.oid
JOIN pg_depend AS depends ON depends.classid = 'pg_rewrite'::regclass AND depends.objid = rule.oid
  AND depends.refclassid = 'pg_proc'::regclass
JOIN pg_proc AS function ON function.oid = depends.refobjid
WHERE view.relnamespace = '{PUBLISHED}'::regnamespace AND function.prosecdef
"""  # noqa: S608
_POLICIES = (
    _REACHED
    + """
SELECT relation.relname, policy.polname, policy.polpermissive,
       pg_get_expr(policy.polqual, policy.polrelid) AS condition
FROM reached JOIN pg_class AS relation USING (oid) JOIN pg_policy AS policy ON policy.polrelid = relation.oid
WHERE policy.polcmd IN ('r', '*') AND policy.polqual IS NOT NULL AND 'geoops_app'::regrole = ANY (policy.polroles)
ORDER BY 1, 2
"""
)


_STANDING = """
SELECT obj_description(to_regnamespace(:schema), 'pg_namespace')
WHERE NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace(:schema)
                  AND relowner IS DISTINCT FROM to_regrole(:owner)::oid)
"""


def standing(connection: Connection) -> str | None:
    """What was said of the views that stand; None where there are none, or one is not its owner's."""
    said: str | None = connection.scalar(text(_STANDING), {"schema": PUBLISHED, "owner": PUBLISHER})
    return said


def publish(connection: Connection, views: Sequence[tuple[str, str]], said: str) -> None:
    """Make the views anew, with exactly the rights and policies that they need."""
    _ensure_roles(connection)
    withdraw(connection)
    for schema in (PUBLISHED, PINNED):
        _run(connection, f"CREATE SCHEMA {schema}")
    _run(connection, f"GRANT USAGE, CREATE ON SCHEMA {PUBLISHED} TO {PUBLISHER}")
    _run(connection, f"GRANT USAGE ON SCHEMA {_SCHEMA}, extensions TO {PUBLISHER}")
    _run(connection, f"GRANT USAGE ON SCHEMA {PUBLISHED} TO {READER}")
    for statement in _CONTEXT.strip().split("\n"):
        _run(connection, statement)
    _run(connection, f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {PINNED} TO {PUBLISHER}, {READER}")
    _pinned(connection, True)
    for name, sql in views:
        _run(connection, f"CREATE VIEW {PUBLISHED}.{name} AS {sql}")
    _pinned(connection, False)
    _refuse_ways_around(connection)
    for table, _ in connection.execute(text(_TABLES)).all():
        _run(connection, f"GRANT SELECT ON {_SCHEMA}.{table} TO {PUBLISHER}")
    policies = connection.execute(text(_POLICIES)).all()
    _pinned(connection, True)
    for table, name, permissive, condition in policies:
        kind = "PERMISSIVE" if permissive else "RESTRICTIVE"
        _run(
            connection,
            f"CREATE POLICY published_{name} ON {_SCHEMA}.{table} AS {kind} FOR SELECT TO {PUBLISHER} USING ({condition})",
        )
    _pinned(connection, False)
    for name, _ in views:
        _run(connection, f"ALTER VIEW {PUBLISHED}.{name} OWNER TO {PUBLISHER}")
    _run(connection, f"GRANT SELECT ON ALL TABLES IN SCHEMA {PUBLISHED} TO {READER}")
    _run(connection, f"REVOKE CREATE ON SCHEMA {PUBLISHED} FROM {PUBLISHER}")
    _run(connection, f"COMMENT ON SCHEMA {PUBLISHED} IS '{said}'")


def _ensure_roles(connection: Connection) -> None:
    """The owner of the views, and their reader: the application may become it, and in the private cluster, where the
    system says who signs in, it signs in as nobody else."""
    ensure_publisher(connection)
    for member, role in (("current_user", PUBLISHER), ("'geoops_app'", READER)):
        _run(
            connection,
            f"DO $$ BEGIN IF NOT pg_has_role({member}, '{role}', 'MEMBER') "
            f"THEN EXECUTE format('GRANT {role} TO %I', {member}); END IF; END $$",
        )
    if connection.scalar(text("SELECT current_setting('cluster_name') = :ours"), {"ours": CLUSTER_NAME}):
        _run(connection, f"ALTER ROLE {READER} LOGIN")


def _pinned(connection: Connection, on: bool) -> None:
    """Whether names mean the pinned functions; PostgreSQL keeps what they meant when a view or policy was made."""
    _run(connection, f"SET LOCAL search_path = {f'{PINNED}, ' if on else ''}{_SCHEMA}, extensions, public")


def _refuse_ways_around(connection: Connection) -> None:
    """Row-level security does not apply to what runs as the owner of the tables: no layer may be made of that."""
    around = [name for name, kind in connection.execute(text(_TABLES)).all() if kind not in ("r", "p")]
    around += connection.scalars(text(_OWNERS_FUNCTIONS)).all()
    if around:
        raise RuntimeError(f"a layer is made of what passes by row-level security: {', '.join(around)}")


def _run(connection: Connection, statement: str) -> None:
    """Our own words, to the driver as they are: a colon in them is no bind."""
    connection.exec_driver_sql(statement.replace("%", "%%"))


COLUMNS = """
SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""


async def columns(connection: Any, view: str) -> list[tuple[str, str]]:
    """The columns of a view and their types, as its reader sees them (asyncpg); none where there is no such view."""
    rows = await connection.fetch(COLUMNS, f"{PUBLISHED}.{view}")
    return [(row["name"], row["type"]) for row in rows]
