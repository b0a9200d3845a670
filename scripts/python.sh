# The virtual environment and what lies in it. Sourced by setup.sh.

VENV_PYTHON=.venv/bin/python

# A virtual environment knows its own path: one that was moved here is made again. One that is a link
# belongs to whoever linked it and is never touched.
linked_environment() { [ -L .venv ]; }

make_environment() {
  local here
  here="$(pwd -P)"
  if [ -x "$VENV_PYTHON" ] && [ "$(cat .venv/made-at 2>/dev/null)" = "$here" ] && "$VENV_PYTHON" -c '' 2>/dev/null; then
    return 0
  fi
  rm -rf .venv var/node
  step venv "Tạo môi trường Python" "Making the Python environment" new_environment || return
  printf '%s\n' "$here" >.venv/made-at
}

PIP=("$VENV_PYTHON" -m pip --disable-pip-version-check install --no-input --quiet)

new_environment() {
  "$(python)" -m venv .venv || return
  "${PIP[@]}" --no-deps --require-hashes -r requirements-tools.txt || echo "uv: not to be had, going on with pip"
}

# pip_setting NAME: what this machine's pip is told, empty where it is told nothing.
pip_setting() { "$VENV_PYTHON" -m pip config get "global.$1" 2>/dev/null || true; }

# uv does not read pip's configuration, and must use the same registry.
uv_as_pip_is_configured() {
  local value
  value=${PIP_INDEX_URL:-$(pip_setting index-url)}
  [ -z "$value" ] || [ -n "${UV_DEFAULT_INDEX:-}" ] || export UV_DEFAULT_INDEX="$value"
  value=${PIP_EXTRA_INDEX_URL:-$(pip_setting extra-index-url)}
  [ -z "$value" ] || [ -n "${UV_INDEX:-}" ] || export UV_INDEX="$value"
  value=${PIP_FIND_LINKS:-$(pip_setting find-links)}
  [ -z "$value" ] || [ -n "${UV_FIND_LINKS:-}" ] || export UV_FIND_LINKS="$value"
  value=${PIP_CERT:-$(pip_setting cert)}
  [ -z "$value" ] || [ -n "${SSL_CERT_FILE:-}" ] || export SSL_CERT_FILE="$value"
  export UV_INDEX_STRATEGY=unsafe-best-match UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180} UV_NO_PROGRESS=1
}

# install_locked FILE: the packages of a lock file, by uv where it can be had, else by pip.
install_locked() {
  if [ -x .venv/bin/uv ]; then
    (uv_as_pip_is_configured && .venv/bin/uv pip install --python "$VENV_PYTHON" --no-deps --require-hashes -r "$1") && return
    echo "uv failed, going on with pip"
  fi
  "${PIP[@]}" --no-deps --require-hashes -r "$1"
}

# The command `geoops`, running the code where it lies.
install_project() {
  local isolation=()
  # setuptools came with the tools; where it did not, pip fetches its own for the moment
  "$VENV_PYTHON" -c 'import setuptools, sys; sys.exit(int(setuptools.__version__.split(".")[0]) < 75)' 2>/dev/null &&
    isolation=(--no-build-isolation)
  "${PIP[@]}" --no-deps "${isolation[@]}" -e .
}

# python_packages runtime|dev|node: what the lock file says, once per change of it.
python_packages() {
  local file=requirements.txt stamp mark
  case $1 in
    dev) file=requirements-dev.txt ;;
    node) file=requirements-node.txt ;;
  esac
  mark=$(fingerprint "$file")
  stamp=.venv/installed-$1
  [ "$(cat "$stamp" 2>/dev/null)" = "$mark" ] && return 0
  # the development set holds the runtime set
  if [ "$1" = runtime ] && [ "$(cat .venv/installed-dev 2>/dev/null)" = "$(fingerprint requirements-dev.txt)" ]; then
    return 0
  fi
  step "python-$1" "Cài thư viện Python ($file)" "Installing Python packages" install_locked "$file" || return
  printf '%s\n' "$mark" >"$stamp"
}

python_project() {
  local mark
  mark=$(fingerprint pyproject.toml)
  [ "$(cat .venv/installed-project 2>/dev/null)" = "$mark" ] && return 0
  step project "Đăng ký lệnh geoops" "Registering the geoops command" install_project || return
  printf '%s\n' "$mark" >.venv/installed-project
}

python_failed() {
  fail "Không cài được thư viện Python. Kiểm tra mạng tới kho gói rồi chạy lại." \
    "The Python packages could not be installed. Check the way to the package registry and run again."
}

python_environment() { linked_environment || make_environment || python_failed; }

python_side() {
  if linked_environment; then
    say "Dùng môi trường Python được liên kết sẵn (.venv), không cài thêm" "Using the linked .venv as it is"
    return
  fi
  python_packages "$1" && python_project || python_failed
}
