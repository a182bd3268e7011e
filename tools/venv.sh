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

.venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
  --require-hashes --requirement requirements/setup.txt || {
  echo "没有取到安装工具，原因见上。请检查网络，或在 pip 的配置里写上本单位的软件源，然后重新运行。" >&2
  echo "What installs the rest could not be fetched, for the reason above. Check the network, or name your office's mirror in pip's configuration, and try again." >&2
  exit 1
}
