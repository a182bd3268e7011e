"""Facts with some figures corrected, as they would be if a claim were upheld. The facts themselves stay."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from permu.engine.composing import compose
from permu.engine.figures import label_of
from permu.engine.refusals import refuse_other_purpose
from permu.method.model import Definition, Method
from permu.terms.facts import CELLS, COLUMN_TYPES, Facts
from permu.terms.items import item
from permu.terms.refusal import Refused

Value = int | bool | date | str | None


@dataclass(frozen=True)
class Correction:
    """One figure of one subject as it is claimed to be: whole units of the item's scale; None is missing."""

    subject: str
    item: str
    value: Value


def corrected(facts: Facts, corrections: Sequence[Correction]) -> Facts:
    """The facts with those figures. One in doubt no longer waits: what it is corrected to is settled.

    Raises:
        Refused: a subject or an item that is not known, or one figure corrected to two values.
    """
    wanted = {(one.subject, one.item): one.value for one in corrections}
    _refuse_unknown(facts, corrections)
    places = {subject: place for place, subject in enumerate(facts.table["subject"])}
    table = facts.table
    for name in dict.fromkeys(name for _, name in wanted):
        new = {places[subject]: value for (subject, id_), value in wanted.items() if id_ == name}
        table = table.with_columns(_column(table, name).scatter(list(new), list(new.values())))
    return replace(facts, table=table, cells=_cells(facts, wanted))


def _refuse_unknown(facts: Facts, corrections: Sequence[Correction]) -> None:
    known = set(facts.table["subject"])
    said: dict[tuple[str, str], Value] = {}
    for one in corrections:
        label = item(one.item).label
        if one.subject not in known:
            raise Refused("engine.ripple_no_subject", subject=one.subject)
        if said.setdefault((one.subject, one.item), one.value) != one.value:
            raise Refused("engine.ripple_doubled", subject=one.subject, item=label)


def _column(table: pl.DataFrame, name: str) -> pl.Series:
    if name in table.columns:
        return table[name]
    return pl.Series(name, [None], dtype=COLUMN_TYPES[item(name).kind]).new_from_index(
        0, len(table)
    )


def _cells(facts: Facts, wanted: dict[tuple[str, str], Value]) -> pl.DataFrame:
    """The cells, with one that says `corrected` (or `missing`) in the place of those the figures were read from."""
    rows = [
        dict.fromkeys(CELLS)
        | {"subject": subject, "item": name, "status": "missing" if value is None else "corrected"}
        for (subject, name), value in wanted.items()
    ]
    new = pl.DataFrame(rows, schema=CELLS)
    old = facts.cells.join(new, on=["subject", "item"], how="anti")
    return pl.concat([old, new])


def refuse_unsound(method: Method, facts: Facts, corrections: Sequence[Correction]) -> None:
    """Refuse what would not do what it seems to do.

    Raises:
        Refused: a figure that the method composes is corrected in the place of its parts, or a part
            of it that the facts have of nobody, so that all others would lose theirs; or one that
            no grade may rest on.
    """
    names = list(dict.fromkeys(one.item for one in corrections))
    for name in names:
        refuse_other_purpose(name)
        for definition in _composed(method, facts, name):
            label = item(name).label
            if definition.id == name:
                parts = "、".join(
                    label_of(method, each) for each in (*definition.plus, *definition.minus)
                )
                raise Refused("engine.ripple_composed", item=label, parts=parts)
            raise Refused("engine.ripple_of_nobody", item=label, figure=definition.label)


def _composed(method: Method, facts: Facts, name: str) -> Iterator[Definition]:
    """The definition that stands in the item's way, if any does."""
    definitions = {one.id: one for one in method.definitions}
    if (own := definitions.get(name)) and name not in (*own.plus, *own.minus):
        if name not in compose(method, facts, names=[name]).given:
            yield own
    elif name not in facts.table.columns:
        yield from (one for one in method.definitions if name in (*one.plus, *one.minus))
