"""The engine over the sample county: the fast result is the exact one for every enterprise of it."""

from pathlib import Path

import pytest

from permu.engine import evaluate, evaluate_exactly, explain_all
from permu.engine.evaluation import Evaluation
from permu.method import load_method
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD, write_parquet_county
from permu.terms.facts import Facts


@pytest.fixture(scope="module")
def method() -> Method:
    return load_method(SAMPLE_METHOD)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder: Path = tmp_path_factory.mktemp("county")
    write_parquet_county(folder, enterprises=1500)
    return Facts.load(folder)


@pytest.fixture(scope="module")
def evaluation(method: Method, facts: Facts) -> Evaluation:
    return evaluate(method, facts)


def test_the_fast_result_is_the_exact_one(
    method: Method, facts: Facts, evaluation: Evaluation
) -> None:
    exact = evaluate_exactly(method, facts)

    assert evaluation.table.equals(exact.table, null_equal=True)
    assert evaluation.digest == exact.digest


def test_every_grade_and_state_occurs_and_all_are_counted(
    facts: Facts, evaluation: Evaluation
) -> None:
    assert set(evaluation.table["grade"].drop_nulls()) == set("ABCD")
    assert {state for state, count in evaluation.counts.items() if count} == {
        "graded",
        "ungraded",
        "exempt",
        "deferred",
    }
    assert sum(evaluation.counts.values()) == len(facts.table)


def test_every_enterprise_has_a_sheet_with_the_tables_score(
    method: Method, facts: Facts, evaluation: Evaluation
) -> None:
    scores = [each.score for each in explain_all(evaluation, method, facts)]

    assert [None if s is None else int(s * 10**6) for s in scores] == evaluation.table[
        "score"
    ].to_list()
