"""The page about the sample county lists what is planted in it."""

import json

from .desk import Desk
from .pages import ROOT, rows

PAGE = ROOT / "docs/developers/sample-county.md"


def test_every_kind_of_planted_error_has_its_line_and_every_line_is_planted(desk: Desk) -> None:
    truth = (desk.folder / "demo/county/truth/planted.json").read_text("utf-8")
    table = rows(PAGE.read_text("utf-8").partition("## Planted errors")[2])

    listed = [row[0].strip("`") for row in table if row[0].startswith("`")]

    assert sorted(listed) == sorted({one["kind"] for one in json.loads(truth)})
