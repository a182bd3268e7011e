"""A county in parts: each worked out by the engine itself, and asked round by round until nothing is open."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from permu.engine.assembly import Graded
from permu.engine.benchmarks import Base
from permu.engine.census import Part
from permu.engine.evaluation import Evaluation
from permu.engine.overlays import overlaid
from permu.engine.pipeline import graded, worked_out
from permu.engine.prepared import Prepared
from permu.engine.ready import Ready
from permu.engine.spark.asking import Answers, PartialCensus, Turn, Unanswered
from permu.engine.units import has_units
from permu.engine.variants import all_variants
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Share:
    """The facts of some subjects, and of the same ones of the year before; whether there are ledgers at all."""

    facts: Facts
    earlier: Facts | None
    ledgers: tuple[bool, bool] = (False, False)


@dataclass(frozen=True)
class Outcome:
    """What a part says in one round; at the end its evaluation. A refusal is handed over as its code and details."""

    sayings: dict[str, Any] = field(default_factory=dict)
    wants: frozenset[str] = frozenset()
    refused: tuple[str, dict[str, object]] | None = None
    evaluation: Evaluation | None = None
    joins: dict[str, Callable[[Sequence[Any]], Any]] = field(default_factory=dict)


def refuse_what_needs_others(method: Method) -> None:
    """Refuse a method that sets subjects beside each other otherwise than by counting and adding up.

    Raises:
        Refused: `not_in_parts`.
    """
    reasons = {"merge": bool(method.merges), "inherits": has_units(method) and not method.merges}
    reasons["tenants"] = any(each.kind == "tenants" for each in method.definitions)
    for why, is_so in reasons.items():
        if is_so:
            raise Refused(f"engine.not_in_parts_{why}", method=method.title)


def work_out(method: Method, share: Share, answers: Answers) -> Outcome:
    """One round for one part: its evaluation, or what it says to what is open."""
    turn = Turn(answers)
    try:
        evaluation = _evaluated(method, share, turn)
    except Unanswered:
        return Outcome(turn.sayings, frozenset(turn.wants), joins=turn.joins)
    except Refused as refused:
        return Outcome(refused=(refused.code, refused.details))
    return Outcome(evaluation=evaluation, joins=turn.joins)


def _evaluated(method: Method, share: Share, turn: Turn) -> Evaluation:
    of_all = (
        each.benchmark.pool == "all"
        for group in method.groups
        for each in all_variants(group.indicators)
    )
    now = PartialCensus(turn, ("now",), goes_on=not any(of_all))
    # Last year's groups are asked one after the other: this year's are judged by all of them.
    past = PartialCensus(turn, ("past",), goes_on=False)
    facts = _of_area(method, share.facts, now, has_ledger=share.ledgers[0])
    earlier = share.earlier and _of_area(method, share.earlier, past, has_ledger=share.ledgers[1])
    evaluation = worked_out(method, facts, earlier, judge=partial(_judged, turn))
    return replace(evaluation, facts=facts, earlier=earlier)


def _of_area(method: Method, facts: Facts, census: PartialCensus, *, has_ledger: bool) -> Part:
    given = Part(
        table=facts.table,
        cells=facts.cells,
        year=facts.year,
        as_of=facts.as_of,
        holdings=facts.holdings,
        census=census.within("given"),
        ledger=has_ledger,
    )
    found = overlaid(method, given)
    return replace(given, table=found.table, cells=found.cells, census=census)


def _judged(turn: Turn, _: Ready, batches: Iterable[tuple[Prepared, Base]]) -> Iterator[Graded]:
    """The graded batches; one that waits does not keep the next from being asked."""
    for prepared, base in batches:
        with suppress(Unanswered):
            yield graded(prepared, base)
    if turn.is_open:
        raise Unanswered


Round = Callable[[Answers], list[Outcome]]
"""Asks every part, and gives what each says."""


def settled(method: Method, nobody: Share, ask: Round, answers: Answers) -> Answers:
    """Ask until a part in which `nobody` stands knows all it needs: the one who asks works that one out.

    Raises:
        Refused: whatever a part refuses.
    """
    while True:
        own = work_out(method, nobody, answers)
        refuse(own)
        if own.evaluation is not None:
            return answers
        answers = joined(own, ask(answers), answers)


def joined(own: Outcome, parts: Sequence[Outcome], answers: Answers) -> Answers:
    """The answers with what everybody now said, and with what somebody waits for.

    Raises:
        Refused: a part refuses.
        RuntimeError: a part was asked something else: a fault of ours.
    """
    for each in parts:
        refuse(each)
    wants = frozenset().union(*(each.wants for each in parts)) - answers.wanted
    said = dict(answers.said)
    for name, saying in own.sayings.items():
        sayings = [each.sayings[name] for each in parts if name in each.sayings]
        if len(sayings) == len(parts):
            said[name] = own.joins[name]([saying, *sayings])
    if not wants and len(said) == len(answers.said):
        raise RuntimeError(f"not everybody was asked: {sorted(own.sayings)}")
    return Answers(said, answers.wanted | wants)


def refuse(outcome: Outcome) -> None:
    """Refuse what a part refused.

    Raises:
        Refused: so it did.
    """
    if outcome.refused:
        code, details = outcome.refused
        raise Refused(code, **details)
