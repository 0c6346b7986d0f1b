# Shared by the scripts: installs what a bare Debian or Ubuntu machine lacks, and says what to do elsewhere.
# Source it; it changes to the root of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

build_packages=(build-essential pkg-config curl file libssl-dev libwebkit2gtk-4.1-dev librsvg2-dev libxdo-dev)
test_packages=(webkit2gtk-driver xvfb xauth dbus-x11 fonts-dejavu-core)

stop() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

# Runs a command as root: as it is, or with sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "Installing system packages needs root. Run as root or install sudo, or install these yourself: ${build_packages[*]} ${test_packages[*]}"
  fi
}

# Installs those of the named packages that are missing.
need_packages() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian or Ubuntu system. Make sure that what Tauri 2 needs on your system is installed" \
      "(https://v2.tauri.app/start/prerequisites); going on without installing anything." >&2
    return 0
  fi
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  echo "Installing ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_tools() {
  command -v cargo >/dev/null || stop "Rust is missing. Install it from https://rustup.rs and run this again."
  command -v npm >/dev/null || stop "Node is missing. Install Node 20.19 or newer and run this again."
}

# Installs the npm packages of the lock file, unless they are there.
need_node_modules() {
  if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
    npm ci --no-audit --no-fund
    cp package-lock.json node_modules/.installed-lock.json
  fi
}

# Builds the UI, the desktop program and syncadm with a cargo profile: dev or release.
build_all() {
  npm run --silent ui:build
  cargo build --profile "$1" -p cli -p sync-admin-console --features sync-admin-console/custom-protocol
}
