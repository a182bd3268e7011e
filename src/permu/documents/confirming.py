"""数据确认表: one enterprise's figures on paper, to be ticked, signed and sealed."""

import json
from dataclasses import asdict, dataclass

from permu.documents.pdf import compiled
from permu.documents.text import MISSING, vocabulary
from permu.terms.refusal import Language


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """One figure: what it is called, how much, who gave it in which workbooks. "" where nobody did."""

    label: str
    value: str
    provider: str
    files: str


@dataclass(frozen=True, kw_only=True)
class ConfirmationForm:
    """Whose figures, of which reading, and what stands for them; `closing` says until when and what silence means."""

    round: str
    name: str
    subject: str
    as_of: str
    reading: int
    closing: str
    digest: str
    is_synthetic: bool
    lines: tuple[FigureLine, ...]


def confirmation_form_pdf(form: ConfirmationForm, *, language: Language = "zh") -> bytes:
    """The form as a PDF; the same figures give the same bytes.

    Raises:
        Refused: typst or the fonts are not installed.
    """
    words = vocabulary(language)
    texts = asdict(form) | {
        "language": language,
        "words": dict(words),
        "basis": words["confirm_basis"].format(as_of=form.as_of, reading=form.reading),
        "lines": [asdict(line) | {"value": line.value or MISSING} for line in form.lines],
    }
    return compiled("confirmation.typ", {"page": json.dumps(texts, ensure_ascii=False)})
