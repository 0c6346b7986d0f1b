#!/usr/bin/env bash
# npm run fault: the long form of what npm test runs briefly: 100,000 random commands against the reference model of
# the rules. Everything follows from the seeds that are printed: to see a difference again, run with that seed, as in
# HISTORY_SEED=1128 HISTORY_COMMANDS=1 npm run fault. Arguments go to the test programs.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_packages "${build_packages[@]}"
export HISTORY_COMMANDS=${HISTORY_COMMANDS:-100000}
exec cargo test --release -p journeys --test history -- --nocapture "$@"
