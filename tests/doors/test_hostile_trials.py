"""What a careless clerk types at the trials: each is refused in words, with nothing written."""

from pathlib import Path

import pytest

from permu.sample import SAMPLE_METHOD

from .conftest import Run

TRIED = "--set", "weight:above/tax_per_mu=40"


@pytest.mark.parametrize(
    "number", ["1e999999999", "x1e99999999", "1e-999999999", "NaN", "-Infinity"]
)
def test_a_number_that_nobody_writes_out_is_none(run: Run, demo: Path, number: str) -> None:
    said = run("whatif", "--method", SAMPLE_METHOD, "--facts", demo / "facts", "--set", f"weight:tax_per_mu={number}")  # fmt: skip
    assert said.exit_code == 2
    assert "等号后面要写数" in said.output


def test_signs_of_a_chinese_keyboard_are_read(run: Run, demo: Path) -> None:
    told = "whatif", "--method", SAMPLE_METHOD, "--facts", demo / "facts", "--set"
    said = run(*told, "weight：above／tax_per_mu＝４０")
    assert said.exit_code == 0, said.output
    assert said.output == run(*told, "weight:above/tax_per_mu=40").output


def test_a_rate_that_comes_to_more_than_can_be_kept_is_refused(run: Run, demo: Path) -> None:
    said = run("whatif", "--method", SAMPLE_METHOD, "--facts", demo / "facts", "--set", "rate:power_surcharge_d=1000000000000")  # fmt: skip
    assert said.exit_code == 1
    assert "大得不可能属实" in said.output


@pytest.mark.parametrize(
    "words",
    [
        ("whatif", *TRIED),
        ("robustness", "--draws", "20"),
        ("frontier",),
        ("ripple", "--set", "{subject}:electricity=5"),
    ],
)
def test_a_workbook_in_a_folder_that_is_not_there_is_refused(
    run: Run, demo: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    from permu.terms.facts import Facts

    subject = Facts.load(demo / "facts").table["subject"][0]
    told = [word.format(subject=subject) for word in words]
    out = tmp_path / "没有" / "表.xlsx"
    said = run(*told, "--method", SAMPLE_METHOD, "--facts", demo / "facts", "--out", out)
    assert said.exit_code == 1
    assert "“表.xlsx”不能读写" in said.output
    assert list(tmp_path.iterdir()) == []
