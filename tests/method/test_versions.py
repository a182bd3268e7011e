"""Which method is in force on a day, and which methods contradict each other."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.method import check_library, check_method, load_method
from permu.method.model import Condition, Method
from permu.method.versions import Edition, contradictions, in_force, of_year, validity
from tests.method.folders import GOOD, changed

FIRST = replace(
    load_method(GOOD), id="first", status="in_force", published=None, valid_from=date(2023, 1, 1)
)
NORTH = Condition(kind="one_of", item="park", codes=("城北",))


def second(**changes: Any) -> Method:
    return replace(FIRST, id="second", year=2026, **changes)


def found(*methods: Method) -> list[tuple[str, dict[str, object]]]:
    editions = [Edition(method.id, method) for method in methods]
    return [(one.code, one.details) for one in contradictions(editions)]


def names(methods: list[Method]) -> list[str]:
    return [method.id for method in methods]


def test_a_method_is_in_force_to_the_day_before_it_is_repealed() -> None:
    repealed = replace(FIRST, status="repealed", repealed_on=date(2024, 5, 1))

    assert validity(repealed) == (date(2023, 1, 1), date(2024, 4, 30))
    assert in_force([repealed], "990102", date(2024, 4, 30)) == [repealed]
    assert in_force([repealed], "990102", date(2024, 5, 1)) == []
    assert in_force([repealed], "990103", date(2024, 4, 30)) == []


def test_where_the_notice_does_not_say_a_method_is_in_force_from_its_publication() -> None:
    published = replace(FIRST, valid_from=None, published=date(2023, 6, 1))

    assert in_force([published], "990102", date(2023, 6, 1)) == [published]
    assert in_force([published], "990102", date(2023, 5, 31)) == []


def test_a_method_that_ended_nobody_knows_when_is_in_force_on_no_day() -> None:
    assert validity(replace(FIRST, status="superseded")) is None
    assert validity(replace(FIRST, valid_from=None)) is None


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    correction = replace(second(), year=2025, supersedes="first", valid_from=date(2024, 3, 1))

    assert found(FIRST, correction) == []
    assert names(in_force([FIRST, correction], "990102", date(2024, 2, 29))) == ["first"]
    assert names(in_force([FIRST, correction], "990102", date(2024, 3, 1))) == ["second"]
    assert names(of_year([FIRST, correction], "990102", 2025)) == ["second"]


def test_a_draft_replaces_nothing() -> None:
    draft = replace(second(), status="draft", supersedes="first")

    assert names(in_force([FIRST, draft], "990102", date(2024, 2, 29))) == ["first"]
    assert names(of_year([FIRST, draft], "990102", 2025)) == ["first"]
    assert found(FIRST, draft) == []


def test_two_methods_in_force_on_one_day_are_refused() -> None:
    assert found(FIRST, second(valid_from=date(2024, 1, 1))) == [
        ("both_in_force", {"days": "2024-01-01—"})
    ]
    ended = second(valid_from=date(2022, 1, 1), valid_until=date(2023, 1, 1))
    assert found(FIRST, ended) == [("both_in_force", {"days": "2023-01-01—2023-01-01"})]
    assert found(FIRST, replace(ended, valid_until=date(2022, 12, 31))) == []


def test_two_methods_of_one_year_are_refused() -> None:
    other = replace(second(), year=2025, valid_from=None)

    assert found(FIRST, other) == [("one_year_twice", {"year": 2025})]
    assert found(FIRST, replace(other, status="synthetic")) == []


@pytest.mark.parametrize(
    "changes",
    [{"subject": "park"}, {"place": "990103"}, {"parent": "first", "area": NORTH}, {"status": "draft"}],
    ids=["other subjects", "another place", "an overlay", "a draft"],
)  # fmt: skip
def test_methods_of_different_matters_stand_side_by_side(changes: dict[str, Any]) -> None:
    assert found(FIRST, replace(second(), year=2025, **changes)) == []


def test_two_overlays_of_one_area_contradict_each_other() -> None:
    north = second(parent="county", area=NORTH)
    south = Condition(kind="one_of", item="park", codes=("城南",))

    assert found(north, replace(north, id="third")) == [("both_in_force", {"days": "2023-01-01—"})]
    assert found(north, replace(north, id="third", area=south)) == []


def test_overlays_come_after_the_method_of_the_whole_place() -> None:
    overlay = replace(FIRST, id="a-park", parent="first", area=NORTH)

    assert names(in_force([overlay, FIRST], "990102", date(2025, 1, 1))) == ["first", "a-park"]


def test_an_id_is_given_once() -> None:
    assert found(FIRST, replace(FIRST, place="990103")) == [("id_twice", {"id": "first"})]


days = st.dates(date(2020, 1, 1), date(2026, 1, 1))


@given(st.lists(st.tuples(days, days), min_size=2, max_size=5), days)
def test_methods_without_a_contradiction_leave_one_for_each_day(
    spans: list[tuple[date, date]], day: date
) -> None:
    methods = [
        replace(FIRST, id=f"m{n}", year=2000 + n, valid_from=min(span), valid_until=max(span))
        for n, span in enumerate(spans)
    ]

    if not found(*methods):
        assert len(in_force(methods, "990102", day)) <= 1
    assert bool(found(*methods)) == any(
        len(in_force(methods, "990102", one)) > 1 for span in spans for one in span
    )


def neighbors(tmp_path: Path, head: str, notice: str = "") -> Path:
    """Two folders of one place; the second has `head` after its status."""
    for name in ("2025", "2026"):
        shutil.copytree(GOOD, tmp_path / "990102-jia" / name)
    folder = tmp_path / "990102-jia" / "2026"
    file = folder / "method.toml"
    text = file.read_text("utf-8").replace("990102-test-2025", "990102-test-2026")
    file.write_text(text.replace('status = "synthetic"\n', f'status = "in_force"\n{head}'), "utf-8")
    first = tmp_path / "990102-jia" / "2025" / "method.toml"
    first.write_text(first.read_text("utf-8").replace('"synthetic"', '"in_force"'), "utf-8")
    (folder / "notice.md").write_text((GOOD / "notice.md").read_text("utf-8") + notice, "utf-8")
    return folder


def errors(folder: Path) -> list[tuple[str, str]]:
    return [(one.file, one.text()) for one in check_method(folder) if one.severity == "error"]


def test_checking_a_folder_looks_at_its_neighbors(tmp_path: Path) -> None:
    ((file, text),) = errors(neighbors(tmp_path, ""))

    assert file == "method.toml"
    assert text == (
        "与 ../2025/method.toml 的有效期重叠（2026-03-01—），同一天会有两份办法。较早的一份请写 valid_until 或 repealed_on；"
        "后一份是更正或代替的，写 supersedes；只适用部分区域的，写 parent 和 area。"
    )


def test_two_files_of_one_year_are_told_though_neither_names_a_day(tmp_path: Path) -> None:
    folder = neighbors(tmp_path, "")
    for file in tmp_path.glob("*/*/method.toml"):
        file.write_text(file.read_text("utf-8").replace("published = 2026-03-01\n", ""), "utf-8")

    ((_, text),) = errors(folder)

    assert text.startswith("与 ../2025/method.toml 评价同一年度（2025），分不清用哪一份。")


def test_a_correction_that_says_so_is_sound(tmp_path: Path) -> None:
    folder = neighbors(
        tmp_path, 'supersedes = "990102-test-2025"\n', "\n本文件更正 990102-test-2025 第四条。\n"
    )

    assert errors(folder) == []


def test_a_correction_of_nothing_is_refused(tmp_path: Path) -> None:
    folder = neighbors(
        tmp_path,
        'supersedes = "990102-test-2024"\nvalid_until = 2026-12-31\n',
        "\n本文件更正 990102-test-2024 第四条。\n",
    )

    assert [text for _, text in errors(folder)][-1] == (
        "supersedes 写的“990102-test-2024”，在同一地区的其他办法里没有。请核对 id；被代替的办法要留在办法库里，旧年度仍按它计算。"
    )


def test_the_library_names_both_files(tmp_path: Path) -> None:
    neighbors(tmp_path, "")

    (overlap, *_) = [one for one in check_library(tmp_path) if one.code == "method.both_in_force"]

    assert overlap.file == "990102-jia/2026/method.toml"
    assert overlap.details["other"] == "990102-jia/2025/method.toml"
    assert "990102-jia/2025/method.toml" in overlap.text("en")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "990102-test-2026",
            "990102-test-2025",
            "id“990102-test-2025”与 990102-jia/2025/method.toml 的相同。每份办法的 id 只能用一次，请改成“行政区划代码-地名-年度”。",
        ),
        (
            "published = 2026-03-01\n",
            "",
            "与 990102-jia/2025/method.toml 评价同一年度（2025），分不清用哪一份。后一份是更正或代替的，请写 supersedes；只适用部分区域的，写 parent 和 area；年度写错的，请改正 year。",
        ),
    ],
    ids=["one id", "one year"],
)  # fmt: skip
def test_what_the_library_contradicts_is_said(
    old: str, new: str, says: str, tmp_path: Path
) -> None:
    file = neighbors(tmp_path, "") / "method.toml"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")

    faults = [one for one in check_library(tmp_path) if one.code != "method.not_frozen"]

    assert [one.text() for one in faults] == [says]
    assert not any("{" in one.text("en") for one in faults)


def test_another_provider_than_the_catalogue_s_is_advice(tmp_path: Path) -> None:
    row = '[[figure_source]]\nitem = "electricity"\nprovider = "经信局"\nclause = "第三条"\n\n[[measure]]\n'

    found = check_method(changed(tmp_path, "method.toml", "[[measure]]\n", row))

    assert (found[0].severity, found[0].text()) == (
        "note",
        "本办法规定“用电量”由经信局提供，数据项目录登记的是供电公司。请确认按办法向哪个部门取数；一致的，不必理会。",
    )
