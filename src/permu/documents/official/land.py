"""用地面积公示: the areas that enterprises will be graded by, with the list as its annex."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from permu.documents.official.blocks import Band, Cells, Paper
from permu.documents.official.draft import Draft
from permu.documents.official.notice import until
from permu.documents.official.wording import day, wording
from permu.documents.text import MISSING

NAME_WIDTH, CODE_WIDTH, WHOLE = 52, 44, 156
"""Millimetres: the page has the whole."""


@dataclass(frozen=True, kw_only=True)
class LandOnNotice:
    """What the paper says. `rows` begin with town, name and code; the areas, in mu, follow under `heads`."""

    place: str
    year: int
    number: int
    round: str
    method: str
    as_of: date
    reading: int
    at: datetime  # in the office's time
    closes_at: datetime
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    digest: str
    is_synthetic: bool


def land_paper(found: LandOnNotice) -> Paper:
    """The notice and its list."""
    about = {"place": found.place, "year": found.year, "method": found.method}
    made_on = found.at.date()
    draft = Draft(wording("land_title", **about), made_on=made_on, is_synthetic=found.is_synthetic)
    draft.body(wording("land_lead", **about))
    draft.heading(wording("land_what"))
    draft.body(wording("land_counts", count=len(found.rows), as_of=day(found.as_of)))
    draft.heading(wording("time_heading"))
    draft.body(wording("time_open", from_=day(made_on), until=until(found.closes_at)))
    draft.heading(wording("object_heading"))
    draft.body(wording("land_object"))
    draft.body(wording("contact"))
    draft.annexes([wording("land_list_title", **about)])
    draft.signed(on=made_on)
    draft.annex()
    draft.note(wording("land_unit"))
    _table(draft, found)
    draft.foot(
        [
            wording("land_which", year=found.year, number=found.number, round=found.round, reading=found.reading),
            wording("issued_root", algorithm="SHA256", root=found.digest),
        ]
    )  # fmt: skip
    return draft.paper


def _table(draft: Draft, found: LandOnNotice) -> None:
    heads = (wording("name"), wording("credit_code"), *found.heads)
    width = (WHOLE - NAME_WIDTH - CODE_WIDTH) // max(len(found.heads), 1)
    rows: list[Cells | Band] = []
    for town, of_town in groupby(found.rows, key=lambda row: row[0]):
        rows.append(Band(town or wording("unknown_town")))
        rows += [tuple(cell or MISSING for cell in row[1:]) for row in of_town]
    draft.table(
        heads, rows, widths=(NAME_WIDTH, CODE_WIDTH, *[width] * len(found.heads)), lefts=(0,)
    )
