"""What the addresses of a list's other pages keep."""

from django.http import HttpRequest


def kept_query(request: HttpRequest) -> str:
    """The query string without its page, ready for another."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{asked.urlencode()}&" if asked else ""
