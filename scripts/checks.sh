# What is checked, in the order of what fails quickest. Sourced by test.sh, which gives
# `check`, and `begin` and `finish` for what runs beside the others.

begin_lint() {
  [ ! -e web/package.json ] || begin web-lint npm --prefix web run lint
  check ruff "$VENV_PYTHON" -m ruff check .
  check format "$VENV_PYTHON" -m ruff format --check .
  check mypy "$VENV_PYTHON" -m mypy geoops
  check layers "$VENV_PYTHON" scripts/lint_layers.py
}

finish_lint() {
  [ ! -e web/package.json ] || finish web-lint
}

# What needs one processor, while the other still looks through the browser side.
quick_tests() {
  [ ! -e web/package.json ] || check web-unit npm --prefix web test -- --run
  check collect collect
}

# Every test can be found. What they import is compiled on the way: once, and not once in each of their processes.
collect() {
  "$VENV_PYTHON" -m pytest --collect-only -q | grep -v '^tests/.*::'
  return "${PIPESTATUS[0]}"
}

test_checks() {
  check python "$VENV_PYTHON" -m pytest --ignore tests/e2e -n 3 --dist loadfile --no-loadscope-reorder
  # By itself: a browser without a graphics card draws maps with all the processors there are.
  check e2e "$VENV_PYTHON" -m pytest tests/e2e -n 2 --dist loadfile --no-loadscope-reorder
}
