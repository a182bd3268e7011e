"""Every refusal speaks Chinese and English, and says what to do next."""

import string
import tomllib
from importlib.resources import files

import pytest

from permu.terms.findings import Finding
from permu.terms.refusal import Refused, words

CATALOGUE = tomllib.loads(files("permu.terms").joinpath("messages.toml").read_text("utf-8"))


def details(sentence: str) -> dict[str, object]:
    return {field: "样" for _, field, _, _ in string.Formatter().parse(sentence) if field}


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_refusal_is_a_whole_sentence_in_both_languages(name: str) -> None:
    refusal = Refused(f"terms.{name}", **details(CATALOGUE[name]["zh"]))
    assert refusal.text().endswith("。")
    assert refusal.text("en").endswith(".")
    assert str(refusal) == refusal.text("zh")
    assert "{" not in refusal.text() + refusal.text("en")
    assert not set(",;:?!()") & set(refusal.text()), "Chinese takes full-width punctuation"


def test_a_code_without_a_sentence_is_our_fault() -> None:
    with pytest.raises(KeyError):
        words("terms.no_such_sentence")


def test_a_finding_as_json_carries_its_place_and_its_sentence() -> None:
    finding = Finding(
        code="terms.no_such_period", severity="error", file="表.xlsx", sheet="1", row=7, cell="F7", details={"text": "上年"},
    )  # fmt: skip
    found = finding.as_json("en")
    assert (found["row"], found["cell"], found["severity"]) == (7, "F7", "error")
    assert "上年" in str(found["text"])
    assert finding.as_json()["text"] == finding.text("zh")
