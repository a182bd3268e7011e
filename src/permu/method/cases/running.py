"""Run worked cases with an engine that is handed in: this room knows none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import polars as pl

from permu.method.cases.files import read_cases
from permu.method.cases.model import Case, CaseResult, CaseSubject, StandIns
from permu.method.loading import load_method
from permu.method.model import Benchmark, Group, Indicator, Method, Source
from permu.method.reading.faults import Faults
from permu.method.refusal import MethodRefused
from permu.terms.facts import COLUMN_TYPES, Facts, no_cells
from permu.terms.findings import Finding
from permu.terms.items import item
from permu.terms.refusal import Refused

SCALE = 6
"""Decimals at which an evaluation keeps points and scores."""
FEN = 2
"""Decimals at which it keeps amounts of money, in yuan."""


class Evaluated(Protocol):
    """What a case needs of an evaluation."""

    @property
    def table(self) -> pl.DataFrame:
        """One row a subject, columns as the engine's `RESULT_COLUMNS`."""

    @property
    def measures(self) -> pl.DataFrame:
        """One row a subject and measure, with the amount in 分."""


class Evaluate(Protocol):
    """`permu.engine.evaluate`."""

    def __call__(self, method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluated:
        """The evaluation of the facts under the method."""


def run_cases(folder: Path, evaluate: Evaluate) -> list[CaseResult]:
    """Every worked case beside the method, run: official numbers against the engine's, exactly.

    A decimal is compared at the places it is printed with, half up; a whole number exactly.

    Raises:
        MethodRefused: the method or one of its case files has faults.
    """
    method, faults = load_method(folder), Faults()
    cases = read_cases(folder, method, faults)
    if faults.findings:
        raise MethodRefused(faults.findings)
    return [run_case(case, method, evaluate) for case in cases]


def run_case(case: Case, method: Method, evaluate: Evaluate) -> CaseResult:
    """One case, under the method with the case's stand-ins."""
    if case.stand_ins:
        method = with_stand_ins(method, case.stand_ins)
    facts = facts_of(case.subjects, method.year)
    earlier = facts_of(case.earlier, method.year - 1) if case.earlier else None
    try:
        evaluation = evaluate(method, facts, earlier=earlier)
    except Refused as refused:
        found = [] if case.refuses else [_finding(case, "case_refused", reason=refused.text())]
    else:
        found = list(_disagreements(case, evaluation))
    return CaseResult(name=case.name, file=case.file, line=case.line, disagreements=tuple(found))


def facts_of(subjects: Sequence[CaseSubject], year: int) -> Facts:
    """The subjects of a case as facts of a year; what one of them lacks is missing."""
    names = sorted({name for subject in subjects for name in subject.facts})
    columns = {
        name: pl.Series(
            name,
            [_kept(name, subject.facts.get(name)) for subject in subjects],
            COLUMN_TYPES[item(name).kind],
        )
        for name in names
    }
    ids = pl.Series("subject", [subject.id for subject in subjects], pl.String())
    table = pl.DataFrame([ids, *columns.values()])
    return Facts(table=table, cells=no_cells(), year=year, as_of=date(year, 12, 31))


def _kept(name: str, value: object) -> object:
    return item(name).whole(value) if isinstance(value, Decimal) else value


def with_stand_ins(method: Method, given: StandIns) -> Method:
    """The method's one group, with benchmarks and weights the known text lacks, for a case that says so."""
    source = Source(assumed=given.why)

    def filled(one: Indicator) -> Indicator:
        benchmark = given.benchmarks.get(one.id)
        return replace(
            one,
            weight=given.weights.get(one.id, one.weight),
            benchmark=one.benchmark
            if benchmark is None
            else Benchmark(kind="published", value=benchmark, source=source),
        )

    group: Group = method.group(given.group)
    indicators = tuple(filled(one) for one in group.indicators)
    return replace(method, groups=(replace(group, indicators=indicators),))


def _finding(case: Case, code: str, **details: object) -> Finding:
    return Finding(
        code=f"method.{code}", severity="error", file=case.file, row=case.line, details=details
    )


def _disagreements(case: Case, evaluation: Evaluated) -> Iterator[Finding]:
    if case.refuses:
        yield _finding(case, "case_not_refused")
    rows = {row["subject"]: row for row in evaluation.table.iter_rows(named=True)}
    amounts = {
        (row["subject"], row["measure"]): row["amount"]
        for row in evaluation.measures.iter_rows(named=True)
    }
    for subject in case.subjects:
        row = rows[subject.id]
        money = {key: amounts.get((subject.id, key)) for key in subject.expected.measures}
        for what, expected, found in _unlike(subject, row, money):
            yield _finding(
                case, "case_unlike", subject=subject.id, what=what, expected=expected, found=found
            )
    for grade, count in case.counts.items():
        found = sum(row["grade"] == grade for row in rows.values())
        if found != count:
            yield _finding(case, "case_count", grade=grade, expected=count, found=found)


def _unlike(
    subject: CaseSubject, row: Mapping[str, object], money: Mapping[str, int | None]
) -> Iterator[tuple[str, object, object]]:
    """What the case says and the result does not: the column, the case's value, the result's."""
    said = subject.expected
    for column, word in said.words.items():
        if word != (row[column] or ""):
            yield column, word or "—", row[column] or "—"
    if said.rank is not None and said.rank != row["rank"]:
        yield "rank", said.rank, row["rank"] or "—"
    numbers = [(f"points:{key}", number, SCALE) for key, number in said.points.items()]
    numbers += [("score", said.score, SCALE)] if said.score is not None else []
    numbers += [(key, number, FEN) for key, number in said.measures.items()]
    for column, number, scale in numbers:
        whole = money[column] if column in money else row[column]
        if not isinstance(whole, int):
            yield column, number, "—"
        elif not _agrees(Fraction(whole, 10**scale), number, scale):
            yield column, number, Decimal(whole).scaleb(-scale)


def _agrees(kept: Fraction, printed: Decimal, scale: int) -> bool:
    """Whether the kept number is `printed` at its places; a whole number in a case means exactly that.

    A kept number is itself rounded. Where it stands in the middle between two printed ones, the
    exact one may lie on either side, and both agree: 400 ÷ 16.601058 = 24.0948499… is kept as
    24.094850 and printed as 24.0948.
    """
    exponent = printed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else scale
    off = abs(kept - Fraction(printed)) * 2 * Fraction(10) ** places
    return off <= (1 if places < scale else 0)
