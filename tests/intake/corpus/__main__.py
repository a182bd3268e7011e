"""Writes the whole corpus into a folder, so that any importer may be tried on it.

    python -m tests.intake.corpus FOLDER

Beside the files stand the register of their enterprises and `manifest.json`: of each file its
rule, its dataset, the outcomes that are fair, the values and the rows that a finding must name.
"""

import json
import sys
from pathlib import Path

from .case import Case
from .dirty import DIRTY
from .hostile import HOSTILE
from .table import CLEAN, register


def write(folder: Path, cases: list[Case]) -> None:
    """Write each case in a folder of its own, and what is expected of all."""
    folder.mkdir(parents=True, exist_ok=True)
    register(folder, CLEAN)
    told = [_written(folder, case) for case in cases]
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text, "utf-8")


def _written(folder: Path, case: Case) -> dict[str, object]:
    own = folder / case.category / case.id
    own.mkdir(parents=True, exist_ok=True)
    file = case.make(own)
    return {
        "id": f"{case.category}/{case.id}",
        "file": file.relative_to(folder).as_posix(),
        "dataset": case.dataset,
        "says": case.says,
        "outcomes": sorted(case.outcomes),
        "values": dict(case.values),
        "rows_named": sorted(case.held),
        "names": dict(case.names),
    }


if __name__ == "__main__":
    write(Path(sys.argv[1]), [*HOSTILE, *DIRTY])
