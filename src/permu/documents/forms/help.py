"""The sentence that stands beside a cell while somebody types: what the column means and how it is written."""

from fractions import Fraction

from permu.documents.forms.fields import Field
from permu.documents.text import vocabulary
from permu.intake.profiles import Column, SheetProfile
from permu.terms.items import item
from permu.terms.quantities import conversion, unit

_FINEST = 6  # decimals; finer figures are nobody's


def said_of(field: Field, sheet: SheetProfile, year: int) -> str:
    """What the column means and how it is written."""
    words = vocabulary("zh")
    column = field.column
    if column is None:
        return words[f"form_{field.holds}"]
    meant = f"{item(column.item).definition}。" if column.item else ""
    how = words[f"form_{'industry' if column.kind == 'industry' else field.holds}"]
    if field.holds == "figure":
        decimals = decimals_of(column)
        how += words["form_decimals"].format(decimals=decimals) if decimals is not None else ""
        how = how.format(unit=unit(column.unit).label)
        how += words["form_refund"] if column.negative == "asked" else ""
    if column.id == sheet.in_year:
        how += words["form_in_year"].format(year=year)
    return meant + how


def decimals_of(column: Column) -> int | None:
    """How many decimals of the column's unit are kept; None where any are, or no number of them is exact."""
    if not column.item:
        return None
    wanted = item(column.item)
    step = Fraction(1, 10**wanted.scale) * conversion(wanted.unit, column.unit)
    exact = (digits for digits in range(_FINEST + 1) if (step * 10**digits).denominator == 1)
    return next(exact, None)
