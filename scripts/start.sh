#!/usr/bin/env bash
# npm start: installs what is missing, builds, and opens the console; on a sample workspace at the first start.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_packages "${build_packages[@]}"
need_node_modules
build_all release

samples="${XDG_DATA_HOME:-$HOME/.local/share}/org.syncadm.console/samples"
sample="$samples/sample.syncstore"
if [ ! -e "$sample" ]; then
  mkdir -p "$samples"
  target/release/syncadm --store "$sample" init --sample
fi

if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  stop "Everything is built, but there is no display to open a window on. Start it from a desktop session, forward one
(ssh -X), or use the command line: target/release/syncadm --store $sample status"
fi
exec target/release/sync-admin-console "$sample"
