# Words to the person at the terminal: Vietnamese first. Sourced by the other scripts.

say() { printf '\n\033[1m▸ %s\033[0m\n' "$1"; [ $# -lt 2 ] || printf '  %s\n' "$2"; }

# fail VIETNAMESE ENGLISH [LINE…]: one readable block, exit status 2.
fail() {
  printf '\n✗ %s\n  %s\n' "$1" "$2" >&2
  shift 2
  [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
  exit 2
}
