"""Worked out in parts, a county comes to what it comes to as a whole: under every method there is, and under random ones."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from benchmarks import population
from hypothesis import given

from permu.engine import compare_commitments, evaluate
from permu.engine.evaluation import Evaluation
from permu.method import load_method, run_cases
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.engine.grading_strategies import graded_methods, pooled_facts
from tests.engine.strategies import facts as some_facts
from tests.engine.strategies import methods
from tests.searching import searched
from tests.spark.parting import evaluate_in_parts

ROOT = Path(__file__).parents[2]
EXAMPLES = Path(str(files("permu.method"))) / "examples"
MOST = 3
"""So many of a method's worked cases are looked at: they differ in figures, seldom in kind."""


def folders() -> Iterator[Path]:
    for root in (EXAMPLES, ROOT / "methods"):
        yield from (
            path.parent for path in sorted(root.rglob("method.toml")) if "parent" not in path.parts
        )
    yield SAMPLE_METHOD


REFUSED = {
    "m12-one-parcel": "merge", "m14-two-results": "merge", "m16-holding-group": "merge", "m13-owners-grade": "inherits",
    "m15-tenants": "tenants", "000000-star-enterprise/2008": "merge", "331003-huangyan/2021": "merge",
    "331003-huangyan/2022": "merge", "331123-suichang/2022": "merge", "330881-jiangshan/2023-draft": "inherits",
}  # fmt: skip
"""Methods that set subjects beside each other, and why: they are refused by name, never worked out wrongly."""


def name_of(folder: Path) -> str:
    return folder.name if folder.parent == EXAMPLES else "/".join(folder.parts[-2:])


def come_out(run: object, method: Method, known: Facts, earlier: Facts | None) -> Evaluation | str:
    try:
        return run(method, known, earlier=earlier)  # type: ignore[operator, no-any-return]
    except Refused as refused:
        return refused.code


@pytest.mark.parametrize("folder", list(folders()), ids=name_of)
def test_every_method_comes_to_the_same_in_parts_or_is_refused_by_name(folder: Path) -> None:
    compared = []

    def both(method: Method, known: Facts, *, earlier: Facts | None = None) -> Evaluation:
        whole = evaluate(method, known, earlier=earlier)
        if len(compared) < MOST:
            compared.append((whole.digest, come_out(evaluate_in_parts, method, known, earlier)))
        return whole

    if load_method(folder).groups:
        run_cases(folder, both, commitments=compare_commitments)

    reason = REFUSED.get(name_of(folder))
    for digest, parted in compared:
        if reason:
            assert parted == f"engine.not_in_parts_{reason}"
        else:
            assert isinstance(parted, Evaluation), parted
            assert parted.digest == digest


def test_thirty_industries_come_to_the_same_in_parts(tmp_path: Path) -> None:
    population.write(tmp_path / "subjects.parquet", 6_000)
    method, known = population.method(), population.facts(tmp_path / "subjects.parquet")

    assert evaluate_in_parts(method, known).digest == evaluate(method, known).digest


@searched(8)
@given(method=methods(("none", "rise")), known=some_facts(), earlier=some_facts())
def test_any_method_comes_to_the_same_in_parts(
    method: Method, known: Facts, earlier: Facts
) -> None:
    hold_together(method, known, earlier)


@searched(8)
@given(method=graded_methods(), known=pooled_facts())
def test_any_grading_comes_to_the_same_in_parts(method: Method, known: Facts) -> None:
    hold_together(method, known, None)


def hold_together(method: Method, known: Facts, earlier: Facts | None) -> None:
    whole = come_out(evaluate, method, known, earlier)
    parted = come_out(evaluate_in_parts, method, known, earlier)
    if isinstance(whole, str) or isinstance(parted, str):
        assert parted == whole or str(parted).startswith("engine.not_in_parts")
    else:
        assert parted.digest == whole.digest
