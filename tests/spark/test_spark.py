"""On Spark in local mode a county comes to the same as embedded, byte for byte; what cannot be is refused in words."""

import json
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from permu.engine import evaluate
from permu.engine.evaluation import Evaluation
from permu.engine.spark.evaluating import Written, evaluate_on_spark
from permu.engine.spark.session import in_words, session_on
from permu.method import load_method, run_cases
from permu.method.model import Method
from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.spark.conftest import Given, same_result

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not"),
]
EXAMPLES = Path(str(files("permu.method"))) / "examples"
READS_MORE = ("m31-benchmarks", "m10-parks", "m11-parcels", "m43-two-stage")
"""Examples that read last year's facts, are worked out for an area alone, have a ledger, rank unrounded scores."""


@pytest.fixture(scope="module")
def session() -> Iterator["SparkSession"]:
    with session_on("local[2]") as found:
        yield found


def on_spark(
    session: "SparkSession", method: Path, facts: Path, out: Path, earlier: Path | None = None
) -> Written:
    past = f"file://{earlier}" if earlier else None
    return evaluate_on_spark(session, method, f"file://{facts}", f"file://{out}", earlier_url=past)


def test_a_county_on_spark_comes_to_the_same_tables_and_digests(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    written = on_spark(session, SAMPLE_METHOD, county.folder, tmp_path / "out")

    assert written.digest == county.evaluation.digest
    assert written.counts == county.evaluation.counts
    same_result(tmp_path / "out", county.evaluation)
    assert load_method(tmp_path / "out" / "method").digest == load_method(SAMPLE_METHOD).digest


def test_a_place_that_cannot_be_written_is_named_in_words(
    session: "SparkSession", county: Given
) -> None:
    with pytest.raises(Refused) as caught, in_words():
        on_spark(session, SAMPLE_METHOD, county.folder, Path("/proc/nowhere/out"))

    assert caught.value.code == "engine.spark_failed"
    assert "/proc/nowhere/out" in caught.value.text()
    assert "没有留下结果" in caught.value.text()


@pytest.mark.parametrize("name", READS_MORE)
def test_what_a_method_reads_besides_the_years_facts_comes_to_spark_too(
    session: "SparkSession", name: str, tmp_path: Path
) -> None:
    cases: list[tuple[Facts, Facts | None, Evaluation]] = []

    def keep(method: Method, known: Facts, *, earlier: Facts | None = None) -> Evaluation:
        found = evaluate(method, known, earlier=earlier)
        cases.append((known, earlier, found))
        return found

    run_cases(EXAMPLES / name, keep)
    known, earlier, found = cases[0]
    known.save(tmp_path / "now")
    if earlier:
        earlier.save(tmp_path / "past")

    past = tmp_path / "past" if earlier else None
    written = on_spark(session, EXAMPLES / name, tmp_path / "now", tmp_path / "out", past)

    assert written.digest == found.digest
    same_result(tmp_path / "out", found)


def refused(session: "SparkSession", method: Path, facts: Path, out: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        on_spark(session, method, facts, out)
    assert not out.exists() or list(out.iterdir()) == [out / "kept"]
    assert "Traceback" not in caught.value.text()
    return caught.value


def test_a_method_that_sets_subjects_beside_each_other_is_refused_by_name(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    found = refused(session, EXAMPLES / "m12-one-parcel", county.folder, tmp_path / "out")

    assert found.code == "engine.not_in_parts_merge"
    assert "--engine embedded" in found.text()


def test_an_address_where_nothing_is_is_named(session: "SparkSession", tmp_path: Path) -> None:
    found = refused(session, SAMPLE_METHOD, tmp_path / "nowhere", tmp_path / "out")

    assert found.code == "engine.nothing_at"
    assert "nowhere" in found.text()


def test_a_result_is_never_overwritten(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").touch()

    found = refused(session, SAMPLE_METHOD, county.folder, tmp_path / "out")

    assert found.code == "engine.result_exists"


def copied(county: Given, to: Path) -> Path:
    shutil.copytree(county.folder, to)
    return to


def test_a_float_column_is_refused_by_its_name(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    folder = copied(county, tmp_path / "facts")
    table = county.facts.table.with_columns(pl.col("land_owned").cast(pl.Float64))
    table.write_parquet(folder / "facts.parquet")

    found = refused(session, SAMPLE_METHOD, folder, tmp_path / "out")

    assert (found.code, found.details["column"]) == ("engine.facts_column", "land_owned")
    assert found.details["found"] == "double"


def test_a_subject_twice_is_refused(session: "SparkSession", county: Given, tmp_path: Path) -> None:
    folder = copied(county, tmp_path / "facts")
    table = county.facts.table
    pl.concat([table, table.head(1)]).write_parquet(folder / "facts.parquet")

    assert refused(session, SAMPLE_METHOD, folder, tmp_path / "out").code == "terms.facts_damaged"


def test_facts_that_are_not_what_their_digest_says_are_refused(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    folder = copied(county, tmp_path / "facts")
    about = json.loads((folder / "facts.json").read_text())
    (folder / "facts.json").write_text(json.dumps(about | {"digest": "2025-20260228-0"}))

    found = refused(session, SAMPLE_METHOD, folder, tmp_path / "out")

    assert (found.code, found.details["what"]) == ("terms.facts_damaged", "SHA-256")


def test_facts_of_which_a_file_is_no_parquet_are_refused(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    folder = copied(county, tmp_path / "facts")
    (folder / "facts.parquet").write_bytes(b"not a table")

    assert refused(session, SAMPLE_METHOD, folder, tmp_path / "out").code == "terms.facts_damaged"


def test_last_years_facts_are_asked_for_where_the_method_needs_them(
    session: "SparkSession", county: Given, tmp_path: Path
) -> None:
    found = refused(session, EXAMPLES / "m31-benchmarks", county.folder, tmp_path / "out")

    assert found.code == "engine.needs_earlier"
