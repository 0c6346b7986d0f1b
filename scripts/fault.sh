#!/usr/bin/env bash
# npm run fault: the long form of what npm test runs briefly: 100,000 random commands against the reference model of the
# rules; 1,000 deaths of processors among pauses, full and failing disks and jumps of the clock. The variables below
# set less or more; HISTORY_SEED and FAULT_SEED set other seeds. A difference names its seed: to see it again, run with
# that seed, as in HISTORY_SEED=1128 HISTORY_COMMANDS=1 npm run fault. Arguments go to the test programs.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
need_packages "${build_packages[@]}"
# Processes die here, not machines: memory will do for the files, and is quicker.
[ -n "${TMPDIR:-}" ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
export HISTORY_COMMANDS=${HISTORY_COMMANDS:-100000} FAULT_KILLS=${FAULT_KILLS:-1000}
exec cargo test -p journeys --test history --test kill -- --nocapture "$@"
