"""The columns of a received file beside those of its form, and what a person said of them."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from permu.evaluations.actions.columns import Meaning
from permu.evaluations.models import Round, RoundFile
from permu.evaluations.settling.gathering import columns_for
from permu.evaluations.windows import under_its_name

if TYPE_CHECKING:
    from permu.intake.offers import Offer, SheetOffer, Wanted

NOTHING = ""


def offer_of(round_: Round, file: RoundFile, profile: str, *, with_choices: bool = True) -> "Offer":
    """The file held against a form, with or without what people said of its columns.

    Raises:
        Refused: the file cannot be read.
    """
    from permu.intake.offers import offer

    choices = columns_for(round_) if with_choices else []
    with under_its_name(file.stored) as path:
        return offer(path, year=round_.year, profile=profile, choices=choices)


def meanings(offer: "Offer", asked: Mapping[str, str]) -> Iterator[Meaning]:
    """What was chosen where it differs from what the form finds by itself. `offer` is without choices."""
    for number, sheet in enumerate(offer.sheets):
        headings = {one.name for one in sheet.headings}
        for wanted in sheet.wanted:
            chosen = asked.get(f"{number}:{wanted.key}", wanted.heading)
            unit = asked.get(f"{number}:{wanted.key}:unit", "")
            if chosen in headings | {NOTHING}:
                yield from _meaning(sheet, wanted, chosen, unit if unit in wanted.units else "")


def _meaning(sheet: "SheetOffer", wanted: "Wanted", chosen: str, unit: str) -> Iterator[Meaning]:
    if chosen and (chosen != wanted.heading or (unit and unit != wanted.unit)):
        yield Meaning(sheet=sheet.label, heading=chosen, column=wanted.key, unit=unit)
    elif not chosen and wanted.heading:
        yield Meaning(sheet=sheet.label, heading=wanted.heading, column="", unit="")
