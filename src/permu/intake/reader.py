"""The parent's half: a child process reads the file; whatever happens to it becomes a refusal."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import permu
from permu.intake.child import OUT_OF_MEMORY
from permu.intake.grid import Cell, Sheet, Workbook
from permu.terms.refusal import Refused

WALL_SECONDS = 60
MAX_FILE = 64 * 1024 * 1024


def read_grid(path: Path) -> Workbook:
    """Every cell of a .xlsx, .xls or .csv, read within limits of memory and time.

    Raises:
        Refused: not such a file, damaged, hostile, encrypted or beyond the limits. Each refusal's
            details hold the file's name.
    """
    try:
        _refuse_large(path)
        lines = _child_lines(path)
        return _workbook(json.loads(line) for line in lines)
    except OSError as error:
        raise Refused("intake.cannot_open", file=path.name) from error
    except Refused as refused:
        raise Refused(refused.code, **{**refused.details, "file": path.name}) from refused


def _refuse_large(path: Path) -> None:
    if path.stat().st_size > MAX_FILE:
        raise Refused("intake.file_too_large", limit=MAX_FILE // 2**20)


def _child_lines(path: Path) -> list[bytes]:
    """What the child wrote. It gets no environment but the place of this package."""
    command = [sys.executable, "-P", "-m", "permu.intake.child", path.suffix[1:].lower()]
    place = str(Path(permu.__file__).parents[1])
    with path.open("rb") as file:
        try:
            done = subprocess.run(
                command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": place, "PYTHONUTF8": "1"}, timeout=WALL_SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise Refused("intake.reader_timeout", seconds=WALL_SECONDS) from late
    if done.returncode == OUT_OF_MEMORY:
        raise Refused("intake.reader_memory")
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused("intake.reader_timeout", seconds=WALL_SECONDS)
    if done.returncode != 0:
        raise Refused("intake.damaged")
    return done.stdout.splitlines()


def _workbook(lines: Iterable[object]) -> Workbook:
    book = Workbook(kind="")
    for line in lines:
        if isinstance(line, list):
            book.sheets[-1].rows[line[0]] = {
                column: Cell(text[0], text[1:])
                for column, text in zip(line[1::2], line[2::2], strict=True)
            }
        elif isinstance(line, dict):
            _about(book, line)
    return book


def _about(book: Workbook, line: dict[str, object]) -> None:
    match line:
        case {"refused": str(code), "details": dict(details)}:
            raise Refused(code, **details)
        case {"kind": str(kind), "notes": list(notes)}:
            book.kind, book.notes = kind, tuple(notes)
        case {"sheet": str(name), "hidden": bool(hidden)}:
            book.sheets.append(Sheet(name, is_hidden=hidden))
        case {"merged": list(merged), "hidden_rows": list(rows), "hidden_columns": list(columns)}:
            sheet = book.sheets[-1]
            sheet.merged = tuple((a, b, c, d) for a, b, c, d in merged)
            sheet.hidden_rows = frozenset(rows)
            sheet.hidden_columns = tuple((first, last) for first, last in columns)
