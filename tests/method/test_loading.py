"""What a folder says stands in the model, exactly as printed."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from permu.method import load_method
from permu.method.model import Benchmark, Condition, Source
from tests.method.folders import GOOD, changed, good_folder


def test_a_printed_number_keeps_every_digit(tmp_path: Path) -> None:
    method = load_method(changed(tmp_path, "above.toml", "value = 20", "value = 16.601058"))

    assert str(method.group("above").indicators[0].benchmark.value) == "16.601058"


def test_a_method_is_read_as_its_files_say() -> None:
    method = load_method(GOOD)

    assert method.place == "990102"
    assert method.published == date(2026, 3, 1)
    assert method.can_grade
    assert [group.id for group in method.groups] == ["above", "below"]
    tax, rd = method.group("above").indicators
    assert (tax.numerator, tax.denominator) == ("evaluated_tax", "land_area")
    assert (tax.weight, tax.cap, tax.floor) == (60, Decimal("1.5"), 0)
    assert tax.benchmark == Benchmark(kind="published", value=Decimal(20), source=Source("第四条"))
    assert tax.missing_source == Source(assumed="办法未载明，待核实")
    assert (rd.when_missing, rd.decimals) == ("zero", 4)
    assert method.group("below").score.decimals is None
    assert method.scope[1].managed_as == "B"
    assert method.definitions[0].minus == ("land_leased_out",)


def test_rules_of_the_method_stand_in_every_group_after_its_own(tmp_path: Path) -> None:
    own = (
        '[[adjustment]]\nid = "own"\nlabel = "本组"\nkind = "deduction"\npoints = 1\n'
        'when = { kind = "less_than", item = "tax_per_mu", value = 3, unit = "10k_yuan/mu" }\n'
        'clause = "第八条"\n\n[score]'
    )
    method = load_method(changed(tmp_path, "above.toml", "[score]", own))

    above, below = method.groups
    assert [rule.id for rule in above.adjustments] == ["own", "green_factory", "environment"]
    assert [rule.id for rule in below.adjustments] == ["green_factory", "environment"]
    assert above.adjustments[0].when == Condition(
        kind="less_than", item="tax_per_mu", value=Decimal(3), unit="10k_yuan/mu"
    )
    assert [measure.id for measure in below.measures] == ["surcharge"]


def test_a_method_cannot_be_changed_once_read() -> None:
    with pytest.raises(FrozenInstanceError):
        load_method(GOOD).year = 2026  # type: ignore[misc]


def test_one_content_has_one_digest_wherever_it_lies(tmp_path: Path) -> None:
    moved = load_method(good_folder(tmp_path / "a"))
    other = load_method(changed(tmp_path / "b", "above.toml", "value = 20", "value = 20.0"))

    assert moved.digest == load_method(GOOD).digest
    assert other.digest != moved.digest


def test_a_method_without_its_numbers_says_that_it_cannot_score(tmp_path: Path) -> None:
    folder = changed(tmp_path, "below.toml", 'kind = "published", value = 12', 'kind = "unknown"')
    row = '\n[[unknown]]\nwhat = "规下的基准值"\nstops = "points"\n'
    text = (folder / "method.toml").read_text("utf-8")
    (folder / "method.toml").write_text(text + row, "utf-8")

    method = load_method(folder)

    assert not method.can_score
    assert not method.can_grade
    assert [unknown.what for unknown in method.unknown] == ["规下的基准值"]
