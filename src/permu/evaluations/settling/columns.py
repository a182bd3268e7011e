"""The columns of a received file beside those of its form, and what a person said of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from permu.evaluations.actions.columns import Meaning
from permu.evaluations.models import ColumnMeaning, Round, RoundFile
from permu.evaluations.requests.unasked import unasked_columns
from permu.evaluations.settling.gathering import columns_for, meanings_for
from permu.evaluations.windows import under_its_name
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.intake.offers import Offer, SheetOffer, Wanted

NOTHING = ""


def offer_of(round_: Round, file: RoundFile, profile: str, *, with_choices: bool = True) -> "Offer":
    """The file held against a form, with or without what people said of its columns.

    Raises:
        Refused: the file cannot be read.
    """
    from permu.intake.offers import offer

    choices = [*columns_for(round_), *unasked_columns(round_)] if with_choices else []
    with under_its_name(file.stored) as path:
        return offer(path, year=round_.year, profile=profile, choices=choices)


def said_of(round_: Round, profile: str) -> list[ColumnMeaning]:
    """What holds of a form's columns, by whom and since when; this round's own last."""
    return [one for one in meanings_for(round_) if one.profile == profile]


def label_of(offer: "Offer", one: ColumnMeaning) -> str:
    """What a person said that a column is, by its name on the form; "" for nothing."""
    labels = {
        (sheet.label, wanted.key): wanted.label for sheet in offer.sheets for wanted in sheet.wanted
    }
    return labels.get((one.sheet, one.column), one.column)


def newest_of(round_: Round, profile: str) -> str:
    """What tells whether somebody settled the form's columns since."""
    own = ColumnMeaning.objects.filter(round=round_, profile=profile)
    return str(own.order_by("-pk").values_list("pk", flat=True).first() or "")


def answered(offer: "Offer", asked: Mapping[str, str]) -> "Offer":
    """The offer with what was chosen in the place of what is found."""
    return replace(
        offer,
        sheets=tuple(
            replace(sheet, wanted=tuple(_answers(number, sheet, asked)))
            for number, sheet in enumerate(offer.sheets)
        ),
    )


def _answers(number: int, sheet: "SheetOffer", asked: Mapping[str, str]) -> Iterator["Wanted"]:
    names = {one.name for one in sheet.headings} | {NOTHING}
    for wanted in sheet.wanted:
        chosen = asked.get(f"{number}:{wanted.key}", wanted.heading)
        unit = asked.get(f"{number}:{wanted.key}:unit", "")
        yield replace(
            wanted,
            heading=chosen if chosen in names else wanted.heading,
            unit=unit if unit in wanted.units else "",
        )


def meanings(
    offer: "Offer", asked: Mapping[str, str], *, before: Iterable[ColumnMeaning] = ()
) -> Iterator[Meaning]:
    """What was chosen where it differs from what the form finds by itself. `offer` is without choices.

    What was said `before` of a column that is chosen for nothing now is said no more.

    Raises:
        Refused: one column was chosen for two.
    """
    for plain, chosen in zip(offer.sheets, answered(offer, asked).sheets, strict=True):
        _refuse_two(chosen)
        for was, now in zip(plain.wanted, chosen.wanted, strict=True):
            yield from _meaning(plain, was, now.heading, now.unit)
        found = {one.heading for one in plain.wanted}
        for other in chosen.others:
            was_said = any((one.sheet, one.heading) == (plain.label, other.name) for one in before)
            if was_said and other.name not in found:
                yield Meaning(sheet=plain.label, heading=other.name, column="", unit="")


def _refuse_two(sheet: "SheetOffer") -> None:
    taken: dict[str, str] = {}
    for one in sheet.wanted:
        if one.heading and one.heading in taken:
            both = {"first": taken[one.heading], "second": one.label}
            raise Refused("evaluations.column_for_two", heading=one.heading, **both)
        taken[one.heading] = one.label


def _meaning(sheet: "SheetOffer", wanted: "Wanted", chosen: str, unit: str) -> Iterator[Meaning]:
    if chosen and (chosen != wanted.heading or (unit and unit != wanted.unit)):
        yield Meaning(sheet=sheet.label, heading=chosen, column=wanted.key, unit=unit)
    elif not chosen and wanted.heading:
        yield Meaning(sheet=sheet.label, heading=wanted.heading, column="", unit="")
