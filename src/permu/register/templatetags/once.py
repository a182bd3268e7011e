"""The key of a form, to stand beside its csrf token."""

import secrets

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def once() -> SafeString:
    """A hidden key: the form sent twice is done once."""
    return format_html('<input type="hidden" name="key" value="{}">', secrets.token_hex(16))
