"""Industry codes as the standard has them, and the names of their divisions."""

import tomllib
from importlib.resources import files

from permu.terms.industries import division_name


def test_every_division_of_industry_has_its_name_in_both_languages() -> None:
    tables = tomllib.loads(files("permu.terms").joinpath("industries.toml").read_text("utf-8"))

    assert list(tables["divisions"]) == list(tables["classes"])
    assert division_name("33") == "33 金属制品业"
    assert division_name("33", "en") == "33 metal products"
    assert division_name("51") == "51"  # trade: not evaluated
