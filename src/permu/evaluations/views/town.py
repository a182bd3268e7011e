"""A town's page: its enterprises and their grades, without taxes, scores or ranks."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from permu.evaluations.access import results_in_town
from permu.evaluations.grades import looks
from permu.evaluations.listing import Columns, Listing
from permu.evaluations.stored import kept_method
from permu.register.people import person

COLUMNS = Columns(
    filters={"grade": "grade"}, search=("name", "subject"),
    sorts={"name": ("name",), "grade": ("grade", "name"), "park": ("park", "name")},
    default_sort="name",
)  # fmt: skip


@require_GET
def town(request: HttpRequest) -> HttpResponse:
    """The town's enterprises, as the newest shared list has them."""
    user = person(request)
    found = results_in_town(user)
    newest = found.order_by("-run__round__year", "-run").first()
    if newest is None:
        return render(request, "evaluations/nothing_yet.html", {"nav": "town"})
    own = found.filter(run=newest.run)
    listing = Listing(own, request.GET, COLUMNS)
    counts = Counter(own.exclude(grade="").values_list("grade", flat=True))
    page = {
        "run": newest.run, "place": user.place, "listing": listing, "page": listing.page,
        "looks": looks(kept_method(newest.run)), "counts": sorted(counts.items()), "nav": "town",
    }  # fmt: skip
    return render(request, "evaluations/town.html", page)
