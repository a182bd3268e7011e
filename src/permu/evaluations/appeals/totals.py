"""How many appeals a round had, what became of them, and how many figures people changed in all."""

from collections import Counter
from dataclasses import asdict, dataclass

from permu.evaluations.models import Appeal, Publication, Round
from permu.evaluations.settling.gathering import corrections_of
from permu.terms.refusal import Refused

State = Appeal.State


@dataclass(frozen=True)
class Totals:
    """Of one round; `changes` are the figures that hold as people settled them, `by_appeal` those of appeals."""

    lodged: int
    open: int
    withdrawn: int
    upheld: int
    partly: int
    dismissed: int
    changes: int
    by_appeal: int


def totals(round_: Round) -> Totals:
    """The counts of this moment."""
    states = Counter(round_.appeals.order_by().values_list("state", flat=True))
    counts = {state.value: states[state.value] for state in State}
    changes = corrections_of(round_)
    return Totals(
        lodged=states.total(), changes=changes.count(),
        by_appeal=changes.filter(decision__isnull=False).count(), **counts,
    )  # fmt: skip


def disclosed(round_: Round, kind: Publication.Kind) -> dict[str, dict[str, int]]:
    """What a final list says of the changes that people made; nothing of any other."""
    is_final = kind == Publication.Kind.FINAL
    return {"manual_changes": asdict(totals(round_))} if is_final else {}


def must_be_decided(round_: Round) -> None:
    """Raise `Refused` where an appeal still waits for its decision."""
    waiting = round_.appeals.filter(state=State.OPEN).count()
    if waiting:
        raise Refused("evaluations.appeals_open", count=waiting)
