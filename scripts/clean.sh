#!/bin/bash
# make clean: removes what can be made again. The data in var/ stay.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
[ -L .venv ] || rm -rf .venv
rm -rf web/node_modules geoops/static var/log/setup-* var/log/test-* var/web-built \
  .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
