"""Text tables whose columns stay aligned with Chinese characters, which are two columns wide."""

from collections.abc import Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """Columns the text takes on a terminal."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of equal width: the first column to the left, the others to the right."""
    widths = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        "  ".join(
            cell + _gap(cell, wide) if index == 0 else _gap(cell, wide) + cell
            for index, (cell, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def _gap(text: str, wide: int) -> str:
    return " " * (wide - width(text))
