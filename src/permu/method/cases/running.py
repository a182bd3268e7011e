"""Run worked cases with an engine that is handed in: this room knows none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import polars as pl

from permu.method.cases.disagreeing import (
    VERDICTS,
    finding,
    says_of_results,
    unlike_closings,
    unlike_results,
    unlike_verdicts,
)
from permu.method.cases.files import read_cases
from permu.method.cases.model import Case, CaseHolding, CaseResult, CaseSubject, StandIns
from permu.method.loading import load_method
from permu.method.model import Benchmark, Group, Indicator, Method, Source
from permu.method.reading.faults import Faults
from permu.method.refusal import MethodRefused
from permu.terms.facts import COLUMN_TYPES, Facts, no_cells
from permu.terms.findings import Finding
from permu.terms.holdings import HOLDINGS, SCALE
from permu.terms.items import item
from permu.terms.refusal import Refused


class Evaluated(Protocol):
    """What a case needs of an evaluation."""

    @property
    def table(self) -> pl.DataFrame:
        """One row a subject, columns as the engine's `RESULT_COLUMNS`."""

    @property
    def measures(self) -> pl.DataFrame:
        """One row a subject and measure, with the amount in 分."""


class CompareCommitments(Protocol):
    """`permu.engine.compare_commitments`."""

    def __call__(self, method: Method, facts: Facts) -> pl.DataFrame:
        """A `verdict` (met, short, unknown) for each `subject` and `commitment`."""


class Evaluate(Protocol):
    """`permu.engine.evaluate`."""

    def __call__(self, method: Method, facts: Facts, *, earlier: Facts | None = None) -> Evaluated:
        """The evaluation of the facts under the method."""


def run_cases(
    folder: Path, evaluate: Evaluate, *, commitments: CompareCommitments | None = None
) -> list[CaseResult]:
    """Every worked case beside the method, run: official numbers against the engine's, exactly.

    A decimal is compared at the places it is printed with, half up; a whole number exactly.
    `commitments` is needed where a case says what became of a commitment.

    Raises:
        MethodRefused: the method or one of its case files has faults.
    """
    method, faults = load_method(folder), Faults()
    cases = read_cases(folder, method, faults)
    if faults.findings:
        raise MethodRefused(faults.findings)
    return [run_case(case, method, evaluate, commitments=commitments) for case in cases]


def run_case(
    case: Case,
    method: Method,
    evaluate: Evaluate,
    *,
    commitments: CompareCommitments | None = None,
) -> CaseResult:
    """One case, under the method with the case's stand-ins."""
    if case.stand_ins:
        method = with_stand_ins(method, case.stand_ins)
    facts = facts_of(case.subjects, method.year, holdings=case.holdings)
    found = list(unlike_closings(case, method))
    if any(one.expected.commitments for one in case.subjects):
        table = commitments(method, facts) if commitments else pl.DataFrame(schema=VERDICTS)
        found += unlike_verdicts(case, table)
    if case.refuses or says_of_results(case):
        earlier = facts_of(case.earlier, method.year - 1) if case.earlier else None
        found += _of_results(case, method, evaluate, (facts, earlier))
    return CaseResult(name=case.name, file=case.file, line=case.line, disagreements=tuple(found))


def _of_results(
    case: Case, method: Method, evaluate: Evaluate, years: tuple[Facts, Facts | None]
) -> list[Finding]:
    facts, earlier = years
    try:
        evaluation = evaluate(method, facts, earlier=earlier)
    except Refused as refused:
        return [] if case.refuses else [finding(case, "case_refused", reason=refused.text())]
    return list(unlike_results(case, evaluation.table, evaluation.measures))


def facts_of(
    subjects: Sequence[CaseSubject], year: int, *, holdings: Sequence[CaseHolding] = ()
) -> Facts:
    """The subjects of a case as facts of a year, with their ledger of parcels; what one of them lacks is missing."""
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
    return Facts(
        table=table,
        cells=no_cells(),
        year=year,
        as_of=date(year, 12, 31),
        holdings=_ledger(holdings),
    )


def _ledger(holdings: Sequence[CaseHolding]) -> pl.DataFrame:
    rows = [
        (one.subject, one.parcel, one.role, _millionths(one.land), _millionths(one.floor))
        for one in holdings
    ]
    return pl.DataFrame(rows, schema=HOLDINGS, orient="row")


def _millionths(area: Decimal | None) -> int | None:
    return None if area is None else int(area.scaleb(SCALE))


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
