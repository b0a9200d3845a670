#!/bin/bash
# make bench: sets up as for the tests, with the peers, and measures. Arguments go to `python -m bench`.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. scripts/setup.sh
set_up test
peers=()
command -v mapserv >/dev/null || peers+=(cgi-mapserver)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || peers+=(nginx-light)
if [ "${#peers[@]}" -gt 0 ]; then
  # nginx is started by the measurement, on a port of its own: not by its installation.
  hold=/usr/sbin/policy-rc.d
  held=0
  may_become_root || fail "Hãy nhờ quản trị máy cài" "Ask the administrator to install" "${peers[*]}"
  [ -e "$hold" ] || { printf '#!/bin/sh\nexit 101\n' | as_root tee "$hold" >/dev/null && as_root chmod +x "$hold" && held=1; }
  step peers "Cài phần mềm để so sánh: ${peers[*]}" "Installing the peers" apt_install "${peers[@]}"
  installed=$?
  [ "$held" -eq 0 ] || as_root rm -f "$hold"
  [ "$installed" -eq 0 ] || fail "Không cài được" "Could not install" "${peers[*]}"
fi
# A peer that is a Python package goes into a folder of its own: what the program uses stays as it is locked.
[ -d var/peers/rasterstats ] ||
  step peers "Cài rasterstats để so sánh" "Installing rasterstats" "$(dirname "$VENV_PYTHON")/uv" pip install --quiet --python "$VENV_PYTHON" --target var/peers rasterstats ||
  say "Không cài được rasterstats: bỏ so sánh đó" "rasterstats could not be installed: that ratio is left out"
PATH="$PATH:/usr/sbin" exec "$VENV_PYTHON" -m bench "$@"
