"""The files of a method folder: read as text and TOML, or the reason why they cannot be."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

from permu.method.reading.faults import Faults
from permu.method.reading.lines import lines_of
from permu.method.reading.tables import Table

LARGEST = 1_000_000
"""Bytes. The longest notice known to us has some 30 kB; more is another file."""


def text_of(path: Path, faults: Faults, *, label: str = "") -> str | None:
    """The file's text, or None with the fault that says why not. `label` is its name for people."""
    label = label or path.name
    try:
        if path.stat().st_size > LARGEST:
            faults.add("too_large", label, None)
            return None
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        faults.add("no_notice" if path.name == "notice.md" else "no_file", label, None)
    except OSError:
        faults.add("unreadable", label, None)
    except UnicodeDecodeError:
        faults.add("not_utf8", label, None)
    return None


def toml_of(path: Path, faults: Faults, *, label: str = "") -> Table | None:
    """The file's outermost table, or None with the fault that says why not."""
    label = label or path.name
    text = text_of(path, faults, label=label)
    return None if text is None else table_of(text, faults, label=label)


def table_of(text: str, faults: Faults, *, label: str) -> Table | None:
    """A text's outermost table, or None with the fault that says why not."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
        return Table(label, (), values, lines_of(text), faults)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        row = int(where.group(1)) if where else text.count("\n") + 1
        faults.add("syntax", label, row, reason=re.sub(r" \(at .*\)", "", str(error)))
    except (ValueError, RecursionError, ArithmeticError):
        faults.add(
            "not_sensible", label, None
        )  # a number of thousands of digits, tables nested in hundreds
    return None


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def plain(text: str) -> str:
    """A text without white space, full-width signs as half-width ones, so that quoting a clause is not a matter of them."""
    return "".join(text.translate(_HALF_WIDTH).split())
