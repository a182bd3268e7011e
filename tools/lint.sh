#!/bin/sh
# Style, types and the arrows between rooms: everything that reads the code without running it.
set -eu

mkdir -p build
bin=.venv/bin
echo "ruff"; $bin/ruff check --quiet .
echo "ruff format"; $bin/ruff format --quiet --check .
echo "mypy"; $bin/mypy --no-error-summary
echo "import-linter"; $bin/lint-imports >build/import-linter.txt 2>&1 || { cat build/import-linter.txt; exit 1; }
