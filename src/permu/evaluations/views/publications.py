"""What the office put out, whether it is still whole, and the receipts by which anybody can tell."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from permu.evaluations.access import publications_for, result_for
from permu.evaluations.forms import ReceiptForm
from permu.evaluations.models import Publication
from permu.evaluations.publishing.receipts import receipt_of
from permu.evaluations.sentences import reading_language, refusal
from permu.register.people import person
from permu.terms.chain import Head
from permu.terms.receipts import LARGEST, Receipt, doubts, read_receipt
from permu.terms.refusal import Refused


@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """The chain, newest first; with `check`, whether anything behind it was bent."""
    from permu.evaluations.publishing.checking import bent

    is_checked = "check" in request.GET
    page = {
        "publications": publications_for(person(request)),
        "is_checked": is_checked,
        "bent": [one.text(reading_language()) for one in bent()] if is_checked else [],
        "nav": "publications",
    }
    return render(request, "evaluations/publications.html", page)


@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """A result's receipt as a file."""
    result = result_for(person(request), pk)
    try:
        found = receipt_of(result)
    except Refused as refused:
        messages.error(request, refusal(refused))
        return redirect("evaluations:sheet", pk)
    name = f"receipt-{found.link.number}-{result.subject}.json"
    response = HttpResponse(found.text(), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_http_methods(["GET", "POST"])
def check_receipt(request: HttpRequest) -> HttpResponse:
    """Whether a receipt proves its line: open to anybody, for it shows nothing but what is on the receipt."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    page: dict[str, object] = {"form": form, "nav": "receipts"}
    if form.is_valid():
        try:
            found = read_receipt(form.cleaned_data["receipt"].read(LARGEST).decode())
        except (Refused, UnicodeDecodeError):
            page["refused"] = refusal(Refused("terms.no_receipt"))
        else:
            page |= {"receipt": found, "doubts": _doubts(found, form.cleaned_data["head"])}
    return render(request, "evaluations/check_receipt.html", page)


def _doubts(found: Receipt, head: Head | None) -> list[str]:
    """What speaks against it: within itself, against the notice, and against the office's own chain."""
    said = [one.text(reading_language()) for one in doubts(found, head)]
    ours = Publication.objects.filter(number=_number(found), digest=found.link.digest)
    if not said and not ours.exists():
        said.append(refusal(Refused("evaluations.receipt_of_nobody")))
    return said


def _number(found: Receipt) -> int:
    number = found.link.number
    return number if isinstance(number, int) and 0 < number < 2**31 else 0
