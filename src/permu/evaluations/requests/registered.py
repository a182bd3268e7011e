"""Whose codes and names a form has filled in: the enterprises of the last register that was read."""

import polars as pl

from permu.evaluations.models import Round
from permu.register.models import Enterprise


def registered(round_: Round) -> list[tuple[str, str]]:
    """Code and name of each enterprise of the round's own reading, else of the newest one up to its year.

    Whoever is on no register any more is asked of nobody.
    """
    known = Enterprise.objects.order_by("credit_code").values_list("credit_code", "name")
    listed = _listed(round_)
    return [one for one in known if listed is None or one[0] in listed]


def _listed(round_: Round) -> frozenset[str] | None:
    """The codes of the reading; None where there is none to be read."""
    read = Round.objects.filter(reading__gt=0, year__lte=round_.year).order_by("-year", "-pk")
    last = round_ if round_.reading else read.first()
    if last is None:
        return None
    facts = last.intake_folder(last.reading) / "facts.parquet"
    try:
        return frozenset(pl.read_parquet(facts, columns=["subject"])["subject"])
    except (OSError, pl.exceptions.PolarsError):
        return None
