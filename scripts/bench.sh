#!/usr/bin/env bash
# npm run bench: the performance table of this machine, beside plain SQLite and other job queues doing the same; then
# the window: its start, memory and scrolling on the store of the lists, and a bulk job on that of the bulk jobs.
# Arguments go to the bench; `--only processor` leaves lists and window out. The other queues, and the store with many
# settled transactions, lie in a folder of their own outside the project: BENCH_SCRATCH, or the user's cache.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

need_tools
case " $* " in
  *" --only processor "*) window=no; need_packages "${build_packages[@]}" ;;
  *) window=yes; need_window_driver release ;;
esac
scratch="${BENCH_SCRATCH:-${XDG_CACHE_HOME:-$HOME/.cache}/sync-admin-console/bench}"
peers="$PWD/tests/bench/peers"

# Installs a queue into a folder of its own, unless what is there was made by the same steps from the same files.
# Without it the bench goes on and says so.
peer() {
  local name="$1" install="$2" folder="$scratch/$1" made_from
  shift 2
  made_from="$(declare -f "$install"; cat "$@")"
  [ "$(cat "$folder/ready" 2>/dev/null)" = "$made_from" ] && return 0
  echo "Installing $name in $folder"
  rm -rf "$folder"
  mkdir -p "$folder"
  cp -R "$@" "$folder"
  # A subshell with errors off and on again, because `set -e` does not hold inside a condition.
  set +e
  (set -e && cd "$folder" && "$install") >"$folder/install.log" 2>&1
  local failed=$?
  set -e
  if [ "$failed" = 0 ]; then printf '%s' "$made_from" >"$folder/ready"
  else echo "$name could not be installed: see $folder/install.log" >&2
  fi
}

huey() {
  python3 -m venv venv
  venv/bin/pip install --quiet --disable-pip-version-check huey==3.5.4
}

plainjob() {
  mv plainjob.package.json package.json
  # The driver for SQLite is fetched or compiled by its install script.
  npm install --no-audit --no-fund
  node -e 'require("better-sqlite3")(":memory:").close()'
}

apalis() {
  mkdir src
  mv main.rs src/
  cargo build --release
}

peer huey huey "$peers/huey_queue.py"
peer plainjob plainjob "$peers/plainjob_queue.js" "$peers/plainjob.package.json"
peer apalis apalis "$peers/apalis/Cargo.toml" "$peers/apalis/main.rs"
cargo run --release -p journeys --bin bench -- --scratch "$scratch" "$@"
[ "$window" = no ] && exit
# The window is measured on what has been measured without it.
transactions=$(sed -n 's/.*--transactions \([0-9]*\).*/\1/p' <<<"$*")
export BENCH_STORE="${BENCH_STORE:-$PWD/target/bench/bench-${transactions:-1000000}.syncstore}" CONSOLE_BUILD=release
exec npx vitest run --root tests/e2e --project bench
