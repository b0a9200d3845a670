# Everything between an empty machine and a program that can run. Sourced by run.sh, test.sh and bench.sh
# from the root of the repository; set_up finds what is missing and does no more than that.

set -uo pipefail
# Compiled once and kept: an environment that forbids it makes every start of the program three times as long.
unset PYTHONDONTWRITEBYTECODE
. scripts/say.sh
. scripts/system.sh
. scripts/python.sh
. scripts/web.sh

# beside COMMAND…: starts it in a process group of its own, so that it can be ended with all its children.
beside() {
  set -m
  "$@" </dev/null &
  beside_group=$!
  set +m
}

end_beside() {
  [ -z "${beside_group:-}" ] || kill -TERM -- "-$beside_group" 2>/dev/null
}

stop_set_up() {
  end_beside
  say "Đã dừng cài đặt" "Set-up stopped"
  exit 130
}

# set_up run|test
set_up() {
  local packages=(python postgis) python_set=runtime
  [ "$1" = run ] || { packages+=(chromium mosquitto office) python_set=dev; }
  python >/dev/null || exit 2
  mkdir -p var
  # Two set-ups at once would tread on each other; the lock is given back before the program starts.
  exec 9>var/setup.lock
  flock -n 9 || { say "Một lần cài đặt khác đang chạy, xin chờ…" "Another set-up is running, waiting"; flock 9; }
  trap stop_set_up INT TERM HUP
  trap end_beside EXIT
  # The browser side is made beside the rest: at once where the machine has Node, else as soon as there is
  # a Python environment to put one into.
  beside_group=
  if node_is_good; then beside web_side; fi
  system_packages "${packages[@]}"
  python_environment
  [ -n "$beside_group" ] || beside web_side
  python_side "$python_set"
  wait "$beside_group" || exit 2
  beside_group=
  trap - INT TERM HUP EXIT
  find_node || exit 2
  exec 9>&-
}
