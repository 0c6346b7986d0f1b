#!/usr/bin/env bash
# npm test: formatting, lints, Rust tests, UI tests, and the real window. Goes on after a step that failed; ends with how
# long each step took, the last lines of those that failed, and the count.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

# What makes the next build quicker is of no use to a machine that builds once, and takes gigabytes of its disk.
[ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0

passed=0
failed=0
summary=()
failures=()
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

step() { # title, command...
  local title=$1 began=$SECONDS result=passed
  shift
  printf '\n== %s\n' "$title"
  # Not "if (...)": there, bash would let the commands of a step go on after the first error.
  set +e
  (set -e; "$@") 2>&1 | tee "$scratch/step.log"
  if [ "${PIPESTATUS[0]}" = 0 ]; then passed=$((passed + 1))
  else
    result=FAILED
    failed=$((failed + 1))
    failures+=("$(printf '\n== %s: the last lines\n' "$title"; tail -n 30 "$scratch/step.log")")
  fi
  set -e
  summary+=("$(printf '%-6s %4d s  %s' "$result" $((SECONDS - began)) "$title")")
}

rust_components() {
  # A minimal toolchain comes without them.
  cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
  cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
}

format_and_types_of_window_tests() {
  npx prettier --config ui/.prettierrc.json --check tests/e2e
  npx tsc -p tests/e2e
}

rust_tests() {
  # The tests also write the types for TypeScript: aside, for the next step to compare.
  export TS_RS_EXPORT_DIR="$scratch/bindings"
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --features sync-admin-console/custom-protocol --no-fail-fast
  else
    cargo test --workspace --features sync-admin-console/custom-protocol --no-fail-fast
  fi
}

bindings_are_fresh() {
  diff -r "$scratch/bindings" ui/src/bindings ||
    stop "ui/src/bindings is not what Rust declares. Run: cargo test --workspace export_bindings"
}

need_tools
step 'system packages' need_packages "${build_packages[@]}" "${test_packages[@]}"
step 'npm packages' need_node_modules
step 'Rust: components' rust_components
step 'UI: lint and format' npm run --silent ui:lint
step 'UI: tests' npm run --silent ui:test
step 'UI: types and build' npm run --silent ui:build
step 'window tests: types and format' format_and_types_of_window_tests
step 'Rust: format' cargo fmt --all --check
step 'Rust: lint' cargo clippy --workspace --all-targets --features sync-admin-console/custom-protocol -- -D warnings
step 'Rust: tests' rust_tests
step 'generated types are fresh' bindings_are_fresh
step 'the real window' scripts/e2e.sh

printf '\n'
printf '%s\n' "${summary[@]}"
[ "$failed" = 0 ] || printf '%s\n' "${failures[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
