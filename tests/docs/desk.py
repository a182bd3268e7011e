"""A reader's desk: the program at hand, the methods beside it, and what `make demo` leaves."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from .pages import ROOT


@dataclass(frozen=True)
class Desk:
    """A folder as a reader of the papers has it."""

    folder: Path
    _heard: dict[str, str] = field(default_factory=dict)

    def run(self, lines: str) -> subprocess.CompletedProcess[str]:
        """What a shell says to some lines; it stops at the first that fails."""
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", lines],
            env={**os.environ, "PATH": path, "PERMU_LANG": "zh", "PYTHONUTF8": "1"},
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def printed(self, command: str) -> str:
        """What a command prints, through its filters; the program is asked once."""
        asked, *filters = command.replace("make demo", "cat demo.txt").split(" | ")
        if asked not in self._heard:
            self._heard[asked] = self.run(asked).stdout
        (self.folder / "heard.txt").write_text(self._heard[asked], "utf-8")
        said = self.run(" | ".join(["cat heard.txt", *filters])).stdout
        return "".join(f"{line.rstrip()}\n" for line in said.splitlines())


def set_up(folder: Path, *, enterprises: int = 600) -> Desk:
    """Set the desk up with a demo of that many enterprises, without the PDFs that take long."""
    for name, real in (("methods", ROOT / "methods"), ("src", ROOT / "src"), (".venv", sys.prefix)):
        (folder / name).symlink_to(real)
    desk = Desk(folder)
    made = desk.run(f"permu demo --no-pdf --enterprises {enterprises} > demo.txt")
    assert made.returncode == 0, made.stdout + made.stderr
    return desk
