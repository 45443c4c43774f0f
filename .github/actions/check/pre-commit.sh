#!/usr/bin/env bash
# What pre-commit runs: findings in what is about to be committed; before the first commit, in everything.
set -euo pipefail
if git rev-parse --verify --quiet HEAD > /dev/null; then export AIRWORTHY_CHANGED_SINCE=HEAD; fi
AIRWORTHY_FORMAT=text exec bash "$(dirname "${BASH_SOURCE[0]}")/check.sh" "$@"
