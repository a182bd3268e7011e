"""Every requirement of levels 1 and 2 has an answer, and every test that is named is one."""

import ast
import tomllib
from functools import cache
from pathlib import Path

from permu.register.passwords.profiles import profile_of
from tests.docs.asvs import CHAPTERS, DATA, page, requirements
from tests.docs.pages import ROOT

NUMBERS = Path(__file__).with_name("numbers.toml")


def wanted() -> dict[str, int]:
    sections = tomllib.loads(NUMBERS.read_text("utf-8"))
    return {
        f"{section}.{number}": level
        for section, levels in sections.items()
        for level, numbers in enumerate(levels, start=1)
        for number in numbers
    }


@cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / path).read_text("utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


def test_the_standard_has_253_requirements_of_levels_1_and_2():
    levels = list(wanted().values())
    assert (levels.count(1), levels.count(2)) == (70, 183)


def test_each_requirement_stands_there_once_with_its_level():
    assert {one.id: one.level for one in requirements()} == wanted()
    assert {one.chapter for one in requirements()} == set(CHAPTERS)


def test_each_requirement_has_one_answer_and_asks_something():
    for one in requirements():
        assert one.status in ("tested", "not applicable", "open"), one
        assert one.asks.endswith("."), one
        assert (one.not_applicable or one.open or ".").endswith("."), one


def test_every_test_that_is_named_is_there():
    named = [name for one in requirements() for name in one.tests]
    assert named
    missing = []
    for name in named:
        path, _, test = name.partition("::")
        if test not in functions_of(path):
            missing.append(name)
    assert missing == []


def test_what_one_profile_alone_meets_says_what_the_other_asks_for():
    """A rule that contradicts the national standard is met where an office chooses so, and said so."""
    others = [one for one in requirements() if one.profile or one.otherwise]
    assert {one.id for one in others} == {"V6.2.5", "V6.2.10"}
    for one in others:
        assert one.status == "tested"
        assert profile_of({"PERMU_PASSWORDS": one.profile}).name == one.profile
        assert one.otherwise.endswith(".")
    written = "\n".join(page())
    assert "met under PERMU_PASSWORDS=asvs; the profile dengbao asks for three kinds" in written


def test_nothing_of_the_standards_own_words_is_copied():
    assert "Verify that" not in DATA.read_text("utf-8")
