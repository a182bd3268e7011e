"""Whatever is done to a good method file, it is read or refused: nothing else is ever raised."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from permu.method import MethodRefused, check_method, load_method
from permu.method.cases.running import run_cases
from tests.method.folders import GOOD

WHOLE = GOOD.parent / "whole"
FILES = [
    (GOOD, "some.cases.toml"),
    *((folder, path.name) for folder in (GOOD, WHOLE) for path in sorted(folder.iterdir())),
]
"""Each file that is changed, of the plain method and of the one with every kind in it."""
CASES = """
[[case]]
name = "甲"
group = "above"
facts = { is_above_scale = true, evaluated_tax = 20.5, land_area = 1, registered_on = 2020-01-01 }
points = { tax_per_mu = 60 }
score = 100.00
given = { why = "未载", benchmarks = { tax_per_mu = 20 } }

[[case.subject]]
times = 3
facts = { electricity = 5 }
step = { electricity = 1 }
"""
PIECES = st.sampled_from(
    ["\n", '"', "'", "[", "]", "[[x]]", "{", "}", "=", "= 1", ".", "#", ",", "kind", "\\", "\0", "é", "true", "-1",
     "1e999999999", "0x1F", "nan", "-inf", "1979-05-27", "07:32:00", "1979-05-27 07:32:00Z", '"""', "'''",
     "[" * 400, '{ kind = "not", of = [' * 60, "9" * 5000, "第四条", "unknown", "\ud7ff", "a.b.c = 1\n"]
)  # fmt: skip


def write_folder(folder: Path, model: Path = GOOD) -> None:
    shutil.copytree(model, folder)
    if model == GOOD:
        (folder / "some.cases.toml").write_text(CASES, "utf-8")


def ends_well(folder: Path) -> None:
    """Every finding has its words, and loading raises exactly where checking found a fault of the method."""
    found = check_method(folder)
    assert all(one.text("zh") and one.text("en") for one in found)
    if any(one.severity == "error" and one.file != "some.cases.toml" for one in found):
        with pytest.raises(MethodRefused):
            load_method(folder)
    else:
        load_method(folder)


@pytest.mark.parametrize("model", [GOOD, WHOLE], ids=lambda one: one.name)
def test_the_unchanged_folder_is_read_whole(model: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "method"
        write_folder(folder, model)

        assert not [one for one in check_method(folder) if one.severity == "error"]


@settings(max_examples=200)
@given(
    of=st.sampled_from(FILES),
    place=st.floats(0, 1),
    removed=st.integers(0, 60),
    piece=PIECES | st.text(max_size=12) | st.binary(max_size=6),
)
@example(of=(GOOD, "above.toml"), place=0.0, removed=0, piece='a = "\\')
def test_a_method_with_anything_in_it_is_read_or_refused(
    of: tuple[Path, str], place: float, removed: int, piece: str | bytes
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, (model, file) = Path(temporary) / "method", of
        write_folder(folder, model)
        whole = (folder / file).read_bytes()
        at = int(place * len(whole))
        put = piece.encode("utf-8", "surrogatepass") if isinstance(piece, str) else piece
        (folder / file).write_bytes(whole[:at] + put + whole[at + removed :])

        ends_well(folder)


LINES = [
    line
    for model, file in FILES[1:]
    if file.endswith(".toml")
    for line in (model / file).read_text("utf-8").splitlines()
]
VALUES = st.sampled_from(
    ["3", '""', "[]", "{}", "[[]]", "true", "1.5", "-0.0", '"above"', "[{}]", '{ kind = "any", of = [3] }', "2026-01-01",
     '["A"]', "[1, 2]", '{ kind = "at_least" }', '{ kind = 3 }', '"\\u0000"', '["a\\u0000.toml"]', '["x/y.toml"]']
)  # fmt: skip


@settings(max_examples=200)
@given(
    of=st.sampled_from(FILES), line=st.integers(0, 200), value=VALUES, other=st.sampled_from(LINES)
)
def test_a_method_with_any_value_under_any_key_is_read_or_refused(
    of: tuple[Path, str], line: int, value: str, other: str
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, (model, file) = Path(temporary) / "method", of
        write_folder(folder, model)
        lines = (folder / file).read_text("utf-8").splitlines()
        at = line % len(lines)
        key, equals, _ = lines[at].partition(" = ")
        lines[at] = f"{key} = {value}" if equals else other
        (folder / file).write_text("\n".join(lines), "utf-8")

        ends_well(folder)


def test_running_the_cases_of_a_faulty_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "method"
    write_folder(folder)
    (folder / "some.cases.toml").write_text("[[case]]\nname = 3\n", "utf-8")

    with pytest.raises(MethodRefused) as refused:
        run_cases(folder, lambda *_, **__: None)  # type: ignore[arg-type, return-value]

    assert [one.code for one in refused.value.findings] == [
        "method.missing_key",
        "method.no_text",
    ]
