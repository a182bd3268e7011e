"""Which departments a round's method needs figures from, and whose workbooks are here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from permu.engine.figures import used_items
from permu.evaluations.actions.rounds import files_in_use
from permu.evaluations.methods import method_of
from permu.evaluations.models import Round, RoundFile
from permu.terms.items import item, items

REGISTRY = item("name").provider  # whose list says who is registered at all


@dataclass(frozen=True)
class Received:
    """One department and what it sent; "" is the department of files that nobody recognised."""

    department: str
    files: list[RoundFile]
    needed: bool


def received(round_: Round) -> list[Received]:
    """Each department the method needs, in the catalogue's order, then others' files, then unknown ones.

    Raises:
        Refused: the method's folder is gone or faulty.
    """
    files = list(files_in_use(round_))
    needed = needed_departments(round_.method)
    sent: dict[str, list[RoundFile]] = {department: [] for department in needed}
    for file in sorted(files, key=lambda file: not department_of(file, needed)):
        sent.setdefault(department_of(file, needed), []).append(file)
    return [Received(name, files, needed=name in needed) for name, files in sent.items()]


def unsorted(round_: Round) -> list[Received]:
    """The files alone, where the method cannot say which departments it needs."""
    return [Received("", list(files_in_use(round_)), needed=False)]


def department_of(file: RoundFile, departments: list[str]) -> str:
    """As read; before that, the department whose account sent it, or that its name mentions."""
    if known := file.department or file.stored.uploaded_by.department:
        return known
    return next((name for name in departments if name in file.stored.name), "")


def needed_departments(method: str) -> list[str]:
    """The providers of the items that the method uses, and of the list of enterprises."""
    used = {item(name).provider for name in used_items(method_of(method))}
    order = dict.fromkeys(found.provider for found in items().values())
    return [provider for provider in order if provider in used | {REGISTRY}]


def department_label(name: str) -> str:
    """A department's name in the reader's language; one that the catalogue of items does not know as it is."""
    known = {
        "市场监管局": _("市场监管局"),
        "自然资源和规划局": _("自然资源和规划局"),
        "税务局": _("税务局"),
        "供电公司": _("供电公司"),
        "经信局": _("经信局"),
        "生态环境局": _("生态环境局"),
        "人社局": _("人社局"),
        "应急管理局": _("应急管理局"),
        "水务公司": _("水务公司"),
    }
    return known.get(name, name)
