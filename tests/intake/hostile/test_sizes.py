"""The largest sheet there is, and a text of 50 MB: an answer within the limits, and a parent that stays bounded."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from permu.intake.reading import wire
from permu.intake.reading.limits import CPU_SECONDS, MEMORY
from permu.intake.reading.xlsx_sheet import MAX_ROWS

from ..forms import BOLT, NAMES, Sheet, workbook
from ..test_refusals import part

_MOST_OF_PARENT = 512  # MiB
_READING = """
import json, re, resource, sys
from pathlib import Path
from permu.intake.reader import read_grid
from permu.terms.refusal import Refused
try:
    answer = sum(len(row) for sheet in read_grid(Path(sys.argv[1])).sheets for row in sheet.rows.values())
except Refused as refused:
    answer = refused.code
own = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])  # nothing of who started it
child = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([answer, own / 1024, child.ru_maxrss / 1024, child.ru_utime + child.ru_stime]))
"""


def every_row(folder: Path) -> Path:
    """A sheet of 1,048,576 rows, each with another number."""
    small, path = workbook(folder / "原.xlsx", {"表": Sheet([["数"]])}), folder / "长.xlsx"
    head, _, tail = part(small).decode().partition("<sheetData>")
    rows = "".join(
        f'<row r="{at}"><c r="A{at}"><v>{at}.5</v></c></row>' for at in range(1, MAX_ROWS + 1)
    )
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(path, "w", 8, compresslevel=1) as new:
        for name in old.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            whole = f"{head}<sheetData>{rows}</sheetData>{tail.partition('</sheetData>')[2]}"
            new.writestr(name, whole if is_sheet else old.read(name))
    return path


def fifty_megabytes(folder: Path) -> Path:
    """A .csv of far more rows than a county has enterprises."""
    path = folder / "长.csv"
    line = f"{BOLT},{NAMES[BOLT]},88.25\n".encode()
    path.write_bytes(line * (50_000_000 // len(line) + 1))
    return path


def texts(folder: Path) -> Path:
    """As many rows as may be, each with another text, as long as they may be in sum."""
    path = folder / "字.csv"
    rows = (f"{at},{at}{'长' * 112},{at}丁{'短' * 10},5\n" for at in range(wire.MAX_ROWS))
    path.write_text("".join(rows), "gb18030")
    return path


@pytest.mark.parametrize(
    ("make", "answer"),
    [
        (every_row, "intake.too_many_rows"),
        (fifty_megabytes, "intake.too_many_rows"),
        (texts, "intake.too_many_cells"),
    ],
)
def test_a_file_of_any_size_answers_within_the_limits(
    make: Callable[[Path], Path], answer: object, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _READING, make(tmp_path)], capture_output=True, text=True, check=True
    )
    found, parent, child, seconds = json.loads(done.stdout)

    assert found == answer
    assert child <= MEMORY / 2**20
    assert seconds <= CPU_SECONDS
    assert parent <= _MOST_OF_PARENT
