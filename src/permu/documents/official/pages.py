"""An official paper as PDF pages, set by typst from the same blocks as the Word document."""

import json
from dataclasses import asdict

from permu.documents.official.blocks import SQUEEZE, STYLES, Band, Line, Paper, Table
from permu.documents.pdf import compiled


def paper_pdf(paper: Paper) -> bytes:
    """The paper as PDF: equal papers give equal bytes.

    Raises:
        Refused: typst or the fonts are not installed.
    """
    shown = {
        "title": paper.title,
        "squeeze": SQUEEZE,
        "styles": {name: asdict(style) for name, style in STYLES.items()},
        "blocks": [_plain(block) for block in paper.blocks],
    }
    return compiled("official.typ", {"paper": json.dumps(shown, ensure_ascii=False)})


def _plain(block: Line | Table) -> dict[str, object]:
    if isinstance(block, Line):
        return {"kind": "line"} | asdict(block)
    rows = [
        {"band": row.text} if isinstance(row, Band) else {"cells": list(row)} for row in block.rows
    ]
    return {
        "kind": "table", "heads": block.heads, "rows": rows, "widths": block.widths,
        "aligns": block.aligns,
    }  # fmt: skip
