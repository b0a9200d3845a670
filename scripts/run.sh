#!/bin/bash
# make run: from whatever this machine has to a live map. Arguments go to `geoops up`.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. scripts/setup.sh
set_up run
say "Khởi động GeoOps (Ctrl-C để dừng)" "Starting GeoOps (Ctrl-C to stop)"
exec "$VENV_PYTHON" -m geoops up "$@"
