"""What a round's method needs of whom, less what is here already; and the form that goes out for it."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from permu.engine.figures import used_items
from permu.evaluations.actions.rounds import files_in_use
from permu.evaluations.methods import method_of
from permu.evaluations.models import DataRequest, Round
from permu.intake.asking import Asked, Given, ask
from permu.intake.issues import Issue
from permu.intake.profiles import Profile, profiles
from permu.method.model import Method
from permu.register.models import Place
from permu.terms.items import item

NAMED = ("name", "town", "park", "cluster", "industry")
"""What every result names of an enterprise, whatever its method reads."""


def plan(round_: Round) -> list[Asked]:
    """Each department's part, in the order of the forms.

    Raises:
        Refused: the method's folder is gone or faulty.
    """
    needed = needed_items(method_of(round_.method))
    return ask(needed, forms=profiles(), given=given_items(round_))


def needed_items(method: Method) -> list[str]:
    """The items to ask for: those read, without those that the method works out of others."""
    made = {definition.id for definition in method.definitions if definition.plus}
    used = dict.fromkeys((*NAMED, *used_items(method)))
    return [one for one in used if one not in made]


def given_items(round_: Round) -> dict[str, Given]:
    """The items that the files in use gave in the last reading, each with its department and file."""
    names = dict(files_in_use(round_).values_list("stored__sha256", "stored__name"))
    given: dict[str, Given] = {}
    for source in _sources(round_) if round_.reading else ():
        one, department = source["item"], source["provider"]
        is_own = department == item(one).provider
        if source["sha256"] in names and (is_own or one not in given):
            given[one] = Given(department=department, where=names[source["sha256"]])
    return given


def form_of(id_: str) -> Profile | None:
    """The form of that id; None for none, or one that is no more."""
    return next((form for form in profiles() if form.id == id_), None)


def issue_of(request: DataRequest) -> Issue | None:
    """The form as it goes out to a department; None where there is none of ours, or nothing is asked."""
    form = form_of(request.profile)
    if form is None or not request.items:
        return None
    return Issue(whole=form, year=request.round.year, items=tuple(request.items))


def form_name(issue: Issue) -> str:
    """The file's name: by it, too, the reader knows the department."""
    return f"{issue.year}_{issue.whole.department}_{issue.whole.title}.xlsx"


def write_issue(path: Path, issue: Issue, *, enterprises: Sequence[tuple[str, str]]) -> None:
    """Write the form with these enterprises and the places to choose from."""
    from permu.documents.forms import write_form

    kinds = (Place.Kind.TOWN, Place.Kind.PARK, Place.Kind.CLUSTER)
    known = Place.objects.filter(kind__in=kinds).order_by("name").values_list("kind", "name")
    places: dict[str, list[str]] = {}
    for kind, name in known:
        places.setdefault(kind, []).append(name)
    write_form(path, issue, enterprises=enterprises, places=places)


def write_issues(
    path: Path, issues: Iterable[Issue], *, enterprises: Sequence[tuple[str, str]]
) -> None:
    """Write the forms into one archive, each under its name."""
    with tempfile.TemporaryDirectory() as folder, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for issue in issues:
            form = Path(folder) / form_name(issue)
            write_issue(form, issue, enterprises=enterprises)
            archive.write(form, form.name)


def _sources(round_: Round) -> list[dict[str, str]]:
    """By what right each item of the last reading is here; nothing where that folder is gone."""
    try:
        text = (round_.intake_folder(round_.reading) / "facts.json").read_text("utf-8")
        sources: list[dict[str, str]] = json.loads(text).get("sources", [])
    except (OSError, ValueError):
        return []
    return sources
