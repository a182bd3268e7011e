#!/bin/sh
# Make .venv with this machine's Python, and install into it what installs the rest: uv, hatchling, npm.
set -eu

python=${PYTHON:-python3}
here=$(dirname "$0")

if ! command -v "$python" >/dev/null || ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "需要 Python 3.11 或更新的版本（在 Debian 12 上：apt-get install python3）。" >&2
  echo "Python 3.11 or newer is needed (on Debian 12: apt-get install python3)." >&2
  exit 1
fi

# Debian ships Python without the part that makes virtual environments.
"$python" -c 'import ensurepip, venv' 2>/dev/null || "$here/debian.sh" python3-venv

[ -x .venv/bin/pip ] || "$python" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --requirement requirements/setup.txt
