"""The library to read in: which methods there are, and each in words, every rule beside its clause."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from permu.evaluations.access import must_see_all, run_under_method_for
from permu.evaluations.methods import method_folders
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.shelf import Entry, ability_labels, entries, entry
from permu.register.people import person
from permu.terms.refusal import Refused, words

CHOICES = ("status", "ability")
STATUSES = ("in_force", "superseded", "repealed", "draft", "synthetic")


@require_GET
def methods(request: HttpRequest) -> HttpResponse:
    """Every method of the library, by place, year, standing and what it can do."""
    must_see_all(person(request))
    search = request.GET.get("q", "").strip()[:100]
    chosen = {name: request.GET.get(name, "") for name in CHOICES}
    labels = {"status": _status_labels(), "ability": ability_labels()}
    context = {
        "entries": [one for one in entries() if _is_asked_for(one, search, chosen)],
        "search": search,
        "filters": [(name, labels[name], chosen[name]) for name in CHOICES],
        "labels": labels,
        "nav": "methods",
    }
    return render(request, "evaluations/methods.html", context)


@require_GET
def method(request: HttpRequest, key: str) -> HttpResponse:
    """One method of the library in words."""
    must_see_all(person(request))
    folder = method_folders().get(key)
    if folder is None:
        raise Http404
    return _in_words(request, folder, key=key, nav="methods")


@require_GET
def run_method(request: HttpRequest, pk: int) -> HttpResponse:
    """The method as a run kept it: what its results were worked out under, for whoever may see one of them."""
    run = run_under_method_for(person(request), pk)
    return _in_words(request, run.folder / "method", run=run)


def _in_words(request: HttpRequest, folder: Path, **context: object) -> HttpResponse:
    from permu.documents.method import method_page
    from permu.method import load_method
    from permu.method.loading import notice_of

    try:
        page = method_page(load_method(folder), notice_of(folder), reading_language())
    except (Refused, OSError) as fault:
        said = (
            refusal(fault)
            if isinstance(fault, Refused)
            else _("办法文件已不完整。请管理员从备份恢复。")
        )
        return render(request, "evaluations/method_lost.html", context | {"said": said}, status=503)
    context |= {"page": page, "ability": _ability(context.get("key"), folder)}
    return render(request, "evaluations/method.html", context)


def _ability(key: object, folder: Path) -> str:
    """What can be done with a method of the library; a run's was good enough for the run."""
    return ability_labels()[entry(key, folder).ability] if isinstance(key, str) else ""


def _is_asked_for(one: Entry, search: str, chosen: dict[str, str]) -> bool:
    about = one.method
    text = f"{about.title} {about.place_label} {about.place} {about.year} {about.document}"
    has = {"status": about.status, "ability": one.ability}
    return search.casefold() in text.casefold() and all(
        not wanted or has[name] == wanted for name, wanted in chosen.items()
    )


def _status_labels() -> dict[str, str]:
    language = reading_language()
    return {name: words(f"method.kind_{name}", language) for name in STATUSES}
