#!/usr/bin/env bash
# npm run bench: the performance table of this machine, beside plain SQLite doing the same; then the start and the memory
# of the window on the same store. Arguments go to the bench.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_window_driver release
cargo run --release -p journeys --bin bench -- "$@"
CONSOLE_BUILD=release exec npx vitest run --root tests/e2e --project bench
