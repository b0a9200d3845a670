# Everything between an empty machine and a program that can run. Sourced by run.sh, test.sh and bench.sh
# from the root of the repository; set_up finds what is missing and does no more than that.

set -uo pipefail
. scripts/say.sh
. scripts/system.sh
. scripts/python.sh
. scripts/web.sh

# set_up run|test
set_up() {
  python >/dev/null || exit 2
  mkdir -p var
  # Two set-ups at once would tread on each other; the lock is given back before the program starts.
  exec 9>var/setup.lock
  flock -n 9 || { say "Một lần cài đặt khác đang chạy, xin chờ…" "Another set-up is running, waiting"; flock 9; }
  case $1 in
    run)
      system_packages python postgis
      python_side runtime
      ;;
    test)
      system_packages python postgis chromium
      python_side dev
      ;;
  esac
  web_side
  exec 9>&-
}
