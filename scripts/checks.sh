# What is checked, in the order of what fails quickest. Sourced by test.sh, which gives `check`.

lint_checks() {
  check ruff "$VENV_PYTHON" -m ruff check .
  check format "$VENV_PYTHON" -m ruff format --check .
  check mypy "$VENV_PYTHON" -m mypy geoops
  check layers "$VENV_PYTHON" scripts/lint_layers.py
  [ ! -e web/package.json ] || check web-lint npm --prefix web run lint
}

test_checks() {
  [ ! -e web/package.json ] || check web-unit npm --prefix web test -- --run
  check python "$VENV_PYTHON" -m pytest -m "not e2e" -n 3 --dist loadfile --no-loadscope-reorder
  check e2e "$VENV_PYTHON" -m pytest -m e2e -n 2 --dist loadfile --no-loadscope-reorder
}
