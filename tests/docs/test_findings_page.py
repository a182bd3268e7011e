"""The page of findings has a line for every sentence that the reader can say, at the right level."""

import re
import tomllib
from importlib.resources import files

import pytest

from .desk import Desk
from .pages import ROOT, rows

PAGE = ROOT / "docs/officials/提示怎么处理.md"
INSIDE = {
    "figure_blank",
    "assumed_zero",
    "several_refused",
}  # beside a figure, or around other refusals
LEVELS = {"error": "暂不采用", "question": "采用，须核对", "note": "说明"}

SAID = tomllib.loads(files("permu.intake").joinpath("messages.toml").read_text("utf-8"))
INSIDE |= {name for name in SAID if name.startswith("why_")}  # reasons of a proposal
INSIDE |= {name for name in SAID if name.startswith("area_")}  # names of definitions
INSIDE |= {
    "land_own",
    "land_rented",
    "land_let",
    "land_moved",
    "land_nothing",
    "land_corrected",
    "land_part_none",
    "lease_in_part",
    "lease_with_lessor",
    "meter_shared",
    "meter_weight",
    "settled_absent",
    "settled_by",
    "superseded",
    "sum_differs",
    "sum_row_left_out",
    "sum_row_slipped",
    "sum_row_twice",
    "sum_slipped",
    "sum_two_rows",
    "sum_unread",
}  # beside a figure
LINES = [row for row in rows(PAGE.read_text("utf-8")) if row[0] != "提示"]


def _says(line: list[str], sentence: str) -> bool:
    """Whether a line quotes this sentence: its words in order, `…` for what is filled in."""
    parts = [re.escape(part.strip()) for part in line[0].split("…")]
    return re.search(".*?".join(parts), sentence) is not None


@pytest.mark.parametrize("name", sorted(set(SAID) - INSIDE))
def test_every_sentence_has_a_line(name: str) -> None:
    said = SAID[name]["zh"]

    assert any(_says(line, said) for line in LINES), f"add a line to {PAGE.name}: {said}"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_every_line_quotes_a_sentence_and_says_what_to_do(line: list[str]) -> None:
    assert any(_says(line, said["zh"]) for said in SAID.values())
    assert all(len(cell) > 1 for cell in line)


def test_the_levels_are_those_of_the_sample_county(desk: Desk) -> None:
    import json

    found = json.loads((desk.folder / "demo/facts/findings.json").read_text("utf-8"))
    kinds = {(one["code"].removeprefix("intake."), LEVELS[one["severity"]]) for one in found}

    for name, level in sorted(kinds):
        levels = {line[1] for line in LINES if _says(line, SAID[name]["zh"])}
        assert level in levels, f"{name}: {level}, {levels}"
    assert len(kinds) > 20
