"""The sample county: every way of a whole group, held against the evaluation of the facts so changed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from permu.engine import Sheets, evaluate, explain
from permu.engine.evaluation import Evaluation
from permu.engine.next_grade import Step, Way, Ways, ways_up
from permu.engine.pipeline import evaluate_against
from permu.method import load_method
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD, write_parquet_county
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.refusal import Language, Refused

PARTS = {
    "evaluated_tax": ("vat_paid", 1),
    "land_area": ("land_leased_out", -1),
    "emissions": ("nitrogen_oxides", 1),
}
"""Where the change of a composed figure is put: into one of its parts, with its sign."""


@pytest.fixture(scope="module")
def method() -> Method:
    """The sample's, but that who has no emissions gets no mean points: those would move with everybody's figures."""
    method = load_method(SAMPLE_METHOD)
    groups = (
        replace(
            group, indicators=tuple(replace(each, when_missing="zero") for each in group.indicators)
        )
        for group in method.groups
    )
    return replace(method, groups=tuple(groups))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder: Path = tmp_path_factory.mktemp("county")
    write_parquet_county(folder, enterprises=90)
    return Facts.load(folder)


@pytest.fixture(scope="module")
def evaluation(method: Method, facts: Facts) -> Evaluation:
    return evaluate(method, facts)


@pytest.fixture(scope="module")
def ways(method: Method, facts: Facts, evaluation: Evaluation) -> dict[str, Way]:
    return Ways(evaluation, method, facts).of()


def changed(facts: Facts, subject: str, steps: tuple[Step, ...], less: int = 0) -> Facts | None:
    """The facts with these figures, or a unit short of them; None where a part cannot take the change."""
    table = facts.table
    for step in steps:
        name, sign = PARTS.get(step.figure, (step.figure, 1))
        up = 1 if step.after > step.before else -1
        amount = (step.after - step.before - up * less) * step.scale.step * 10 ** item(name).scale
        if amount.denominator != 1:
            return None
        own = pl.col("subject") == subject
        table = table.with_columns(
            pl.when(own).then(pl.col(name) + sign * int(amount)).otherwise(name)
        )
        if table.filter(own)[name].item() < 0:
            return None
    return replace(facts, table=table)


def test_every_way_reaches_its_grade_and_a_unit_less_does_not(
    method: Method, facts: Facts, evaluation: Evaluation, ways: dict[str, Way]
) -> None:
    tried = 0

    def grade(subject: str, steps: tuple[Step, ...], less: int = 0) -> str | None:
        nonlocal tried
        given = changed(facts, subject, steps, less)
        if given is None:
            return None
        tried += 1
        table = evaluate_against(method, given, evaluation.benchmarks).table
        found: str = table.filter(pl.col("subject") == subject)["grade"].item()
        return found

    for subject, way in ways.items():
        if way.first:
            assert grade(subject, way.first) in (way.next, None)
        for step in way.steps[:2]:
            assert grade(subject, (step,), less=1) in (way.grade, None)
    assert tried > len(ways)


def test_the_table_has_a_row_for_everybody_who_may_rise(
    method: Method, facts: Facts, evaluation: Evaluation, ways: dict[str, Way]
) -> None:
    table = ways_up(evaluation, method, facts)

    may_rise = evaluation.table.filter((pl.col("state") == "graded") & (pl.col("grade") != "A"))
    assert table["subject"].to_list() == may_rise["subject"].to_list()
    for row in table.iter_rows(named=True):
        way = ways[row["subject"]]
        assert {step.figure: step.after for step in way.steps} == {
            name.removeprefix("to:"): row[name]
            for name in table.columns
            if name.startswith("to:") and row[name] is not None
        }
        assert (row["why"] == "") == bool(way.first)


def test_a_way_of_one_is_the_way_it_has_among_all(
    method: Method, facts: Facts, evaluation: Evaluation, ways: dict[str, Way]
) -> None:
    asked = Ways(evaluation, method, facts)

    for subject in list(ways)[:5]:
        assert asked.of([subject]) == {subject: ways[subject]}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_asked_for_at_once_are_those_asked_for_one_by_one(
    method: Method, facts: Facts, evaluation: Evaluation, ways: dict[str, Way], language: Language
) -> None:
    subjects = [*list(ways)[:4], evaluation.table.filter(grade="A")["subject"][0]]
    sheets = Sheets(evaluation, method, facts)

    with ThreadPoolExecutor(3) as readers:
        found = list(readers.map(lambda one: sheets.sheet(one, language=language), subjects))

    assert found == [explain(evaluation, method, facts, one, language=language) for one in subjects]


def test_nobody_has_no_sheet(method: Method, facts: Facts, evaluation: Evaluation) -> None:
    with pytest.raises(Refused, match="nobody"):
        Sheets(evaluation, method, facts).sheet("nobody")
