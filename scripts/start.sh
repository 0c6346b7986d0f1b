#!/usr/bin/env bash
# npm start: installs what is missing, builds, and opens the console on a sample workspace, made at the first start.
# With an argument (npm start -- FILE) it opens that store.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_packages "${build_packages[@]}"
need_node_modules
build_programs release

store=${1:-}
if [ -z "$store" ]; then
  identifier=$(node --print 'JSON.parse(fs.readFileSync("src-tauri/tauri.conf.json")).identifier')
  store="${XDG_DATA_HOME:-$HOME/.local/share}/$identifier/samples/sample.syncstore"
  if [ ! -e "$store" ]; then
    mkdir -p "$(dirname "$store")"
    target/release/syncadm --store "$store" init --sample
  fi
fi

if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  stop "Everything is built, but there is no display to open a window on. Run this in a desktop session, forward a display
(ssh -X), or use the command line: target/release/syncadm --store $store status"
fi
exec target/release/sync-admin-console "$store"
