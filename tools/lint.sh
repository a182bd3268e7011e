#!/bin/sh
# Style, types and the arrows between rooms: everything that reads the code without running it.
set -eu

bin=.venv/bin
$bin/ruff check --quiet .
$bin/ruff format --check .
$bin/mypy
mkdir -p build
$bin/lint-imports >build/import-linter.txt 2>&1 || { cat build/import-linter.txt; exit 1; }
