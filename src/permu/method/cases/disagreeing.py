"""Where a case says one thing and the engine another."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import polars as pl

from permu.method.cases.model import Case, CaseSubject, Expected
from permu.method.model import Method
from permu.method.procedure import closes_at
from permu.terms.findings import Finding

SCALE = 6
"""Decimals at which an evaluation keeps points and scores."""
FEN = 2
"""Decimals at which it keeps amounts of money, in yuan."""
VERDICTS = {"subject": pl.String(), "commitment": pl.String(), "verdict": pl.String()}


def finding(case: Case, code: str, **details: object) -> Finding:
    """A disagreement, at the place of the case."""
    return Finding(
        code=f"method.{code}", severity="error", file=case.file, row=case.line, details=details
    )


def says_of_results(case: Case) -> bool:
    """Whether the case says anything that an evaluation gives."""
    said = (replace(one.expected, commitments={}) for one in case.subjects)
    return bool(case.counts) or any(one != Expected() for one in said)


def unlike_closings(case: Case, method: Method) -> Iterator[Finding]:
    """Each notice that closes at another moment than the case says."""
    notices = {one.id: one for one in method.procedure.notices} if method.procedure else {}
    for said in case.notices:
        closes = str(closes_at(notices[said.id], said.published))
        if closes != said.closes:
            yield finding(
                case,
                "case_unlike",
                subject=said.id,
                what="closes",
                expected=said.closes,
                found=closes,
            )


def unlike_verdicts(case: Case, verdicts: pl.DataFrame) -> Iterator[Finding]:
    """Each commitment that became something else than the case says."""
    rows = {(row["subject"], row["commitment"]): row for row in verdicts.iter_rows(named=True)}
    for subject in case.subjects:
        for id_, expected in subject.expected.commitments.items():
            row = rows.get((subject.id, id_))
            found = row["verdict"] if row else "—"
            if found != expected:
                yield finding(
                    case,
                    "case_unlike",
                    subject=subject.id,
                    what=id_,
                    expected=expected,
                    found=found,
                )


def unlike_results(case: Case, table: pl.DataFrame, measures: pl.DataFrame) -> Iterator[Finding]:
    """Each number or word of the evaluation that is not the case's."""
    if case.refuses:
        yield finding(case, "case_not_refused")
    rows = {row["subject"]: row for row in table.iter_rows(named=True)}
    amounts = {
        (row["subject"], row["measure"]): row["amount"] for row in measures.iter_rows(named=True)
    }
    nothing = dict.fromkeys(table.columns)  # of who stands outside an overlay's area
    for subject in case.subjects:
        row = rows.get(subject.id, nothing)
        money = {key: amounts.get((subject.id, key)) for key in subject.expected.measures}
        unlike = [*_unlike(subject, row, money), *_unwanted(subject, amounts)]
        for what, expected, found in unlike:
            yield finding(
                case, "case_unlike", subject=subject.id, what=what, expected=expected, found=found
            )
    for grade, count in case.counts.items():
        found = sum(row["grade"] == grade for row in rows.values())
        if found != count:
            yield finding(case, "case_count", grade=grade, expected=count, found=found)


def _unwanted(
    subject: CaseSubject, amounts: Mapping[tuple[str, str], object]
) -> Iterator[tuple[str, object, object]]:
    """Each measure of a subject of whom the case says that it has none."""
    if subject.expected.has_no_measures:
        yield from ((measure, "—", measure) for who, measure in amounts if who == subject.id)


def _unlike(
    subject: CaseSubject, row: Mapping[str, object], money: Mapping[str, int | None]
) -> Iterator[tuple[str, object, object]]:
    """What the case says and the result does not: the column, the case's value, the result's."""
    said = subject.expected
    for column, word in said.words.items():
        found = row.get(column) or ""  # a column that the method has no use for is not there
        if word != found:
            yield column, word or "—", found or "—"
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
