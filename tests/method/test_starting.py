"""A start from a notice takes what is sure, marks it, and says the rest is open."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from permu.method import check_method, library_methods, load_method
from permu.method.starting import Head, recognise, write_start
from permu.method.starting.recognising import known_indicators
from permu.terms.items import items
from permu.terms.refusal import Refused

HEAD = Head(
    place="330000", place_label="某县", year=2025, title="某“亩均”办法", document="某文〔2026〕1号", address="notice.md"
)  # fmt: skip
PLAIN = """# 某县办法
第一条 规上工业企业和规下工业企业参加评价。
第二条 规上企业：亩均税收60分，基准值20万元/亩；研发投入强度（40%）。
第三条 规下企业只看亩均税收（100），基准值为12万元/亩。最高为权重的1.5倍，最低为0分。
第四条 A类为前20%，B类为20%至65%，C类为65%—95%，D类为末5%。
"""


def test_weights_benchmarks_and_shares_beside_their_names_are_taken() -> None:
    draft = recognise(PLAIN)

    above = {
        one.known.id: (one.weight, one.benchmark, one.clause) for one in draft.indicators["above"]
    }
    assert above == {
        "tax_per_mu": (Decimal(60), Decimal(20), "第二条"),
        "rd_intensity": (Decimal(40), None, "第二条"),
    }
    assert [(one.weight, one.benchmark) for one in draft.indicators["below"]] == [
        (Decimal(100), Decimal(12))
    ]
    assert draft.shares == {"A": 20, "B": 45, "C": 30, "D": 5}
    assert (draft.cap, draft.has_floor) == (Decimal("1.5"), True)


@pytest.mark.parametrize(
    ("text", "weight", "benchmark"),
    [
        ("规上企业得分＝30×亩均税收÷24.097", 30, "24.097"),
        ("规上企业得分＝亩均税收÷24.097×30", 30, "24.097"),
        ("亩均税收÷基准值×30", 30, None),
        ("亩均税收（权重30%）", 30, None),
        ("| 指标 | 基准值 | 权重 |\n|---|---|--:|\n| 亩均税收 | 15 万元/亩 | 40 |", 40, "15"),
        ("亩均税收按上年数计算", None, None),
    ],
)
def test_a_weight_is_taken_however_the_notice_writes_it(
    text: str, weight: int | None, benchmark: str | None
) -> None:
    (guess,) = recognise(text).indicators["above"]

    assert guess.weight == weight
    assert guess.benchmark == (None if benchmark is None else Decimal(benchmark))


def test_a_longer_name_is_not_taken_for_the_shorter_one_in_it() -> None:
    (guess,) = recognise("单位能耗工业增加值（20）").indicators["above"]

    assert guess.known.id == "value_added_per_tce"


def test_shares_that_do_not_add_up_are_not_taken() -> None:
    assert recognise("亩均税收60分。A类20%，B类45%，C类30%。").shares == {}


@pytest.mark.parametrize(
    "text", [PLAIN, "亩均税收60分；亩均增加值30分。A类20%、B类80%。", "考核亩均税收。"]
)
def test_what_is_written_can_be_checked_and_says_what_is_open(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"

    said = write_start(folder, HEAD, text, recognise(text))

    assert [one.text() for one in check_method(folder) if one.severity == "error"] == []
    method = load_method(folder)
    assert [row.what for row in method.unknown] == said
    assert method.status == "draft"
    assert not method.can_score  # somebody has a benchmark or a weight to fill in


NOTICES = [folder / "notice.md" for folder in library_methods()]


@pytest.mark.parametrize(
    "notice", NOTICES, ids=lambda one: f"{one.parents[1].name}/{one.parent.name}"
)
def test_every_notice_of_the_library_gives_a_start_or_a_clear_refusal(
    notice: Path, tmp_path: Path
) -> None:
    text, folder = notice.read_text("utf-8"), tmp_path / "new"
    draft = recognise(text)
    if not draft.indicators:
        with pytest.raises(Refused, match="没有在通知里认出指标"):
            write_start(folder, HEAD, text, draft)
        assert not folder.exists()
        return
    write_start(folder, HEAD, text, draft)
    assert [one.text() for one in check_method(folder) if one.severity == "error"] == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("别动", "utf-8")

    with pytest.raises(Refused, match="另选一个空目录"):
        write_start(tmp_path, HEAD, PLAIN, recognise(PLAIN))
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_every_known_name_stands_for_one_ratio_of_items() -> None:
    names = [name for one in known_indicators() for name in one.names]

    assert len(names) == len(set(names))
    assert all(part in items() for one in known_indicators() for part in one.ratio)


@pytest.mark.parametrize("place", ["", "33", "../../etc", '330000"\nx = 1'])
def test_a_place_that_is_no_code_is_refused(place: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="6 位数字"):
        write_start(tmp_path / "new", replace(HEAD, place=place), PLAIN, recognise(PLAIN))
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("text", ['引号"和\\反斜杠', "换行\n和\t制表", "控制\x00字符\x1b"])
def test_whatever_a_person_types_stays_a_text(text: str, tmp_path: Path) -> None:
    folder = tmp_path / "new"

    write_start(folder, replace(HEAD, title=text, document=text), PLAIN, recognise(PLAIN))

    assert [one.text() for one in check_method(folder) if one.severity == "error"] == []
    assert load_method(folder).title == "".join(c if c.isprintable() else " " for c in text)
