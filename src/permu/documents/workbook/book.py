"""The workbook being written: its file, its cell formats, its words."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from permu.documents.text import vocabulary
from permu.engine import Result
from permu.method.saying import Speech
from permu.terms.refusal import Language

INK, SOFT, LINE, WASH = "#1c2430", "#5b6675", "#b9c2cc", "#eef2f6"
BEST, POOR = "#e3f1e9", "#f8e4e1"
BODY_FONT, HEAD_FONT, TITLE_FONT = "宋体", "黑体", "方正小标宋简体"
"""What an office's reader expects of a table (GB/T 9704 habits). English keeps one font for all."""

Row = dict[str, Any]


class _File(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook that says why it cannot be written as every other file does: the place is not there, the disk full."""

    def close(self) -> None:
        try:
            super().close()
        except FileCreateError as error:
            why = error.args[0]
            raise (why if isinstance(why, OSError) else OSError(str(why))) from None


class Book:
    """One workbook in one language. No clock is read: the file is dated by the facts' as-of date."""

    def __init__(self, path: Path, *, title: str, as_of: date, language: Language) -> None:
        self.language = language
        self.words = vocabulary(language)
        texts_stay = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        self.file = _File(str(path), texts_stay)
        self.file.set_properties({"title": title, "created": datetime.combine(as_of, time())})
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def heading(self, sheet: str) -> str:
        """The title over a sheet of that name."""
        raise NotImplementedError

    def made_from(self) -> str:
        """The line under it: from what the sheet was made."""
        raise NotImplementedError

    def style(self, **properties: object) -> Any:
        """A cell format: body text with a hairline border, changed as asked."""
        body = {
            "font_name": BODY_FONT,
            "font_size": 10,
            "font_color": INK,
            "valign": "vcenter",
            "border": 1,
            "border_color": LINE,
        }
        wanted = body | properties
        if self.language == "en":
            wanted["font_name"] = "Calibri"
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(wanted)
        return self._formats[key]


class ResultBook(Book):
    """The workbook of one result; `standing` says which publication it is of, or that there is none."""

    def __init__(
        self, path: Path, result: Result, *, language: Language, standing: str = ""
    ) -> None:
        self.result, self.standing = result, standing
        self.method = result.method
        self.is_synthetic = result.method.makes_synthetic(result.facts)
        self.speech = Speech(language, result.method)
        title, as_of = result.method.title, result.facts.as_of
        super().__init__(path, title=title, as_of=as_of, language=language)

    def heading(self, sheet: str) -> str:
        """Place and year, then the sheet's name."""
        return self.words["book_title"].format(
            year=self.method.year, place=self.method.place_label, name=sheet
        )

    def made_from(self) -> str:
        """Method, facts and their digests; first what keeps the result from being final."""
        evaluation, words = self.result.evaluation, self.words
        mark = words["synthetic_book"] if self.is_synthetic else ""
        held = self.result.facts.held.height
        mark += words["held_book"].format(count=held) if held else ""
        mark += f"{self.standing} · " if self.standing else ""
        return mark + words["made_from"].format(
            method=self.method.title,
            as_of=self.result.facts.as_of.isoformat(),
            engine=evaluation.engine,
            facts=evaluation.facts_digest[:26],
            method_digest=evaluation.method_digest[:12],
            evaluation=evaluation.digest[:12],
        )
