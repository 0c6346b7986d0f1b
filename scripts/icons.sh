#!/usr/bin/env bash
# Makes the icons of the desktop program from icons/icon.svg.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_node_modules
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
npx tauri icon icons/icon.svg -o "$scratch"
for icon in 32x32.png 128x128.png 128x128@2x.png icon.png icon.icns icon.ico; do
  cp "$scratch/$icon" "icons/$icon"
done
