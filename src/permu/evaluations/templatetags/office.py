"""How figures, units and lists look on the office's pages."""

import secrets
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from permu.documents.text import figure as document_figure
from permu.documents.text import unit_label as document_unit
from permu.evaluations.comparing import Movers
from permu.evaluations.listing import Listing
from permu.evaluations.reasons import reason
from permu.evaluations.sentences import reading_language
from permu.evaluations.states import state_labels
from permu.terms.rounding import rounded

register = template.Library()


@register.filter
def figure(value: Decimal | None, decimals: int = 0) -> str:
    """A number as the documents print it; — where it is missing."""
    return document_figure(value, decimals=decimals)


@register.filter
def shown(value: Decimal | None, decimals: int) -> str:
    """A number rounded for the eye; the working sheet has all its digits."""
    return figure(None if value is None else rounded(value, decimals), decimals)


@register.filter
def unit(code: str) -> str:
    """A unit's name in the reader's language."""
    return document_unit(code, reading_language())


@register.filter
def tone(grade: str) -> str:
    """The class of a grade's color: by its letter, plain for other grade sets."""
    return f"tone-{grade.lower()}" if grade in {"A", "B", "C", "D"} else "tone-plain"


@register.filter
def state_label(state: str) -> str:
    """A state's name."""
    return state_labels().get(state, state)


register.filter("reason", reason)


@register.filter
def at(table: dict[str, str], key: str) -> str:
    """What a table has under a key, or nothing."""
    return table.get(key, "")


@register.filter
def language_text(texts: dict[str, str]) -> str:
    """The reader's language of a sentence kept in both."""
    return texts.get(reading_language(), "")


@register.simple_tag
def new_key() -> str:
    """A key for a form: sent twice, it is done once."""
    return secrets.token_hex(16)


@register.simple_tag
def page_address(listing: Listing | Movers, page: int) -> str:
    """The address of another page of a list."""
    return listing.address(page=page)


@register.filter
def compare_address(key: str, move: str) -> str:
    """The address of the subjects that make one move under another method."""
    return f"?{urlencode({'with': key, 'move': move})}"


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
