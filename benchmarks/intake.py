"""A 5,000-row department workbook read, checked and matched: CPU and memory of both processes.

    python -m benchmarks.intake

Budgets (issue 2): 10 s of CPU and 512 MB, child and parent together.
"""

import json
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import xlsxwriter

from permu.intake.profiles import profiles
from permu.terms.credit_code import check_character

ROWS = 5_000
BUDGET = {"cpu_seconds": 10, "megabytes": 512}


def run(rows: int = ROWS) -> dict[str, object]:
    """Measure in a process of its own, so that nothing read before counts."""
    with tempfile.TemporaryDirectory() as folder:
        paths = _workbooks(Path(folder), rows)
        command = [sys.executable, "-m", "benchmarks.intake", *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    within = all(measured[key] <= limit for key, limit in BUDGET.items())
    return {"rows": rows, **measured, "budget": BUDGET, "within_budget": within}


def _headings(title: str) -> list[str]:
    """A form's headings as its profile first names them: whose the row is, then the columns."""
    (sheet,) = next(profile for profile in profiles() if profile.title == title).sheets
    who = sheet.who["subject"]
    columns = [*sheet.columns, *sheet.total]
    return list(dict.fromkeys([who.code[0], who.name[0], *(one.headers[0] for one in columns)]))


def _code(number: int) -> str:
    first = f"91990101{number:09}"
    return first + check_character(first)


def _workbooks(folder: Path, rows: int) -> list[Path]:
    names = [f"样例县第{at:05}机械有限公司" for at in range(rows)]
    register = [
        [_code(at), name, "", "2010-05-06", "C3670", "东溪镇"] for at, name in enumerate(names)
    ]
    taxes = [
        # every tenth row has no code, every hundredth a name that nobody on the register has
        [
            "" if at % 10 == 0 else _code(at),
            name.replace("机械", "机戒") if at % 100 == 0 else name,
            *(f"{at + part:,}.25" for part in range(10)),
            10 * at + 45 + 2.5,
        ]
        for at, name in enumerate(names)
    ]
    return [
        _workbook(folder / "01_市场监管局_企业名册.xlsx", [_headings("企业名册"), *register]),
        _workbook(
            folder / "03_税务局_入库税款.xlsx",
            [["入库税款（虚构）"], ["单位：元"], _headings("入库税款"), *taxes],
        ),
    ]


def _workbook(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("表")
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return path


def _measure(paths: list[Path]) -> dict[str, float]:
    from permu.intake import read_workbooks

    intake = read_workbooks(paths, year=2025, as_of=date(2026, 2, 28))
    own, child = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "cpu_seconds": round(sum(u.ru_utime + u.ru_stime for u in (own, child)), 2),
        "megabytes": round((own.ru_maxrss + child.ru_maxrss) / 1024),
        "child_cpu_seconds": round(child.ru_utime + child.ru_stime, 2),
        "child_megabytes": round(child.ru_maxrss / 1024),
        "figures": intake.facts.cells.height,
        "findings": len(intake.findings),
    }


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    print(json.dumps(_measure(given) if given else run(), ensure_ascii=False, indent=1))
