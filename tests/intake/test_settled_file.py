"""What people settled travels as one file: read back it is the same, and a fault in it is named."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake.settled import ColumnChoice, Correction, OwnerChoice, Settled
from permu.intake.settled_file import SettledFile
from permu.terms.items import items
from permu.terms.refusal import Refused

from .forms import AS_OF, BOLT, FAN, YEAR

SAID = {"by": "王经办", "on": date(2026, 3, 2), "reason": "营业执照“变更”"}
SETTLED = Settled(
    columns=(
        ColumnChoice(profile="03-tax", sheet="入库税款", heading="增值税额", column="vat_paid", unit="元", **SAID),
        ColumnChoice(profile="03-tax", sheet="入库税款", heading="附注", column="", **SAID),
    ),
    owners=(OwnerChoice(profile="03-tax", raw_code="", raw_name="坚石五金厂", subject=BOLT, how="adds", **SAID),
            OwnerChoice(profile="03-tax", raw_code="1", raw_name="", subject="", **SAID)),
    corrections=(
        Correction(subject=FAN, item="vat_paid", value=1_234_500_000, over="0" * 64, evidence="1" * 64, **SAID),
        Correction(subject=FAN, item="industry", value="3311", over="0" * 64, **SAID),
        Correction(subject=FAN, item="is_above_scale", value=False, over="0" * 64, **SAID),
        Correction(subject=FAN, item="registered_on", value=date(2019, 1, 31), over="0" * 64, **SAID),
        Correction(subject=FAN, item="land_owned", value=None, over="0" * 64, **SAID),
    ),
)  # fmt: skip
FILE = SettledFile(year=YEAR, as_of=AS_OF, settled=SETTLED, facts_digest="2025-x")
NUMBERS = sorted(
    one.id for one in items().values() if one.kind == "number" and one.purpose == "grading"
)


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "认定.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_file_read_back_says_what_was_written(tmp_path: Path) -> None:
    read = SettledFile.read(written(tmp_path, FILE.text()))

    assert read == FILE
    assert read.settled.digest == SETTLED.digest
    assert json.loads(FILE.text())["corrections"][0]["value"] == "1234.5"


@given(name=st.sampled_from(NUMBERS), whole=st.integers(0, 10**15 - 1))
def test_every_number_comes_back_to_its_last_digit(tmp_path_factory, name: str, whole: int) -> None:
    one = replace(SETTLED.corrections[0], item=name, value=whole)
    file = replace(FILE, settled=Settled(corrections=(one,)))
    folder = tmp_path_factory.mktemp("file")

    assert SettledFile.read(written(folder, file.text())).settled.corrections == (one,)


def changed(**changes: object) -> str:
    """The file with a field of its first correction changed; None takes it out."""
    plain = json.loads(FILE.text())
    first = plain["corrections"][0] | changes
    plain["corrections"][0] = {name: said for name, said in first.items() if said is not ...}
    return json.dumps(plain)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "第 1 行第 1 个字符"),
        ('{\n "format": "permu-settled/1",\n "year": }', "第 3 行第 10 个字符"),
        (b"\xff\xfe\x00", "不是完整的 JSON"),
        ("[" * 100_000, "不是完整的 JSON"),
        ('{"year": 1' + "0" * 5000 + "}", "不是完整的 JSON"),
        ("[]", "不是完整的 JSON"),
        ("{}", "“format”是 （没有）"),
        ('{"year": 2025, "year": 2024}', "两个“year”"),
        (FILE.text().replace("permu-settled/1", "permu-settled/9"), "permu-settled/9"),
        (FILE.text().replace("2026-02-28", "2026-02-30"), "“as_of”是 \"2026-02-30\""),
        (FILE.text().replace('"owners"', '"owner"'), "不认识的“owner”"),
        (FILE.text().replace('"03-tax"', '"03-taxes"', 1), "“columns #1 profile”"),
        (FILE.text().replace(BOLT, "9133"), "“owners #1 subject”"),
        (FILE.text().replace('"adds"', '"maybe"'), "应为 is、adds"),
        (changed(value=1234.5), "“corrections #1 value”是 1234.5"),
        (changed(item="land_leased_in", value="-3"), "不能为负"),
        (changed(value="0.1234567890123"), "最多"),
        (changed(value="1e30"), "大得不可能"),
        (changed(value="NaN"), "不能作为"),
        (changed(value=...), "“corrections #1 value”是 （没有）"),
        (changed(item="statistical_output"), "不包括等级评价"),
        (changed(item="vat"), "“corrections #1 item”"),
        (changed(item="is_above_scale", value="是"), "true、false"),
        (changed(item="registered_on", value="今年"), "2026-02-28"),
        (changed(reason="  "), "“corrections #1 reason”"),
        (changed(by="\ud800"), "“corrections #1 by”"),
        (changed(by="a" * 3000), "“corrections #1 by”"),
        (changed(why="想改"), "不认识的“corrections #1 why”"),
        (changed(subject=FAN, item="industry", value="3311"), "第 1 条和第 2 条"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        SettledFile.read(written(tmp_path, text))

    assert said in refused.value.text("zh")
    assert str(tmp_path) not in refused.value.text("zh") + refused.value.text("en")


def test_what_was_settled_of_another_year_is_not_taken() -> None:
    with pytest.raises(Refused, match="2025 年度"):
        FILE.refuse_other(YEAR + 1, AS_OF)
