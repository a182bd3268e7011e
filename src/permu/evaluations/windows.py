"""A stored workbook around one cell, as it looked when it came."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from permu.evaluations.models import Round
from permu.register.models import StoredFile

if TYPE_CHECKING:
    from permu.intake import Window

_NAMED = ("名称", "户名")
"""How the heading of the column of names ends."""

_HEADING = 12
"""Longer than this is no heading of it."""


def window_of(round_: Round, *, sha256: str, sheet: str, cell: str) -> "tuple[str, Window]":
    """The file's name, and the cell with its neighbors; 404 where the round has no such file.

    Raises:
        Refused: the file cannot be opened, or has no such sheet or cell.
    """
    from permu.intake import sheet_window

    files = round_.files.select_related("stored").filter(stored__sha256=sha256)[:1]
    stored = get_object_or_404(files).stored
    with under_its_name(stored) as path:
        return stored.name, sheet_window(path, sheet, cell)


def names_in(window: "Window | None") -> set[str]:
    """The cells of the column of enterprises' names, as far as its heading says so: it stays in sight."""
    lines = window.lines if window else ()
    headed = (
        _letters(one.at)
        for line in lines
        for one in line.cells
        if len(one.text) <= _HEADING and one.text.strip().endswith(_NAMED)
    )
    column = next(headed, None)
    cells = (one for line in lines for one in line.cells if one.wide == 1)
    return {one.at for one in cells if _letters(one.at) == column}


def _letters(at: str) -> str:
    return at.rstrip("0123456789")


@contextmanager
def under_its_name(stored: StoredFile) -> Iterator[Path]:
    """A stored file under the name it came with: a reader looks at its ending and its words."""
    with tempfile.TemporaryDirectory() as space:
        path = Path(space) / stored.name
        path.symlink_to(stored.path)
        yield path
