"""The roles and schemas of what is published, as migrations know them: what has to be out of their way.

Views keep tables from being altered, so whatever is published is taken back before revisions run; it is made anew from
the declarations of the layers after them (`geoops.layers.ogc.publishing`).
"""

from sqlalchemy import Connection, text

PUBLISHED = "published"
"""The schema of the views, one for each layer that may be opened to the public."""
PINNED = "publishing"
"""The schema of functions that answer as in the live space for the whole nation, whatever a session says."""
PUBLISHER = "geoops_publisher"
"""Owns the views: nobody signs in as it, and row-level security applies to it."""
READER = "geoops_reader"
"""May read the views and nothing else."""


def ensure_publisher(connection: Connection) -> None:
    """The owner of the views. Raises psycopg's InsufficientPrivilege (inside SQLAlchemy's) where it may not be made."""
    if not connection.scalar(text("SELECT to_regrole(:role) IS NOT NULL"), {"role": PUBLISHER}):
        connection.execute(
            text(
                f"DO $$ BEGIN CREATE ROLE {PUBLISHER} NOLOGIN; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
        )


def withdraw(connection: Connection) -> None:
    """Take back all that is published, with the rights and policies that it stood on."""
    for schema in (PUBLISHED, PINNED):
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
    if connection.scalar(text("SELECT to_regrole(:role) IS NOT NULL"), {"role": PUBLISHER}):
        connection.execute(text(f"DROP OWNED BY {PUBLISHER}"))
