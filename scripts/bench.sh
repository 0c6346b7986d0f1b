#!/usr/bin/env bash
# npm run bench: the performance table of this machine, beside plain SQLite doing the same. Arguments go to the bench.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_packages "${build_packages[@]}"
exec cargo run --release -p journeys --bin bench -- "$@"
