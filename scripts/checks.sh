# What is checked, in the order of what fails quickest. Sourced by test.sh, which gives
# `check`, and `begin` and `finish` for what runs beside the others.

lint_checks() {
  [ ! -e web/package.json ] || begin web-lint npm --prefix web run lint
  check ruff "$VENV_PYTHON" -m ruff check .
  check format "$VENV_PYTHON" -m ruff format --check .
  check mypy "$VENV_PYTHON" -m mypy geoops
  check layers "$VENV_PYTHON" scripts/lint_layers.py
  [ ! -e web/package.json ] || finish web-lint
}

# What runs beside the checks above. Collecting shows that every test can be found, and compiles what they import: once,
# and not once in each of their processes.
begin_quick_tests() {
  [ ! -e web/package.json ] || begin web-unit npm --prefix web test -- --run
  begin collect bash -o pipefail -c '"$0" -m pytest --collect-only -q | grep -v "^tests/.*::"' "$VENV_PYTHON"
}

finish_quick_tests() {
  [ ! -e web/package.json ] || finish web-unit
  finish collect
}

# The first start of the program is one process for half a minute, and the browser tests would wait for it: it is made
# beside the others.
test_checks() {
  local first_start
  first_start=$(mktemp -d) && chmod 755 "$first_start"
  begin first-start "$VENV_PYTHON" -m tests.e2e.program "$first_start"
  check python "$VENV_PYTHON" -m pytest --ignore tests/e2e -n 3 --dist loadfile --no-loadscope-reorder
  finish first-start
  # By themselves: a browser without a graphics card draws maps with all the processors there are.
  check e2e env GEOOPS_TEST_FIRST_START="$first_start" \
    "$VENV_PYTHON" -m pytest tests/e2e -n 2 --dist loadfile --no-loadscope-reorder
  rm -rf "$first_start"
}
