"""The same files through the real command, and the corpus as it is written for other importers."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .__main__ import write
from .dirty import DIRTY
from .hostile import HOSTILE
from .table import CLEAN, REJECTED, register

_BY_NAME = {f"{case.category}-{case.id}": case for case in (*HOSTILE, *DIRTY)}
_TRIED = (
    "containers-lying-bomb", "containers-part-twice-case", "containers-link", "xml-xxe", "xml-laughs",
    "xml-strict", "types-html", "types-xls", "types-zeros-in-text", "sizes-last-cell", "sizes-line",
    "structure-another-row", "structure-second-table", "csv-unclosed", "csv-gb18030-rare", "csv-noise",
)  # fmt: skip


@pytest.mark.parametrize("name", _TRIED)
def test_the_command_answers_in_one_line_and_never_fails(name: str, tmp_path: Path) -> None:
    case = _BY_NAME[name]
    given = register(tmp_path, CLEAN)

    done = subprocess.run(
        [Path(sys.executable).with_name("permu"), "import-check", case.make(tmp_path), "--dataset", case.dataset,
         "--register", given, "--json"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["outcome"] in case.outcomes
    assert told["values"] == ({} if told["outcome"] in REJECTED else dict(case.values))
    assert case.held <= {one["row"] for one in told["findings"]}


def test_the_corpus_is_written_with_its_rules(tmp_path: Path) -> None:
    cases = [_BY_NAME[name] for name in ("csv-utf-8", "xml-dtd", "structure-another-row")]

    write(tmp_path, cases)

    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert [one["says"] for one in told] == [case.says for case in cases]
    assert all((tmp_path / one["file"]).is_file() for one in told)
    assert (tmp_path / "ENTERPRISES.csv").is_file()


def test_the_corpus_is_as_large_as_was_asked() -> None:
    assert len(_BY_NAME) == len(HOSTILE) + len(DIRTY)
    assert len(_BY_NAME) >= 400
    assert sum(case.category == "sound" for case in HOSTILE) >= 12
