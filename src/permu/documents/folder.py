"""A folder of working sheets that works from a disk: an index to search, one page and one PDF each."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from importlib.resources import files
from operator import length_hint
from pathlib import Path

from permu.documents.html import templates, working_sheet_html
from permu.documents.pdf import compiler, working_sheet_pdf
from permu.documents.text import figure, vocabulary
from permu.documents.view import tone_of
from permu.engine.sheet import WorkingSheet
from permu.terms.items import item
from permu.terms.refusal import Language

Progress = Callable[[int, int, str], None]


def write_working_sheets(
    folder: Path,
    sheets: Iterable[WorkingSheet],
    *,
    pdf: bool = True,
    progress: Progress | None = None,
    language: Language = "zh",
) -> None:
    """Write `index.html`, and for each sheet a page and a PDF named by its credit code.

    `progress` is told (done, total, name); the total is 0 where `sheets` does not know its length.

    Raises:
        Refused: `pdf` is asked for, and typst or the fonts are not installed.
    """
    if pdf:
        compiler()  # refuses before anything is written
    folder.mkdir(parents=True, exist_ok=True)
    total = length_hint(sheets)
    entries: list[dict[str, str]] = []
    for done, sheet in enumerate(sheets, 1):
        stem = file_stem(sheet.subject)
        if pdf:
            (folder / f"{stem}.pdf").write_bytes(working_sheet_pdf(sheet, language=language))
        (folder / f"{stem}.html").write_text(working_sheet_html(sheet, language=language), "utf-8")
        entries.append(_entry(sheet, stem, language) | {"pdf": f"{stem}.pdf" if pdf else ""})
        if progress:
            progress(done, total, sheet.name)
    _write_index(folder, entries, language=language)


def file_stem(subject: str) -> str:
    """A file name for a subject: its credit code; another id is made safe, and kept apart by its digest.

    >>> file_stem("91990101MA0000001X")
    '91990101MA0000001X'
    """
    if re.fullmatch(r"[0-9A-Z]{15,18}", subject):
        return subject
    safe = re.sub(r"[^\w-]", "_", subject)[:40]
    return f"{safe}-{sha256(subject.encode()).hexdigest()[:12]}"


def _entry(sheet: WorkingSheet, stem: str, language: Language) -> dict[str, str]:
    town = item("town")
    about = dict(sheet.about)
    return {
        "stem": stem,
        "subject": sheet.subject,
        "name": sheet.name,
        "town": about.get(town.label) or about.get(town.label_en) or "",
        "group": sheet.group_label or sheet.state_label,
        "grade": sheet.grade or sheet.state_label,
        "tone": tone_of(sheet),
        "score": figure(sheet.score, decimals=2),
        "rank": "" if sheet.rank is None else str(sheet.rank),
        "method": sheet.method_title,
        "synthetic": vocabulary(language)["synthetic_note"] if sheet.is_synthetic else "",
    }


def _write_index(folder: Path, entries: list[dict[str, str]], *, language: Language) -> None:
    """The index: by group in rank order; those without a rank last."""
    groups: dict[str, list[dict[str, str]]] = {}
    for entry in sorted(entries, key=lambda row: (not row["rank"], int(row["rank"] or 0))):
        groups.setdefault(entry["group"], []).append(entry)
    page = (
        templates()
        .get_template("index.html.jinja")
        .render(
            words=vocabulary(language),
            language=language,
            groups=groups,
            count=len(entries),
            first=entries[0] if entries else {"method": "", "synthetic": ""},
            grades=sorted({entry["grade"] for entry in entries}),
            towns=sorted({entry["town"] for entry in entries if entry["town"]}),
        )
    )
    (folder / "index.html").write_text(page, "utf-8")
    script = files("permu.documents").joinpath("templates/search.js")
    (folder / "search.js").write_bytes(script.read_bytes())
