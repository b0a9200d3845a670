# Words to the person at the terminal, Vietnamese first. Sourced by the other scripts.

say() { printf '\n▸ %s\n' "$1"; [ $# -lt 2 ] || printf '  %s\n' "$2"; }

# fail VIETNAMESE ENGLISH [LINE…]: one readable block, exit status 2.
fail() {
  printf '\n✗ %s\n  %s\n' "$1" "$2" >&2
  shift 2
  [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
  exit 2
}

# step NAME VIETNAMESE ENGLISH COMMAND…: runs the command with its output in var/log/setup-NAME.log,
# says when it is done and after how many seconds, and shows the end of that log where the command fails.
step() {
  local name=$1 vi=$2 en=$3 log status=0 began=$SECONDS
  shift 3
  mkdir -p var/log
  log="var/log/setup-$name.log"
  say "$vi" "$en"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    printf '\n✗ %s (%s s; %s)\n' "$vi" $((SECONDS - began)) "$log" >&2
    tail -n 25 "$log" | sed 's/^/    /' >&2
    return "$status"
  fi
  printf '✓ %s (%s s)\n' "$vi" $((SECONDS - began))
}

# fingerprint FILE…: one word that changes when any of the files changes.
fingerprint() { cat -- "$@" | sha256sum | cut -c1-16; }
