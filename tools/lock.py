"""Solve the requirements anew and write the hashed lists in requirements/, which name no index; then have them audited."""

import subprocess
import sys
from pathlib import Path

import audit
from install import REQUIREMENTS, ROOT, environment

COMPILE = ("compile", "--quiet", "--generate-hashes", "--no-emit-index-url")
SHAPE = ("--no-header", "--universal", "--python-version", "3.11")
LISTS = {
    "run.txt": ("pyproject.toml", "--extra", "office"),
    "dev.txt": ("pyproject.toml", "--extra", "office", "--extra", "spark", "--group", "dev", "-c", "requirements/run.txt"),
    "bench.txt": ("pyproject.toml", "--extra", "office", "--extra", "spark", "--group", "dev", "--group", "bench", "-c", "requirements/dev.txt"),
}  # fmt: skip
# A list is solved from the index alone: a machine's own extra packages may have the same versions with other hashes.
EXTRA = ("UV_INDEX", "UV_FIND_LINKS")
SETUP = ("--group", "setup", "-c", "requirements/dev.txt")


def main() -> int:
    """Write each list, the later ones keeping to the versions of the earlier; and what is known of their weaknesses."""
    settings = {name: value for name, value in environment().items() if name not in EXTRA}
    for name, options in {**LISTS, "setup.txt": SETUP}.items():
        uv = str(Path(sys.executable).parent / "uv")
        command = [uv, "pip", *COMPILE, *SHAPE, *options, "-o", str(REQUIREMENTS / name)]
        done = subprocess.run(command, cwd=ROOT, env=settings, check=False)
        if done.returncode:
            return done.returncode
        print(name)
    return audit.main()


if __name__ == "__main__":
    sys.exit(main())
