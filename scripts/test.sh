#!/bin/bash
# make test: everything the tests need, then every check and test there is. Goes on after a failure and
# ends with one table; exit status 0 only where everything passed.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. scripts/setup.sh
set_up test
mkdir -p var/log

results=()
failed=0
in_memory=

# The tests make and drop a thousand databases, of hundreds of files each. Where the machine has the memory to
# spare, they lie there: the processor's time in the kernel is a fifth of what it is on a disk.
files_in_memory() {
  local free available
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
  available=$(awk '/MemAvailable/ {print $2}' /proc/meminfo)
  if [ "${free:-0}" -lt 8000000 ] || [ "$available" -lt 12000000 ] || findmnt -no OPTIONS /dev/shm | grep -qw noexec; then
    return
  fi
  TMPDIR=$(mktemp -d /dev/shm/geoops-test.XXXXXX) || return
  chmod 755 "$TMPDIR"
  in_memory=$TMPDIR
  export TMPDIR
}

# At the end, and where somebody presses Ctrl-C: nothing of what was begun goes on, and nothing stays in memory.
leave() {
  local row
  for row in "${begun[@]}"; do
    kill -TERM -- "-${row% *}" 2>/dev/null
  done
  [ -z "$in_memory" ] || rm -rf "$in_memory"
}

declare -A begun
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# check NAME COMMAND…: runs it with its output shown, and keeps the last line that counts something.
check() {
  local name=$1 began=$SECONDS
  shift
  printf '\n━━ %s: %s\n' "$name" "$*"
  "$@" 2>&1 </dev/null | tee "var/log/test-$name.log"
  note "$name" "${PIPESTATUS[0]}" $((SECONDS - began))
}

# begin NAME COMMAND…: runs it beside what follows, in a session of its own; `finish NAME` waits for it and shows what
# it said.
begin() {
  local name=$1
  shift
  rm -f "var/log/test-$name.end"
  # shellcheck disable=SC2016
  setsid bash -c '
    name=$1
    shift
    printf "\n━━ %s: %s\n" "$name" "$*"
    "$@"
    echo "$? $SECONDS" >"var/log/test-$name.end"
  ' begin "$name" "$@" >"var/log/test-$name.log" 2>&1 </dev/null &
  begun[$name]="$! $SECONDS"
}

finish() {
  local name=$1 process began status took
  read -r process began <<<"${begun[$name]}"
  wait "$process"
  unset "begun[$name]"
  read -r status took <"var/log/test-$name.end" || status=1 took=$((SECONDS - began))
  cat "var/log/test-$name.log"
  note "$name" "$status" "$took"
}

# note NAME STATUS SECONDS: a row of the table at the end.
note() {
  local verdict=OK count
  count=$(sed 's/\x1b\[[0-9;]*m//g' "var/log/test-$1.log" | grep -E '[0-9]+ (passed|failed|error|source files|files? already|problem)|tests collected|Tests +[0-9]|no issues|All checks passed' | tail -n 1 | tr -d '=' | sed 's/^ *//; s/ *$//')
  [ "$2" -eq 0 ] || { failed=1 verdict=FAIL; }
  results+=("$(printf '%-4s %-12s %4s s  %s' "$verdict" "$1" "$3" "$count")")
}

files_in_memory
. scripts/checks.sh
case ${1:-all} in
  lint) lint_checks ;;
  *)
    begin_quick_tests
    lint_checks
    finish_quick_tests
    test_checks
    ;;
esac

printf '\n━━ Tổng kết / Summary (%s s)\n' "$SECONDS"
printf '  %s\n' "${results[@]}"
exit "$failed"
