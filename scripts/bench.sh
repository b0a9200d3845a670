#!/bin/bash
# make bench: sets up as for the tests and measures. Arguments go to `python -m bench`.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. scripts/setup.sh
set_up test
exec "$VENV_PYTHON" -m bench "$@"
