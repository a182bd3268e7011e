"""Bring .venv to exactly what the hashed lists name, and put permu itself beside it, editable.

    .venv/bin/python tools/install.py run.txt        # or dev.txt, bench.txt

uv does the work, since it is ten times faster than pip. It does not read pip's configuration, though, and an office
network is often known to pip alone (an index of its own, a certificate, a proxy's patience). So what pip is told on
this machine, uv is told here; what the machine tells uv itself stands.
"""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"

PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
COMMA_SEPARATED = {"UV_FIND_LINKS"}

# pip looks for a version in all its indexes; uv, unless told so, only in the first that knows the package's name.
# The hashes say that what is found is what was meant.
AS_PIP_LOOKS = {"UV_INDEX_STRATEGY": "unsafe-best-match"}


def uv_settings(pip_configuration: str) -> dict[str, str]:
    """Give uv's environment for the lines of `pip config list`, such as `global.index-url='…'`.

    pip prints its sections in no order that says which wins; the environment (`:env:`) does, so it is read last.
    """
    lines = [line.partition("=") for line in pip_configuration.splitlines() if "=" in line]
    settings: dict[str, str] = {}
    for name, _, value in sorted(lines, key=lambda line: line[0].startswith(":env:")):
        variable = PIP_TO_UV.get(name.rpartition(".")[2])
        if variable:
            words = str(ast.literal_eval(value)).split()
            settings[variable] = ("," if variable in COMMA_SEPARATED else " ").join(words)
    return settings


def environment() -> dict[str, str]:
    """Give this process's environment with what pip knows added, never overruling what is set."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    return AS_PIP_LOOKS | uv_settings(listed.stdout) | dict(os.environ)


def main(lists: list[str]) -> int:
    """Install the named lists and permu; give uv's exit code."""
    uv = [str(Path(sys.executable).parent / "uv"), "pip"]
    into = ["--quiet", "--python", sys.executable]
    files = [str(REQUIREMENTS / name) for name in ("setup.txt", *lists)]
    steps = (
        [*uv, "sync", *into, "--require-hashes", *files],
        [*uv, "install", *into, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    )
    settings = environment()
    for step in steps:
        done = subprocess.run(step, env=settings, check=False)
        if done.returncode:
            print("安装没有完成，原因见上。检查网络后重新运行同一条命令即可。", file=sys.stderr)
            print(
                "The installation stopped, for the reason above. Check the network and run the same command again.",
                file=sys.stderr,
            )
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
