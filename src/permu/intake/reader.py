"""The parent's half: a child process reads the file; whatever happens to it becomes a refusal."""

import json
import signal
import subprocess
import sys
from collections.abc import Container, Generator, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import IO, Any

import permu
from permu.intake.child import OUT_OF_MEMORY
from permu.intake.grid import Cell, Sheet, Workbook
from permu.intake.reading.limits import CPU_SECONDS
from permu.intake.tidy import file_name
from permu.intake.turns import turn
from permu.terms.refusal import Refused

WALL_SECONDS = 60
MAX_FILE = 64 * 1024 * 1024
Told = Mapping[str, Any]
"""What a child says of looks; it is believed no further than `appearance` checks it."""
_REMEMBERED = 20_000  # cells that may recur


def read_grid(path: Path, *, rows: Container[int] | None = None) -> Workbook:
    """Every cell of a .xlsx, .xls or .csv, or those of some `rows`, read within limits of memory and time.

    Raises:
        Refused: not such a file, damaged, hostile, encrypted or beyond the limits. Each refusal's
            details hold the file's name.
    """
    try:
        _refuse_unsuitable(path)
        with path.open("rb") as file, turn():
            return _read(file, path.suffix[1:].lower(), rows)
    except OSError as error:
        raise Refused("intake.cannot_open", file=file_name(path)) from error
    except Refused as refused:
        raise Refused(refused.code, **{**refused.details, "file": file_name(path)}) from refused


def _refuse_unsuitable(path: Path) -> None:
    """A folder or a device is no form; opening a pipe would wait for ever."""
    if not path.is_file():
        raise Refused("intake.no_file" if path.exists() else "intake.cannot_open")
    if path.stat().st_size > MAX_FILE:
        raise Refused("intake.file_too_large", limit=MAX_FILE // 2**20)


def read_looks(path: Path, *, sheet: int, rows: Iterable[int], columns: Iterable[int]) -> Told:
    """How some cells looked of the worksheet at a place of a file that was read; nothing where nobody can say."""
    asked = json.dumps({"sheet": [sheet], "rows": sorted(rows), "columns": sorted(columns)})
    try:
        with (
            path.open("rb") as file,
            turn(),
            closing(_told(file, path.suffix[1:].lower(), asked)) as lines,
        ):
            told = next((line for line in lines if isinstance(line, dict)), {})
            return {} if "refused" in told else told
    except (OSError, Refused):
        return {}


def _read(file: IO[bytes], suffix: str, rows: Container[int] | None) -> Workbook:
    """What the child makes of the file, line by line, so that the parent never holds its whole answer."""
    with closing(_told(file, suffix)) as lines:
        return as_told(lines, rows)


def _told(file: IO[bytes], suffix: str, *asked: str) -> Generator[object, None, None]:
    """The lines of a child that reads the file. It gets no environment but the place of this package.

    Raises:
        Refused: at the end, where the child's own end was none.
    """
    command = [sys.executable, "-P", "-m", "permu.intake.child", suffix, *asked]
    place = str(Path(permu.__file__).parents[1])
    with subprocess.Popen(
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": place, "PYTHONUTF8": "1"},
    ) as child:  # fmt: skip
        clock = Timer(WALL_SECONDS, child.kill)
        clock.start()
        try:
            whole = (line for line in child.stdout or () if line.endswith(b"\n"))
            yield from map(json.loads, whole)
            code = child.wait()
        finally:
            is_late = not clock.is_alive()
            clock.cancel()
            child.kill()
    if code:
        raise _broken(code, is_late=is_late)


def _broken(code: int, *, is_late: bool) -> Refused:
    """Why a child ended before its answer was whole."""
    if code == OUT_OF_MEMORY:
        return Refused("intake.reader_memory")
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return Refused("intake.reader_timeout", seconds=WALL_SECONDS if is_late else CPU_SECONDS)
    return Refused("intake.damaged")


class _Alike(dict[str, Cell]):
    """A form repeats itself: one object for each town, each 0. Figures that all differ are not remembered."""

    def __missing__(self, text: str) -> Cell:
        cell = Cell(text[0], text[1:])  # type: ignore[arg-type]
        if len(self) < _REMEMBERED:
            self[text] = cell
        return cell


def as_told(lines: Iterable[object], rows: Container[int] | None = None) -> Workbook:
    """The workbook of the lines that a child writes; of some `rows`, where only they are wanted.

    Raises:
        Refused: the child refused the file.
    """
    book = Workbook(kind="")
    alike = _Alike()
    for line in lines:
        if isinstance(line, list) and (rows is None or line[0] in rows):
            book.sheets[-1].rows[line[0]] = {
                column: alike[text] for column, text in zip(line[1::2], line[2::2], strict=True)
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
        case {
            "merged": list(merged),
            "hidden_rows": list(rows),
            "hidden_columns": list(columns),
            "widths": list(widths),
        }:
            sheet = book.sheets[-1]
            sheet.merged = tuple((a, b, c, d) for a, b, c, d in merged)
            sheet.hidden_rows = frozenset(rows)
            sheet.hidden_columns = tuple((first, last) for first, last in columns)
            sheet.widths = dict(widths)
