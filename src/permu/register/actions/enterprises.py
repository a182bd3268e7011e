"""The enterprises of the register, and where they lie."""

from collections.abc import Iterable

from django.db import transaction

from permu.register.models import Enterprise, Place


@transaction.atomic
def register_enterprises(rows: Iterable[dict[str, str]]) -> None:
    """Bring the register to what `rows` say.

    A row has `subject name town park cluster industry`, each "" where unknown.
    """
    wanted = list(rows)
    places = {
        (kind, row[kind]): None
        for row in wanted
        for kind in ("town", "park", "cluster")
        if row[kind]
    }
    found = {key: _place(*key) for key in sorted(places)}
    Enterprise.objects.bulk_create(
        [
            Enterprise(
                credit_code=row["subject"],
                name=row["name"] or row["subject"],
                industry=row["industry"],
                town=found.get(("town", row["town"])),
                park=found.get(("park", row["park"])),
                cluster=found.get(("cluster", row["cluster"])),
            )
            for row in wanted
        ],
        update_conflicts=True,
        unique_fields=["credit_code"],
        update_fields=["name", "industry", "town", "park", "cluster"],
        batch_size=500,
    )


def _place(kind: str, name: str) -> Place:
    return Place.objects.get_or_create(kind=kind, name=name)[0]
