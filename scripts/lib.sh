# Shared by the scripts: installs what a bare Debian or Ubuntu machine lacks, and says what to do elsewhere.
# Source it; it changes to the root of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build_packages=(build-essential pkg-config curl file libssl-dev libwebkit2gtk-4.1-dev libayatana-appindicator3-dev
  librsvg2-dev libxdo-dev)
test_packages=(webkit2gtk-driver xvfb xauth fonts-dejavu-core dbus)

stop() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

need_tools() {
  command -v cargo >/dev/null || stop "Rust is missing. Install it from https://rustup.rs and run this again."
  command -v npm >/dev/null || stop "Node is missing. Install Node 20.19 or newer and run this again."
  node --eval 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    stop "Node $(node --version) is too old. Install Node 20.19 or newer and run this again."
}

# Runs a command as root: as it is, or with sudo.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else stop "That needs root. Run this as root, install sudo, or have someone run: apt-get install ${missing[*]}"
  fi
}

# Installs those of the named packages that are missing.
need_packages() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian or Ubuntu system, so nothing is installed. What Tauri 2 needs to build on yours:" \
      "https://v2.tauri.app/start/prerequisites" >&2
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

# Installs the npm packages of the lock file, unless that is what is there.
need_node_modules() {
  [ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
}

# Builds the UI, the desktop program and syncadm with a cargo profile: dev or release.
build_programs() {
  local packages=(-p cli -p sync-admin-console)
  # With all packages the features are those that the Rust tests were built with, and nothing is built a second time.
  [ "$1" != dev ] || packages=(--workspace --bins)
  npm run --silent ui:build
  cargo build --profile "$1" "${packages[@]}" --features sync-admin-console/custom-protocol
}

# Gets ready to drive the real window of a build with a cargo profile: dev or release.
need_window_driver() {
  [ "$(uname)" = Linux ] || stop "The real window is driven on Linux only: tauri-driver needs WebKitWebDriver and Xvfb."
  need_packages "${build_packages[@]}" "${test_packages[@]}"
  need_node_modules
  build_programs "$1"
  [ -x target/tools/bin/tauri-driver ] || cargo install tauri-driver@2.1.0 --locked --root target/tools
}
