"""A county that Spark evaluates, and what the embedded engine makes of it."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.method import load_method
from permu.sample import SAMPLE_METHOD, write_parquet_county
from permu.terms.facts import Facts

SUBJECTS = 20_000


@dataclass(frozen=True)
class Given:
    folder: Path
    facts: Facts
    evaluation: Evaluation


def given_county(folder: Path, subjects: int) -> Given:
    write_parquet_county(folder, enterprises=subjects)
    facts = Facts.load(folder)
    return Given(folder, facts, evaluate(load_method(SAMPLE_METHOD), facts))


@pytest.fixture(scope="session", autouse=True)
def hurried_java() -> None:
    """A test is over before Java has compiled anything twice: it need not try."""
    os.environ["JAVA_TOOL_OPTIONS"] = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Given:
    return given_county(tmp_path_factory.mktemp("county"), SUBJECTS)


def same_result(folder: Path, evaluation: Evaluation) -> None:
    """The folder holds the evaluation: every row in its place, and its digests."""
    about = json.loads((folder / "result.json").read_text("utf-8"))
    assert about["evaluation_digest"] == evaluation.digest
    assert about["facts_digest"] == evaluation.facts_digest
    assert about["method_digest"] == evaluation.method_digest
    tables = {"evaluation": "table", "benchmarks": "benchmarks", "measures": "measures"}
    for name, attribute in tables.items():
        found, expected = (
            pl.read_parquet(folder / f"{name}.parquet"),
            getattr(evaluation, attribute),
        )
        assert found.schema == expected.schema
        assert found.equals(expected), name
