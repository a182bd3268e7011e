"""On a standalone cluster of two workers, which the test starts and stops, a county comes to the same as embedded."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from permu.doors.cli import permu
from permu.engine.spark.evaluating import evaluate_on_spark
from permu.engine.spark.session import session_on
from permu.sample import SAMPLE_METHOD
from tests.spark.clusters import cluster
from tests.spark.conftest import Given, given_county, same_result

pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not"),
]
MILLION = 1_000_000


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="module")
def master(place: Path) -> Iterator[str]:
    with cluster(place) as address:
        yield address


def test_the_command_line_comes_to_the_same_on_a_cluster_of_two_workers(
    place: Path, master: str, county: Given, tmp_path: Path
) -> None:
    words = f"evaluate --engine spark --master {master} --json"
    places = ["--method", SAMPLE_METHOD, "--facts", county.folder, "--out", tmp_path / "out"]

    found = CliRunner().invoke(permu, [*words.split(), *map(str, places)])

    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["digest"] == county.evaluation.digest
    same_result(tmp_path / "out", county.evaluation)
    assert all(list((place / worker).glob("app-*/*/stderr")) for worker in ("worker1", "worker2"))


@pytest.mark.torture
@pytest.mark.parametrize("where", ["local", "cluster"])
def test_a_million_come_to_the_same(where: str, master: str, tmp_path: Path) -> None:
    given, out = given_county(tmp_path / "county", MILLION), tmp_path / "out"
    with session_on("local[2]" if where == "local" else master) as session:
        written = evaluate_on_spark(
            session, SAMPLE_METHOD, f"file://{given.folder}", f"file://{out}"
        )

    assert written.digest == given.evaluation.digest
    same_result(out, given.evaluation)
