#!/usr/bin/env bash
# Builds the command line where that was not done yet, and checks. What the workflow says comes as variables and never becomes a part of
# this text, so that no input can be a command.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
if [ ! -f "$root/dist/cli.js" ]; then
  (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund && node esbuild.mjs) >&2
fi
arguments=(check "${AIRWORTHY_DIRECTORY:-.}" --format "${AIRWORTHY_FORMAT:-github}" --fail-on "${AIRWORTHY_FAIL_ON:-error}")
if [ -n "${AIRWORTHY_BASELINE:-}" ]; then arguments+=(--baseline "$AIRWORTHY_BASELINE"); fi
if [ -n "${AIRWORTHY_CHANGED_SINCE:-}" ]; then arguments+=(--changed-since "$AIRWORTHY_CHANGED_SINCE"); fi
arguments+=("$@")
if [ -n "${AIRWORTHY_OUTPUT:-}" ]; then
  node "$root/dist/cli.js" "${arguments[@]}" | tee "$AIRWORTHY_OUTPUT"
else
  exec node "$root/dist/cli.js" "${arguments[@]}"
fi
