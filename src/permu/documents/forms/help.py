"""The sentence that stands beside a cell while somebody types: what the column means and how it is written."""

from fractions import Fraction

from permu.documents.forms.fields import Field
from permu.documents.text import vocabulary
from permu.intake.profiles import Column, SheetProfile
from permu.terms.items import item
from permu.terms.quantities import conversion, unit

PLACES = ("town", "park", "cluster")
_FINEST = 6  # decimals; finer figures are nobody's


def said_of(field: Field, sheet: SheetProfile, *, year: int, is_list: bool) -> str:
    """What the column means and how it is written; `is_list` where there is a list to choose from."""
    words = vocabulary("zh")
    column = field.column
    if column is None:
        return words[f"form_{field.holds}"]
    meant = f"{item(column.item).definition}。" if column.item else ""
    how = words["form_words"] if is_list else words[_way(column, field)]
    if field.holds == "figure":
        how = how.format(unit=unit(column.unit).label)
        how += words["form_above_zero" if column.zero == "held" else "form_zero"]
        if decimals := decimals_of(column):
            how += words["form_decimals"].format(decimals=decimals)
        how += words["form_negative"] if column.negative == "asked" else ""
    if column.id == sheet.in_year:
        how += words["form_in_year"].format(year=year)
    return meant + how


def _way(column: Column, field: Field) -> str:
    """The sentence that says how a column of its sort is written."""
    if column.item in PLACES:
        return "form_place"
    return "form_industry" if column.kind == "industry" else f"form_{field.holds}"


def decimals_of(column: Column) -> int | None:
    """How many decimals of the column's unit are kept; None where any are, or no number of them is exact."""
    if not column.item:
        return None
    wanted = item(column.item)
    step = Fraction(1, 10**wanted.scale) * conversion(wanted.unit, column.unit)
    exact = (digits for digits in range(_FINEST + 1) if (step * 10**digits).denominator == 1)
    return next(exact, None)
