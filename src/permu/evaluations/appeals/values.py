"""The values of appeals: as people write them, as facts keep them, as pages say them."""

from datetime import date
from typing import TYPE_CHECKING

from permu.evaluations.models import Round
from permu.evaluations.sentences import reading_language
from permu.terms.items import item

if TYPE_CHECKING:
    from permu.engine.ripple import Value

Kept = int | bool | str | None


def read_claim(item_id: str, text: str, round_: Round) -> Kept:
    """What somebody entered, as facts keep it.

    Raises:
        Refused: it is no such value.
    """
    from permu.engine.ripple import read_value

    value = read_value(item_id, text, as_of=round_.as_of, language=reading_language())
    return value.isoformat() if isinstance(value, date) else value


def value_kept(item_id: str, kept: Kept) -> "Value":
    """The same as the engine takes it."""
    is_date = isinstance(kept, str) and item(item_id).kind == "date"
    return date.fromisoformat(str(kept)) if is_date else kept


def in_words(item_id: str, kept: Kept) -> str:
    """The same with its unit, in the reader's language."""
    from permu.engine.ripple.wording import value_text

    return value_text(item_id, value_kept(item_id, kept), reading_language())
