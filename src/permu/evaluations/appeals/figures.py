"""The figures that a result rests on and that somebody may appeal against, as a person may see them."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from permu.evaluations.access import may_see
from permu.evaluations.appeals.values import Kept
from permu.evaluations.models import Result
from permu.evaluations.ripple.figures import Figures, correctable
from permu.evaluations.stored import stored_result
from permu.register.models import User
from permu.terms.items import Item, item, items
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine.ripple import Value


@dataclass(frozen=True)
class Choice:
    """One figure to appeal against; `value` is None where a person may not see it."""

    item: Item
    label: str
    value: str | None
    words: list[str]  # the county's own, for a text


def choices(result: Result, user: User) -> list[Choice]:
    """The figures of a result, in order of the catalogue.

    Raises:
        Refused: the run's folder is incomplete.
    """
    fields = Figures(result, stored_result(result.run), {})
    return [
        Choice(one.item, one.label, one.value if may_see(user, one.item) else None, one.choices)
        for one in fields
    ]


def figure_in(result: Result, item_id: str) -> Kept:
    """The value that the run used, as facts keep it.

    Raises:
        Refused: it is no figure that its method reads.
    """
    import polars as pl

    stored = stored_result(result.run)
    if item_id not in items() or item(item_id) not in correctable(stored):
        raise Refused("evaluations.appeal_no_figure")
    table = stored.facts.table.filter(pl.col("subject") == result.subject)
    value: Value = table[item_id].item()
    return value.isoformat() if isinstance(value, date) else value
