"""The working sheet as A4 pages, set by typst with the fonts installed beside this file."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from permu.documents.view import page
from permu.engine.sheet import WorkingSheet
from permu.terms.refusal import Language, Refused

if TYPE_CHECKING:
    from typst import Compiler

FAMILIES = ("Noto Serif SC", "Noto Sans SC")


def working_sheet_pdf(
    sheet: WorkingSheet, *, language: Language = "zh", standing: str = ""
) -> bytes:
    """One subject's working sheet as a PDF; the same sheet gives the same bytes.

    `standing` says of which publication it is, or that it is of none.

    Raises:
        Refused: typst or the fonts are not installed.
    """
    shown = page(sheet, language) | {"standing": standing}
    return compiled("sheet.typ", {"page": json.dumps(shown, ensure_ascii=False)})


def compiled(template: str, inputs: dict[str, str]) -> bytes:
    """The PDF of one of our templates; no clock is in it.

    Raises:
        Refused: typst or the fonts are not installed.
    """
    path = str(_folder("templates").joinpath(template))
    pdf = compiler().compile(path, format="pdf", sys_inputs=inputs, timestamp=0)
    if not isinstance(pdf, bytes):
        msg = "typst gave no single document"
        raise TypeError(msg)
    return pdf


@cache
def compiler() -> "Compiler":
    """One compiler for the whole run: fonts are opened once, and what repeats is laid out once.

    Raises:
        Refused: typst or the fonts are not installed.
    """
    try:
        from typst import Compiler, Fonts
    except ImportError as error:
        raise Refused("documents.typst_missing") from error
    fonts = Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_folder("fonts"))],
    )
    missing = [family for family in FAMILIES if family not in fonts.families()]
    if missing:
        raise Refused("documents.fonts_missing", missing="、".join(missing))
    return Compiler(root=_folder("templates"), font_paths=fonts)


def _folder(name: str) -> Path:
    """A folder beside this file: the templates that the wheel carries, the fonts that set-up installs."""
    return Path(__file__).parent / name
