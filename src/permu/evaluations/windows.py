"""A stored workbook around one cell, as it looked when it came."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from permu.evaluations.models import Round

if TYPE_CHECKING:
    from permu.intake import Window


def window_of(round_: Round, *, sha256: str, sheet: str, cell: str) -> "tuple[str, Window]":
    """The file's name, and the cell with its neighbors; 404 where the round has no such file.

    Raises:
        Refused: the file cannot be opened, or has no such sheet or cell.
    """
    from permu.intake import sheet_window

    files = round_.files.select_related("stored").filter(stored__sha256=sha256)[:1]
    stored = get_object_or_404(files).stored
    with tempfile.TemporaryDirectory() as space:  # a reader looks at the name's ending, too
        path = Path(space) / stored.name
        path.symlink_to(stored.path)
        return stored.name, sheet_window(path, sheet, cell)
