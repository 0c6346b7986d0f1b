#!/usr/bin/env bash
# The real window: builds the desktop program and drives it through WebDriver, on a display of its own.
# Arguments go to the test runner, for example the name of a test file.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_packages "${build_packages[@]}" "${test_packages[@]}"
need_node_modules
build_all dev
driver=target/tools/bin/tauri-driver
[ -x "$driver" ] || cargo install tauri-driver@2.1.0 --locked --root target/tools

[ "$(uname)" = Linux ] || stop "The window is tested on Linux only: tauri-driver needs WebKitWebDriver and Xvfb."
exec npx vitest run --root tests/e2e "$@"
