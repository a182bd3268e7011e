"""What a machine may rely on: one object on the last line, its shape, the exit code, and that no row is lost."""

import json
import tempfile
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.doors.cli import permu
from permu.intake.dryrun import DATASETS
from permu.intake.dryrun.datasets import dataset
from permu.terms.items import item

from ..forms import NAMES, Sheet, workbook
from .trying import HEAD, ROWS, VALUES, of, register, told

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs/developers/import-check.schema.json").read_text("utf-8")
)


def run(folder: Path, file: Path, *, kind: str = "tax", names: Path | None = None) -> Result:
    known = names or register(folder)
    return CliRunner().invoke(
        permu,
        ["import-check", str(file), "--dataset", kind, "--register", str(known), "--json"],
    )


def last(result: Result) -> dict[str, object]:
    answer: dict[str, object] = json.loads(result.stdout.splitlines()[-1])
    jsonschema.validate(answer, SCHEMA)
    return answer


def test_a_sound_file_is_accepted_with_values_and_names(tmp_path: Path) -> None:
    result = run(tmp_path, workbook(tmp_path / "a.xlsx", {"表": Sheet([HEAD, *ROWS])}))

    assert result.exit_code == 0
    assert last(result) == {
        "outcome": "accepted",
        "message": "3 家企业的“实缴税金”可以采用，没有需要核对的问题。",
        "findings": [],
        "values": VALUES,
        "names": dict(NAMES),
    }


@pytest.mark.parametrize("kind", ["gone.xlsx", "folder", "bytes.xlsx", "empty.csv"])
def test_whatever_is_no_table_is_rejected_in_words(tmp_path: Path, kind: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "bytes.xlsx").write_bytes(b"\x00\x01 no workbook")
    (tmp_path / "empty.csv").write_bytes(b"")
    result = run(tmp_path, tmp_path / kind)
    answer = last(result)

    assert result.exit_code == 0
    assert (answer["outcome"], answer["values"]) == ("rejected-with-clear-error", {})
    assert "请" in str(answer["message"])
    assert str(tmp_path) not in result.output


def test_a_register_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"表": Sheet([HEAD, *ROWS])})
    result = run(tmp_path, file, names=tmp_path / "none.csv")

    assert "none.csv" in str(last(result)["message"])


def test_a_dataset_that_is_none_is_a_wrong_call(tmp_path: Path) -> None:
    result = run(tmp_path, tmp_path / "a.xlsx", kind="water")

    assert result.exit_code == 2
    assert "tax、land、project" in str(last(result)["message"])


def test_a_fault_of_ours_still_gets_its_object(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("/secret/path")

    monkeypatch.setattr("permu.intake.dryrun.import_check", broken)
    result = run(tmp_path, tmp_path / "a.xlsx")

    assert last(result)["outcome"] == "rejected-with-clear-error"
    assert "secret" not in result.output


def test_a_person_gets_sentences(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", {"表": Sheet([HEAD, *ROWS[:2], (*ROWS[2][:2], "约88")])})
    known = register(tmp_path)
    command = ["import-check", str(file), "--dataset", "tax", "--register", str(known)]
    result = CliRunner().invoke(permu, command)

    assert result.exit_code == 0
    assert "第 4 行" in result.output
    assert "2 家企业的“实缴税金”可以采用，另有 1 处需要核对" in result.output


@pytest.mark.parametrize("name", DATASETS)
def test_the_canonical_unit_is_the_items_own(name: str) -> None:
    (column,) = (one for one in dataset(name).sheets[0].columns if one.item)

    assert item(column.item).unit == {"tax": "10k_yuan", "land": "mu", "project": ""}[name]


CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9),
    st.sampled_from(["约5", "5亩", "3万元", "1,234.5", "—", "0（停产）", "合计", "１２", "5-6"]),
)  # fmt: skip
WHO = st.sampled_from(
    [*NAMES.items(), ("", ""), ("", "合计"), ("9", "谁"), (next(iter(NAMES)), "")]
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(WHO, CELLS), min_size=1, max_size=6))
def test_every_row_of_an_enterprise_counts_or_is_told(
    rows: list[tuple[tuple[str, str], object]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        answer = of(Path(folder), HEAD, *((*who, figure) for who, figure in rows))

    for number, ((code, _), _) in enumerate(rows, 2):
        first = next(at for at, ((other, _), _) in enumerate(rows, 2) if other == code)
        if code in NAMES:
            counts = code in answer.values and number == first
            assert counts or number in told(answer), (number, answer)
