#!/usr/bin/env bash
# npm run screenshots: pictures of the real window into docs/screenshots, each screen in light and dark.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_window_driver dev
exec npx vitest run --root tests/e2e --project screenshots "$@"
