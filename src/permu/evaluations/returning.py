"""Where somebody came from who looks at a cell, so that the way back leads there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from permu.evaluations.models import Round


@dataclass(frozen=True)
class Back:
    """A page to go back to."""

    address: str
    label: str


def came_from(request: HttpRequest, round_: Round) -> Back:
    """The office's own page that led here, as the browser says; the findings where it says none."""
    address = request.headers.get("Referer", "")
    labels = _labels()
    if url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        parts = urlsplit(address)
        label = labels.get(_name(parts.path), "")
        if label:
            query = f"?{parts.query}" if parts.query else ""
            return Back(f"{parts.path}{query}", label)
    return Back(reverse("evaluations:findings", args=[round_.pk]), labels["findings"])


def _name(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""


def _labels() -> dict[str, str]:
    return {
        "findings": _("待核问题"),
        "suspicions": _("可疑数据"),
        "figures": _("暂不采用的数据"),
        "figure": _("核定数据"),
        "owners": _("归户"),
        "sheet": _("工作底稿"),
        "land": _("用地台账"),
    }
