"""How sure a run's grades are: one page for the head of the county, and what stands behind it as a workbook."""

import io
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from permu.evaluations.access import must_be_clerk, run_for
from permu.evaluations.actions import robustness_lock, start_robustness
from permu.evaluations.forms import KeyForm
from permu.evaluations.grades import looks
from permu.evaluations.models import Run
from permu.evaluations.robustness import KEYS, Key, is_quick, kept, preset_labels, worked_out
from permu.evaluations.sentences import reading_language, refusal
from permu.evaluations.sureness import driver_bars, hits, indicator_bars, mixes, whole_mix
from permu.register.models import Job, Role
from permu.register.people import person
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine.robustness import Robustness

NEAREST = 8
Context = dict[str, object]


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """How many grades are safe, for whom not, what drives it, and who is hit."""
    user = person(request)
    run, key = run_for(user, pk), _key(request)
    context: Context = {
        "run": run,
        "key": key,
        "presets": preset_labels(),
        "job": Job.objects.filter(lock=robustness_lock(run)).first(),
        "failed": _failed(run, key),
        "may_start": user.role == Role.CLERK,
        "nav": "results",
    }
    try:
        found = kept(run, key) or (worked_out(run, key) if is_quick(run, key) else None)
        if found:
            context |= _shown(run, found)
    except Refused as refused:
        context["refused"] = refusal(refused)
    return render(request, "evaluations/robustness.html", context)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Work out in the background what a page cannot wait for."""
    user = person(request)
    must_be_clerk(user)
    run, form = run_for(user, pk), KeyForm(request.POST)
    if form.is_valid():
        start_robustness(run, _key(request), by=user, key=form.cleaned_data["key"])
    return redirect(f"{reverse('evaluations:robustness', args=[pk])}?assume={_key(request)}")


@require_GET
def export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The analysis as a workbook, written for who asks and kept nowhere."""
    run, key = run_for(person(request), pk), _key(request)
    try:
        made = _workbook(run, key)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:robustness", pk)
    name = f"{run.round.title}_{_('等级有多稳')}.xlsx"
    return FileResponse(made, as_attachment=True, filename=name)


def _failed(run: Run, key: Key) -> Job | None:
    """The last analysis under these assumptions, where it did not come to its end."""
    last = Job.objects.filter(target=run.pk, kind=f"robustness_{key}").first()
    return last if last and last.state == Job.State.FAILED else None


def _key(request: HttpRequest) -> Key:
    asked = request.POST.get("assume") or request.GET.get("assume")
    return next((key for key in KEYS if key == asked), KEYS[0])


def _workbook(run: Run, key: Key) -> io.BytesIO:
    from permu.documents.robustness import write_robustness_workbook

    found = kept(run, key)
    if found is None:
        raise Refused("evaluations.not_analysed")
    with tempfile.TemporaryDirectory() as space:
        path = Path(space) / "robustness.xlsx"
        write_robustness_workbook(path, found, language=reading_language())
        return io.BytesIO(path.read_bytes())


def _shown(run: Run, found: "Robustness") -> Context:
    """What the page says of an analysis."""
    from permu.engine.robustness import assumptions_said, source_said

    language = reading_language()
    assumptions = assumptions_said(found.uncertainty, language)
    indicators = indicator_bars(found)
    return {
        "found": found,
        "graded": len(found.graded),
        "standing": found.standing,
        "within": int(found.graded["within_reach"].sum()),
        "assumptions": assumptions,
        "draws": found.draws["joint"],
        "whole": whole_mix(found),
        "mixes": list(mixes(found)),
        "drivers": driver_bars(found, partial(source_said, language=language)),
        "indicators": indicators,
        "least": indicators[0] if indicators else None,
        "hits": list(hits(found)),
        "nearest": _nearest(run, found),
        "looks": looks(found.method),
    }


def _nearest(run: Run, found: "Robustness") -> list[dict[str, object]]:
    """The least sure, by name, each with its result."""
    rows = found.graded.filter(pl.col("within_reach")).sort("own", "subject").head(NEAREST)
    named = {each.subject: each for each in run.results.filter(subject__in=list(rows["subject"]))}
    return [
        {
            "result": named[row["subject"]], "grade": row["grade"], "percent": round(100 * row["own"]),
            "low": row["rank:low"], "high": row["rank:high"], "rank": row["rank"],
            "without": round(100 * (1 - sum(row[f"p:{grade}"] for grade in found.county.words))),
        }
        for row in rows.to_dicts()
        if row["subject"] in named
    ]  # fmt: skip
