"""How a suspicion is said: figures with their units in both languages, for the eye."""

from collections.abc import Sequence
from fractions import Fraction

from permu.intake.suspicions.rules import Rule
from permu.terms.items import item
from permu.terms.quantities import unit
from permu.terms.refusal import Language
from permu.terms.rounding import rounded

SIZES: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "above": ("规上", " above designated size"),
    "below": ("规下", " below designated size"),
}


def of_rule(rule: Rule) -> dict[str, str]:
    """What a rule is called, and whom to ask, in both languages."""
    return {
        "label": rule.label, "label_en": rule.label_en,
        "settle": rule.settle, "settle_en": rule.settle_en,
    }  # fmt: skip


def both(name: str, figure: Fraction, items: Sequence[str], *, named: bool) -> dict[str, str]:
    """A figure as detail `name`, in both languages."""
    texts: tuple[tuple[str, Language], ...] = ((name, "zh"), (f"{name}_en", "en"))
    return {key: _said(figure, items, language, named=named) for key, language in texts}


def _said(figure: Fraction, items: Sequence[str], language: Language, *, named: bool) -> str:
    amount = f"{short(figure)} {unit(item(items[0]).unit).called(language)}"
    return f"{_name(items, language)} {amount}" if named else amount


def _name(items: Sequence[str], language: Language) -> str:
    comma, and_so_on = ("、", "等") if language == "zh" else (", ", " and others")
    some = comma.join(item(one).called(language) for one in items[:2])
    return some + (and_so_on if len(items) > 2 else "")


def short(number: Fraction) -> str:
    """A number for the eye: four digits that tell."""
    if number == 0:
        return "0"
    places = 0
    while abs(number) * 10**places < 1000 and places < 8:
        places += 1
    return f"{rounded(number, places).normalize():f}"


def digits(number: Fraction) -> int:
    """How many digits a figure has that are not its zeros at either end."""
    while number.denominator != 1:
        number *= 10
    return len(str(abs(number.numerator)).strip("0"))
