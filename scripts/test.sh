#!/usr/bin/env bash
# npm test: formatting, lints, Rust tests, UI tests, and the real window. Says how long each step took, goes on after a
# step that failed, and ends with the count.
# shellcheck source=lib.sh
source "$(dirname "$0")/lib.sh"

passed=0
failed=0
summary=()

step() { # title, command...
  local title=$1 began=$SECONDS result=passed
  shift
  printf '\n== %s\n' "$title"
  set +e
  (set -e; "$@")
  if [ $? = 0 ]; then passed=$((passed + 1)); else result=FAILED; failed=$((failed + 1)); fi
  set -e
  summary+=("$(printf '%-7s %4d s  %s' "$result" $((SECONDS - began)) "$title")")
}

rust_tests() {
  # nextest runs the tests of all crates side by side; plain cargo test does where it is not installed.
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --no-fail-fast
  else
    cargo test --workspace --no-fail-fast
  fi
}

bindings_are_fresh() {
  # The tests above wrote them anew.
  local stale
  stale=$(git status --porcelain -- ui/src/bindings)
  [ -z "$stale" ] || { printf 'Generated types differ from the committed ones; commit these:\n%s\n' "$stale"; return 1; }
}

need_tools
step 'system packages' need_packages "${build_packages[@]}" "${test_packages[@]}"
step 'npm packages' need_node_modules
step 'UI: lint and format' npm run --silent ui:lint
step 'UI: tests' npm run --silent ui:test
step 'window tests: types' npx tsc -p tests/e2e
step 'UI: types and build' npm run --silent ui:build
step 'Rust: format' cargo fmt --all --check
step 'Rust: lint' cargo clippy --workspace --all-targets --features sync-admin-console/custom-protocol -- -D warnings
step 'Rust: tests' rust_tests
step 'generated types are committed' bindings_are_fresh
step 'the real window' scripts/e2e.sh

printf '\n'
printf '%s\n' "${summary[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" = 0 ]
