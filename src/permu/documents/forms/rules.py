"""What may be typed in a column: the rule that the spreadsheet checks, and the sentence it shows beside the cell."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from permu.documents.forms.fields import Field
from permu.documents.text import vocabulary
from permu.intake.profiles import Column, SheetProfile
from permu.terms.items import item
from permu.terms.quantities import conversion, unit

Rule = dict[str, object]
LONGEST_LIST, LONGEST_TITLE, LONGEST_SAID = 255, 32, 255
"""What a spreadsheet keeps of a rule's list, of its title and of its sentence."""
EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
_TOO_LARGE = 10**15
_FINEST = 6  # decimals; finer figures are nobody's


def rule_of(
    field: Field, sheet: SheetProfile, *, year: int, places: Mapping[str, Sequence[str]]
) -> Rule:
    """The rule of one column, with its help."""
    column = field.column
    checked = _checked(field, sheet, year=year, places=places)
    said = _said(field, sheet, year)
    help_ = {
        "input_title": field.label[:LONGEST_TITLE],
        "input_message": said[:LONGEST_SAID],
        "error_title": field.label[:LONGEST_TITLE],
        "error_message": said[:LONGEST_SAID],
        "ignore_blank": True,
    }
    is_firm = column is not None and field.holds in ("figure", "words", "date")
    return {**checked, **help_, "error_type": "stop" if is_firm else "warning"}


def decimals_of(column: Column) -> int | None:
    """How many decimals of the column's unit are kept; None where no number of them is exact."""
    wanted = item(column.item)
    step = Fraction(1, 10**wanted.scale) * conversion(wanted.unit, column.unit)
    exact = (digits for digits in range(_FINEST + 1) if (step * 10**digits).denominator == 1)
    return next(exact, None)


def _checked(
    field: Field, sheet: SheetProfile, *, year: int, places: Mapping[str, Sequence[str]]
) -> Rule:
    column = field.column
    if field.holds == "code":
        return {"validate": "length", "criteria": "==", "value": 18}
    if column is None or field.holds == "name":
        return {"validate": "any"}
    if field.holds == "figure":
        return _number(column)
    if field.holds == "date":
        is_bound = column.id == sheet.in_year
        first, last = (date(year, 1, 1), date(year, 12, 31)) if is_bound else (EARLIEST, LATEST)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    return _list(_words(column) if field.holds == "words" else places.get(column.item, ()))


def _number(column: Column) -> Rule:
    if column.negative == "asked":  # a refund may be more than what was paid
        bounds = {"minimum": -_TOO_LARGE, "maximum": _TOO_LARGE}
        return {"validate": "decimal", "criteria": "between", **bounds}
    return {"validate": "decimal", "criteria": ">" if column.zero == "held" else ">=", "value": 0}


def _words(column: Column) -> tuple[str, ...]:
    return ("是", "否") if column.kind == "flag" else (*column.not_counted, *column.counted)


def _list(choices: Sequence[str]) -> Rule:
    """A list to choose from; one that a spreadsheet cannot keep is left to be typed."""
    is_plain = all("," not in choice and choice.strip() for choice in choices)
    if choices and is_plain and len(",".join(choices)) <= LONGEST_LIST:
        return {"validate": "list", "source": list(choices)}
    return {"validate": "any"}


def _said(field: Field, sheet: SheetProfile, year: int) -> str:
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
