"""The page on hostile input names tests that there are, and leaves none out."""

import re

from .pages import ROOT

TESTS = ROOT / "tests/engine/test_where_peers_fail.py"
PAGE = ROOT / "docs/developers/semantics.md"


def test_every_rule_of_the_page_is_held_by_a_test_and_every_test_stands_on_it() -> None:
    written = set(re.findall(r"^def (test_\w+)", TESTS.read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text("utf-8")))

    assert named == written
