#!/bin/bash
# make test: everything the tests need, then every check and test there is. Goes on after a failure and
# ends with one table; exit status 0 only where everything passed.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. scripts/setup.sh
set_up test
mkdir -p var/log

results=()
failed=0

# check NAME COMMAND…: runs it with its output shown, and keeps the last line that counts something.
check() {
  local name=$1 log status=0 began=$SECONDS count
  shift
  log="var/log/test-$name.log"
  printf '\n━━ %s: %s\n' "$name" "$*"
  "$@" 2>&1 </dev/null | tee "$log"
  status=${PIPESTATUS[0]}
  count=$(sed 's/\x1b\[[0-9;]*m//g' "$log" | grep -E '[0-9]+ (passed|failed|error|source files|files? already|problem)|Tests +[0-9]|no issues|All checks passed' | tail -n 1 | tr -d '=' | sed 's/^ *//; s/ *$//')
  [ "$status" -eq 0 ] || failed=1
  results+=("$(printf '%-4s %-12s %4s s  %s' "$([ "$status" -eq 0 ] && echo OK || echo FAIL)" "$name" $((SECONDS - began)) "$count")")
}

. scripts/checks.sh
case ${1:-all} in
  lint) lint_checks ;;
  *)
    lint_checks
    test_checks
    ;;
esac

printf '\n━━ Tổng kết / Summary (%s s)\n' "$SECONDS"
printf '  %s\n' "${results[@]}"
exit "$failed"
