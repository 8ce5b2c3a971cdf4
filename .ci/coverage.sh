#!/usr/bin/env bash
# Runs the contracts' tests with coverage and fails unless every line and statement of every contract is reached.
set -euo pipefail
cd "$(dirname "$0")/.."

report=$(mktemp)
trap 'rm -f "$report"' EXIT
rm -rf coverage
npm run coverage 2>&1 | tee "$report"
node .ci/coverage.mjs coverage/lcov.info "$report"
