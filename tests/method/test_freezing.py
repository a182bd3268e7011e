"""A published method's rules cannot change; what is no rule can, and what becomes known later."""

import shutil
from pathlib import Path

import pytest

from permu.method import check_library, load_method
from permu.method.freezing import FILE, freeze, frozen, rules_digest
from tests.method.folders import GOOD


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One published method, frozen."""
    folder = tmp_path / "990102-jia" / "2025"
    shutil.copytree(GOOD, folder)
    edit(folder / "method.toml", '"synthetic"', '"in_force"')
    assert freeze(tmp_path, {folder: load_method(folder)}) == ["990102-test-2025"]
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def codes(library: Path) -> list[str]:
    return [one.code.removeprefix("method.") for one in check_library(library)]


def test_what_is_frozen_and_unchanged_is_sound(library: Path) -> None:
    assert codes(library) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("above.toml", "value = 20", "value = 21"),
        ("above.toml", "value = 20", "value = 20.0"),
        ("below.toml", 'ties = "better"', 'ties = "worse"'),
        ("method.toml", "points = 2", "points = 3"),
        ("method.toml", "published = 2026-03-01", "published = 2026-03-02"),
        ("above.toml", 'assumed = "未提供视为没有"', 'assumed = "未提供视为零"'),
    ],
)
def test_a_rule_that_changes_is_said_with_the_way_out(
    library: Path, file: str, old: str, new: str
) -> None:
    edit(library / "990102-jia" / "2025" / file, old, new)

    (fault,) = check_library(library)

    assert fault.file == "990102-jia/2025/method.toml"
    assert fault.text() == (
        "“990102-test-2025”是已公布的办法，规则不能再改，现在与公布时登记的摘要不一致。请恢复原文件；"
        '确需更正的，另建一个文件夹，写 supersedes = "990102-test-2025"，并在 notice.md 写明更正了什么。'
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("notice.md", "参评。", "参加评价。"),
        ("above.toml", "[score]", "# 按公示附件\n[score]"),
        ("method.toml", 'status = "in_force"', 'status = "repealed"\nrepealed_on = 2027-01-01'),
        ("method.toml", 'address = "notice.md"', 'address = "https://www.gov.cn/"\nmirror = true'),
    ],
    ids=["the notice's text", "a comment", "how it ended", "where it was found"],
)
def test_what_is_no_rule_may_grow_clearer(library: Path, file: str, old: str, new: str) -> None:
    edit(library / "990102-jia" / "2025" / file, old, new)

    assert codes(library) == []


def test_a_worked_case_may_be_added(library: Path) -> None:
    case = '[[case]]\nname = "甲"\nfacts = { is_above_scale = true }\nstate = "deferred"\n'
    (library / "990102-jia" / "2025" / "above.cases.toml").write_text(case, "utf-8")

    assert codes(library) == []


def test_an_overlay_is_frozen_with_what_it_takes_over(library: Path) -> None:
    folder = library / "990102-jia" / "2025-park"
    folder.mkdir()
    (folder / "notice.md").write_text("第一条 另有规定。", "utf-8")
    (folder / "method.toml").write_text(
        '[method]\nid = "990102-park-2025"\ntitle = "园区"\nparent = "../2025"\ndocument = "细则"\n'
        'address = "notice.md"\nstatus = "draft"\narea = { kind = "one_of", item = "park", codes = ["城西"] }\n',
        "utf-8",
    )
    before = rules_digest(folder)
    edit(library / "990102-jia" / "2025" / "above.toml", "value = 20", "value = 21")

    assert rules_digest(folder) != before


def test_a_published_method_cannot_become_a_draft_again(library: Path) -> None:
    edit(library / "990102-jia" / "2025" / "method.toml", '"in_force"', '"draft"')

    assert codes(library) == ["thawed"]


def test_a_published_method_stays_in_the_library(library: Path) -> None:
    shutil.rmtree(library / "990102-jia")

    (fault,) = check_library(library)

    assert (fault.code, fault.file) == ("method.frozen_gone", "frozen.toml")


def test_a_published_method_that_nobody_froze_is_told(library: Path) -> None:
    (library / FILE).unlink()

    assert codes(library) == ["not_frozen"]


def test_freezing_again_changes_nothing(library: Path) -> None:
    folder = library / "990102-jia" / "2025"
    recorded = frozen(library)
    edit(folder / "above.toml", "value = 20", "value = 21")

    assert freeze(library, {folder: load_method(folder)}) == []
    assert frozen(library) == recorded


def test_a_draft_is_not_frozen(library: Path) -> None:
    folder = library / "990102-jia" / "2026-draft"
    shutil.copytree(GOOD, folder)
    edit(folder / "method.toml", '"synthetic"', '"draft"')
    edit(folder / "method.toml", "990102-test-2025", "990102-test-2026")

    assert freeze(library, {folder: load_method(folder)}) == []
