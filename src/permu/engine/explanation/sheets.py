"""`explain`, `explain_all` and `Sheets`: the sheets themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from threading import Lock
from typing import get_args

import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.explanation.context import Context, Row, by_subject, place_of
from permu.engine.explanation.cutting import grade_rule, score_rule
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.follows import measure_lines
from permu.engine.explanation.indicators import IndicatorLines
from permu.engine.explanation.numbers import kept
from permu.engine.explanation.outcome import rules_hit
from permu.engine.explanation.peers import Rankings
from permu.engine.explanation.scoping import state_reason
from permu.engine.explanation.sources import Rights
from permu.engine.explanation.stages import Stages
from permu.engine.explanation.units import UnitViews
from permu.engine.explanation.ways import WayWords
from permu.engine.figures import with_last_year
from permu.engine.next_grade import Anew, Way, Ways
from permu.engine.overlays import overlaid
from permu.engine.sheet import IndicatorLine, WayLines, WorkingSheet
from permu.engine.units import has_units
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Language, Refused


def explain(
    evaluation: Evaluation, method: Method, facts: Facts, subject: str, *, language: Language = "zh"
) -> WorkingSheet:
    """The working sheet of one subject. `facts` and `method` are those of the evaluation.

    Raises:
        Refused: nobody of that name was evaluated.
    """
    if subject not in evaluation.table["subject"]:
        raise Refused("engine.no_such_subject", subject=subject)
    context = _context(evaluation, method, facts, language)
    ways = Ways(evaluation, method, facts)
    way = ways.of([subject]).get(subject)
    found = {subject: (way, ways.anew(way))} if way else {}
    return next(_sheets(context, pl.col("subject") == subject, found))


class Sheets:
    """One evaluation, made ready to be asked for one working sheet after the other, by several threads.

    What reaches the next grade costs little more for everybody than for one, so it is worked out once, for all.
    """

    def __init__(self, evaluation: Evaluation, method: Method, facts: Facts) -> None:
        self.evaluation = evaluation
        self._contexts = {
            language: _context(evaluation, method, facts, language)
            for language in get_args(Language)
        }
        self._ways = Ways(evaluation, method, facts)
        self._found: dict[str, Way] | None = None
        self._finding = Lock()

    def sheet(self, subject: str, *, language: Language = "zh") -> WorkingSheet:
        """As `explain`.

        Raises:
            Refused: nobody of that name was evaluated.
        """
        if subject not in self.evaluation.table["subject"]:
            raise Refused("engine.no_such_subject", subject=subject)
        way = self._everybodys().get(subject)
        told: Told = {subject: (way, self._ways.anew(way))} if way else {}
        return next(_sheets(self._contexts[language], pl.col("subject") == subject, told))

    def _everybodys(self) -> Mapping[str, Way]:
        with self._finding:
            if self._found is None:
                self._found = self._ways.of()
            return self._found


def explain_all(
    evaluation: Evaluation, method: Method, facts: Facts, *, language: Language = "zh"
) -> Iterator[WorkingSheet]:
    """The working sheets of all subjects, in their order.

    Of a way to the next grade only `explain` says whether it holds with the benchmarks worked out anew:
    that takes another evaluation for each subject.
    """
    ways = Ways(evaluation, method, facts).of()
    found: Told = {subject: (way, None) for subject, way in ways.items()}
    return _sheets(_context(evaluation, method, facts, language), pl.lit(value=True), found)


def explain_some(
    evaluation: Evaluation,
    method: Method,
    facts: Facts,
    subjects: Sequence[str],
    *,
    language: Language = "zh",
) -> Iterator[WorkingSheet]:
    """The working sheets of some, in order of subject, without their ways to the next grade: what letters tell."""
    wanted = pl.col("subject").is_in(list(subjects))
    return _sheets(_context(evaluation, method, facts, language), wanted, {})


def told_ways(
    evaluation: Evaluation, method: Method, facts: Facts, *, language: Language = "zh"
) -> Iterator[tuple[Way, WayLines]]:
    """The way of everybody who may rise, as numbers and in words; for a list of all of them."""
    ways = Ways(evaluation, method, facts).of()
    speaks = WayWords(_context(evaluation, method, facts, language))
    for result in evaluation.table.iter_rows(named=True):
        if way := ways.get(result["subject"]):
            yield way, speaks.lines(result, way, None)


def rankings(evaluation: Evaluation, method: Method, facts: Facts) -> Rankings:
    """How the others of each subject's ranking stand."""
    return Rankings(_context(evaluation, method, facts, "zh"))


def _context(evaluation: Evaluation, method: Method, facts: Facts, language: Language) -> Context:
    earlier = evaluation.earlier and overlaid(method, evaluation.earlier)
    facts = overlaid(method, facts)
    return Context(evaluation, with_last_year(method), facts, language, earlier)


Told = Mapping[str, tuple[Way, Anew | None]]
"""The ways that sheets tell of, by subject."""


def _sheets(context: Context, wanted: pl.Expr, ways: Told) -> Iterator[WorkingSheet]:
    results = context.evaluation.table.filter(wanted)
    given = context.facts.table.filter(wanted)
    figures = context.figures.table.filter(wanted)
    cells = dict(by_subject(context.facts.cells.filter(wanted)))
    measures = {
        subject: list(rows)
        for subject, rows in groupby(
            context.evaluation.measures.filter(wanted).iter_rows(named=True),
            key=itemgetter("subject"),
        )
    }
    views = UnitViews(context) if has_units(context.method) else None
    writers, way_words = _Writers(context), WayWords(context)
    for result, known, row in zip(
        results.iter_rows(named=True),
        given.iter_rows(named=True),
        figures.iter_rows(named=True),
        strict=True,
    ):
        subject = result["subject"]
        own = Figured(context, known, row, cells.get(subject, ()))
        figured = views.figured(result, own) if views else own
        follow = measures.get(subject, ())
        sheet = writers.of(figured.context).sheet(result, figured, own=own, measures=follow)
        merged = tuple(views.merge_lines(result, figured)) if views else ()
        way = way_words.lines(result, *ways[subject]) if subject in ways else None
        yield replace(sheet, rules=(*merged, *sheet.rules), way=way) if merged or way else sheet


class _Writers:
    """One writer for each run whose results are explained."""

    def __init__(self, context: Context) -> None:
        self.writers = {id(context): _Writer(context)}

    def of(self, context: Context) -> "_Writer":
        """The writer of that run, made when it is first asked for."""
        if id(context) not in self.writers:
            self.writers[id(context)] = _Writer(context)
        return self.writers[id(context)]


class _Writer:
    """Writes sheets; what is the same for a whole group or evaluation is worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lines = {
            place: IndicatorLines(context, scoring) for place, scoring in context.scorings.items()
        }
        self.grade_rules = {place: grade_rule(context, place) for place in context.groups}
        self.stages = Stages(context)
        self.grade_words = {word.id: word for word in context.method.grades}
        self.unknown = tuple(each.what for each in context.method.unknown)
        self.published = context.published or context.evaluation
        self.digest = self.published.digest
        self.rights = Rights(context)

    def sheet(
        self, result: Row, figured: Figured, *, own: Figured, measures: Sequence[Row]
    ) -> WorkingSheet:
        """One subject's sheet; `figured` are the figures it was judged by, `own` those that are its alone."""
        context, method = self.context, self.context.method
        group = context.group_of(result)
        is_scored = group is not None and result["score"] is not None
        word = self.grade_words.get(result["grade"])
        indicators, rules = self._indicators(result, figured), rules_hit(context, result, figured)
        return WorkingSheet(
            subject=result["subject"],
            name=own.given.get("name") or result["subject"],
            about=own.about(),
            year=context.facts.year,
            method_title=method.title,
            method_document=method.document,
            method_address=method.address,
            is_synthetic=method.makes_synthetic(context.facts),
            state=result["state"],
            state_label=context.words("state_" + result["state"]),
            state_reason=state_reason(context, result),
            group_label=group.label if group else "",
            indicators=indicators,
            base_score=kept(result["base_score"]),
            bonus=kept(result["bonus"]),
            score=kept(result["score"]),
            score_rule=score_rule(context, group) if group and is_scored else "",
            rank=result["rank"],
            ranked=result["ranked"],
            grade_by_rank=result["grade_by_rank"] or "",
            grade=result["grade"] or "",
            grade_label=word.label if word else "",
            grade_color=word.color if word else "",
            grade_rule=self._grade_rule(result) if group and is_scored else "",
            rules=rules,
            measures=measure_lines(context, group, measures, own),
            unknown=self.unknown,
            sources=self.rights.lines(indicators, rules),
            facts_digest=self.published.facts_digest,
            method_digest=self.published.method_digest,
            evaluation_digest=self.digest,
            engine=self.published.engine,
        )

    def _grade_rule(self, result: Row) -> str:
        return self.context.join([self.grade_rules[place_of(result)], self.stages.told(result)])

    def _indicators(self, result: Row, figured: Figured) -> tuple[IndicatorLine, ...]:
        group = self.context.group_of(result)
        if group is None or result[f"how:{group.indicators[0].id}"] is None:
            return ()  # exempt or deferred before any figure was looked at
        return self.lines[place_of(result)].lines(result, figured)
