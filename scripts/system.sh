# Packages of the operating system: found, installed, or asked for. Sourced by setup.sh.

# missing_packages PART…: prints the Debian packages that this machine lacks for the parts
# (python, postgis, chromium, mosquitto, office), one a line.
missing_packages() {
  local part
  for part in "$@"; do
    case $part in
      python) "$(python)" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv ;;
      postgis)
        if ! compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null || ! server_with_postgis; then
          echo postgresql-15-postgis-3
          echo postgresql-15-postgis-3-scripts
        fi
        ;;
      chromium)
        command -v chromium >/dev/null || echo chromium
        compgen -G '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf' >/dev/null || echo fonts-dejavu-core
        ;;
      mosquitto) PATH=$PATH:/usr/sbin command -v mosquitto >/dev/null || echo mosquitto ;;
      office)
        command -v soffice >/dev/null || echo libreoffice-calc-nogui
        [ -e /usr/lib/libreoffice/program/libswlo.so ] || echo libreoffice-writer-nogui
        ;;
    esac
  done
}

# A server of version 15 or newer for which PostGIS is there too.
server_with_postgis() {
  local bin version
  for bin in /usr/lib/postgresql/*/bin/postgres; do
    version=${bin#/usr/lib/postgresql/} version=${version%%/*}
    [ "$version" -ge 15 ] 2>/dev/null &&
      [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] && return 0
  done
  return 1
}

# python: the interpreter that the virtual environment is made with.
python() {
  local name
  for name in python3.11 python3 python3.12 python3.13; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  fail "Cần Python 3.11. Hãy nhờ quản trị máy cài: apt-get install python3" \
    "Python 3.11 is needed. Ask the administrator for: apt-get install python3"
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null && return 0
  [ -t 0 ] || return 1
  printf '  Cần mật khẩu sudo để cài gói hệ thống / sudo password to install packages:\n'
  sudo -v
}

# A new PostgreSQL brings a stock cluster of its own, which nobody here needs: tell Debian not to make one,
# for this installation only. One that exists already is left alone.
NO_STOCK_CLUSTER=/etc/postgresql-common/createcluster.d/geoops-setup.conf

apt_install() {
  local get=(env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get -o DPkg::Lock::Timeout=300)
  local status=0 quiet=0
  as_root "${get[@]}" update || echo "apt-get update: not complete, going on with what is known"
  if [ ! -e /usr/lib/postgresql/15/bin/postgres ] && [[ " $* " == *" postgresql-15-postgis-3 "* ]]; then
    as_root mkdir -p "${NO_STOCK_CLUSTER%/*}"
    printf 'create_main_cluster = false\n' | as_root tee "$NO_STOCK_CLUSTER" >/dev/null
    quiet=1
  fi
  as_root "${get[@]}" install -y --no-install-recommends "$@" || status=$?
  [ "$quiet" -eq 0 ] || as_root rm -f "$NO_STOCK_CLUSTER"
  return "$status"
}

# system_packages PART…: makes sure that the parts are there.
system_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ "${#missing[@]}" -gt 0 ] || return 0
  local ask="apt-get install --no-install-recommends ${missing[*]}"
  command -v apt-get >/dev/null ||
    fail "Máy này không phải Debian; hãy cài những phần sau bằng cách của máy:" \
      "This machine has no apt-get; install these in its own way:" "${missing[@]}"
  may_become_root ||
    fail "Thiếu gói hệ thống và không có quyền quản trị. Hãy nhờ quản trị máy chạy lệnh sau rồi thử lại:" \
      "System packages are missing and there is no way to become root. Ask the administrator to run:" "$ask"
  step apt "Cài gói hệ thống: ${missing[*]}" "Installing system packages" apt_install "${missing[@]}" ||
    fail "Không cài được gói hệ thống. Hãy nhờ quản trị máy chạy lệnh sau rồi thử lại:" \
      "The system packages could not be installed. Ask the administrator to run:" "$ask"
}
