"""The database's versions: Alembic revisions in one straight line, run by `geoops db migrate` and `geoops up`."""
