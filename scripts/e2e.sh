#!/usr/bin/env bash
# npm run e2e: builds the desktop program and tests its real window, on a display of its own. Arguments go to Vitest,
# for example the name of a test file.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_window_driver dev
exec npx vitest run --root tests/e2e --project tests "$@"
