"""Row-level security and grants, as revisions speak of them.

The sub-selects make PostgreSQL read the context once per query instead of once per row.
"""

from alembic import op

_IN_SPACE = "space = (SELECT current_space())"
_IN_SCOPE = (
    "((SELECT scope_is_nation()) OR {column} = ANY ((SELECT scope_communes())::text[])"
    " OR ({column} IS NULL AND (SELECT scope_has_province())){own})"
)


def grant_reference(table: str, *, write: bool = True) -> None:
    """Reference data without space or scope: everybody reads, and the services that load it write."""
    privileges = "SELECT, INSERT, UPDATE, DELETE" if write else "SELECT"
    op.execute(f"GRANT {privileges} ON {table} TO geoops_app")


def protect_spaced(table: str) -> None:
    """Rows of the transaction's space only."""
    grant_reference(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(
        f"CREATE POLICY in_space ON {table} TO geoops_app USING ({_IN_SPACE}) WITH CHECK ({_IN_SPACE})"
    )


def protect_scoped(
    table: str,
    *,
    commune_column: str = "commune_code",
    own_column: str | None = None,
    insert_anywhere: bool = False,
) -> None:
    """Rows of the transaction's space, and only those whose commune lies in the caller's scope.

    A row without a commune is seen by province and nation scopes. With `own_column` a person also sees the rows
    that carry their name there. With `insert_anywhere` a row may be added outside the scope (a report from a
    neighbouring commune is taken, not refused).
    """
    own = f" OR {own_column} = (SELECT current_actor())" if own_column else ""
    scope = _IN_SCOPE.format(column=commune_column, own=own)
    rule = f"{_IN_SPACE} AND {scope}"
    grant_reference(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    for verb in ("SELECT", "DELETE"):
        op.execute(f"CREATE POLICY scoped_{verb.lower()} ON {table} FOR {verb} TO geoops_app USING ({rule})")
    op.execute(
        f"CREATE POLICY scoped_update ON {table} FOR UPDATE TO geoops_app USING ({rule}) WITH CHECK ({rule})"
    )
    check = _IN_SPACE if insert_anywhere else rule
    op.execute(f"CREATE POLICY scoped_insert ON {table} FOR INSERT TO geoops_app WITH CHECK ({check})")


def protect_child(table: str, parent: str, column: str) -> None:
    """Rows that belong to a row of `parent` (by its `id`): seen and written by whoever sees that row."""
    rule = f"{_IN_SPACE} AND EXISTS (SELECT FROM {parent} WHERE {parent}.id = {table}.{column})"
    grant_reference(table)
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY with_parent ON {table} TO geoops_app USING ({rule}) WITH CHECK ({rule})")
