"""Alembic's entry: runs the revisions on the connection that `geoops.migrations.run` hands over."""

from alembic import context
from sqlalchemy import Connection

from geoops.kit.db import Base
from geoops.migrations.run import include_object

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_object=include_object,
    compare_type=True,
    compare_server_default=False,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
