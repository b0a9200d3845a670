#!/bin/bash
# Runs once, when the database volume is new: the roles that sign in and an empty database. Schemas,
# extensions and tables come from `geoops db migrate`.
set -euo pipefail

psql --set ON_ERROR_STOP=1 --set password="$GEOOPS_APP_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE geoops_app LOGIN PASSWORD :'password';
CREATE ROLE geoops_reader LOGIN PASSWORD :'password';
CREATE DATABASE geoops TEMPLATE template0 ENCODING 'UTF8';
REVOKE ALL ON DATABASE geoops FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE geoops TO geoops_app;
GRANT CONNECT ON DATABASE geoops TO geoops_reader;
SQL
