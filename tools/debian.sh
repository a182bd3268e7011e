#!/bin/sh
# Install the Debian packages named, where they are missing: as root by apt-get; otherwise say exactly what to install.
set -eu

missing=""
for package in "$@"; do
  state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "缺少系统软件包：$missing。请用管理员身份执行下面一行，然后重新运行：" >&2
  echo "Debian packages are missing:$missing. Run this line as root, then try again:" >&2
  echo "    apt-get update && apt-get install -y --no-install-recommends$missing" >&2
  exit 1
fi

echo "apt-get install$missing" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update && apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
  tail -n 20 "$log" >&2
  echo "上面的系统软件包没有装成。请检查网络和软件源后重试。" >&2
  echo "The packages above could not be installed. Check the network and the package sources, then try again." >&2
  exit 1
fi
rm -f "$log"
