"""What may be typed in a column: the rule that the spreadsheet checks."""

from collections.abc import Mapping, Sequence
from datetime import date

from permu.documents.forms.fields import Field
from permu.documents.forms.help import said_of
from permu.intake.profiles import Column, SheetProfile

Rule = dict[str, object]
LONGEST_LIST, LONGEST_TITLE, LONGEST_SAID = 255, 32, 255
"""What a spreadsheet keeps of a rule's list, of its title and of its sentence."""
EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
_TOO_LARGE = 10**15


def rule_of(
    field: Field, sheet: SheetProfile, *, year: int, places: Mapping[str, Sequence[str]]
) -> Rule:
    """The rule of one column, with its help."""
    column = field.column
    checked = _checked(field, sheet, year=year, places=places)
    said = said_of(field, sheet, year=year, is_list=checked["validate"] == "list")
    help_ = {
        "input_title": field.label[:LONGEST_TITLE],
        "input_message": said[:LONGEST_SAID],
        "error_title": field.label[:LONGEST_TITLE],
        "error_message": said[:LONGEST_SAID],
        "ignore_blank": True,
    }
    is_firm = column is not None and field.holds in ("figure", "words", "date")
    return {**checked, **help_, "error_type": "stop" if is_firm else "warning"}


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
    return _list(words_of(column) if field.holds == "words" else places.get(column.item, ()))


def _number(column: Column) -> Rule:
    if column.negative == "asked":  # a refund may be more than what was paid
        bounds = {"minimum": -_TOO_LARGE, "maximum": _TOO_LARGE}
        return {"validate": "decimal", "criteria": "between", **bounds}
    return {"validate": "decimal", "criteria": ">" if column.zero == "held" else ">=", "value": 0}


def words_of(column: Column) -> list[str]:
    """What may be chosen: of a word and its longer form the longer one (`一般`, `一般事故`); yes before no."""
    known = (*column.not_counted, *column.counted)
    if column.kind == "flag" or set(known) == {"是", "否"}:
        return ["是", "否"]
    return [one for one in known if not any(o != one and o.startswith(one) for o in known)]


def _list(choices: Sequence[str]) -> Rule:
    """A list to choose from; one that a spreadsheet cannot keep is left to be typed."""
    is_plain = all(choice.strip() and not set(choice) & set(',"') for choice in choices)
    if choices and is_plain and len(",".join(choices)) <= LONGEST_LIST:
        return {"validate": "list", "source": list(choices)}
    return {"validate": "any"}
