"""How figures, units and lists look on the office's pages."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from permu.documents.text import figure as document_figure
from permu.documents.text import signed as document_signed
from permu.documents.text import unit_label as document_unit
from permu.evaluations.departments import department_label
from permu.evaluations.grades import Looks, tone_of
from permu.evaluations.listing import Cut, Listing
from permu.evaluations.models import FigureCorrection
from permu.evaluations.movers import Movers
from permu.evaluations.reasons import reason
from permu.evaluations.sentences import reading_language
from permu.evaluations.settling.gathering import value_of
from permu.evaluations.states import state_labels
from permu.evaluations.wearing import classes as window_classes
from permu.terms.items import item
from permu.terms.rounding import rounded

register = template.Library()


register.filter("classes", window_classes)


@register.filter
def figure(value: Decimal | None, decimals: int = 0) -> str:
    """A number as the documents print it; — where it is missing."""
    return document_figure(value, decimals=decimals)


@register.filter
def number(value: int) -> str:
    """A count, the thousands apart."""
    return f"{value:,}"


@register.filter
def shown(value: Decimal | None, decimals: int) -> str:
    """A number rounded for the eye; the working sheet has all its digits."""
    return figure(None if value is None else rounded(value, decimals), decimals)


@register.filter
def yuan(fen: int | None) -> str:
    """An amount in 分, in 元."""
    return figure(Decimal(fen).scaleb(-2) if isinstance(fen, int) else None, 2)


@register.filter
def signed(value: Decimal, decimals: int) -> str:
    """A change, rounded for the eye, with its sign."""
    return document_signed(rounded(value, decimals), decimals=decimals)


@register.filter
def unit(code: str) -> str:
    """A unit's name in the reader's language."""
    return document_unit(code, reading_language())


register.filter("department", department_label)


@register.filter
def in_words(text: str) -> str:
    """A cell's number, the thousands apart, with its unit's name; any other text as the sheet has it."""
    number, _, unit_ = text.partition(" ")
    try:
        return f"{document_figure(Decimal(number))} {unit(unit_)}".rstrip()
    except InvalidOperation:
        return text


@register.filter
def tone(grade: str, looks: Looks) -> str:
    """The class of a grade's color in the method whose looks these are."""
    return f"tone-{tone_of(grade, looks)}"


@register.simple_tag(name="grade")
def grade_mark(word: str, looks: Looks) -> SafeString:
    """A grade's word on its color, its full name beside it for who points at it."""
    name = looks[word].label if word in looks else ""
    title = format_html(' title="{}"', name) if name and name != word else ""
    return format_html('<span class="grade tone-{}"{}>{}</span>', tone_of(word, looks), title, word)


@register.filter
def grade_name(word: str, looks: Looks) -> str:
    """A grade's full name, where the method gives it one that says more than its word."""
    name = looks[word].label if word in looks else ""
    return "" if name == word else name


@register.filter
def state_label(state: str) -> str:
    """A state's name."""
    return state_labels().get(state, state)


register.filter("reason", reason)


@register.filter
def item_label(id_: str) -> str:
    """What people call an item."""
    return item(id_).called(reading_language())


@register.filter
def corrected_to(correction: FigureCorrection) -> str:
    """The value of a correction in words."""
    from permu.engine.ripple.wording import value_text

    return value_text(correction.item, value_of(correction), reading_language())


@register.filter
def at(table: Mapping[str, object], key: str) -> object:
    """What a table has under a key, or nothing."""
    return table.get(key, "")


@register.filter
def language_text(texts: dict[str, str]) -> str:
    """The reader's language of a sentence kept in both."""
    return texts.get(reading_language(), "")


@register.simple_tag
def page_address(listing: Listing | Movers | Cut, page: int) -> str:
    """The address of another page of a list."""
    return listing.address(page=page)


@register.simple_tag
def list_address(listing: Movers, **changes: object) -> str:
    """The address of a list with something changed."""
    return listing.address(**changes)


@register.simple_tag
def export_address(listing: Movers) -> str:
    """What the list compares, for its workbook: everybody, whatever is chosen on the page."""
    return listing.address(move="", town="")


@register.simple_tag
def sort_link(listing: Listing, name: str, label: str) -> SafeString:
    """A column's heading that sorts by it, and the other way round when asked again."""
    now = listing.sort
    mark = {name: " ↑", f"-{name}": " ↓"}.get(now, "")
    target = f"-{name}" if now == name else name
    return format_html(
        '<a class="sort" href="{}">{}<span aria-hidden="true">{}</span></a>',
        listing.address(sort=target),
        label,
        mark,
    )
