"""A suspicion carries what it rests on: each figure with its cell, the peers, and last year's figures."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from permu.intake import Intake, load_intake, save_intake
from permu.intake.suspicions import suspicions
from permu.terms.evidence import Evidence, Held, Place
from permu.terms.facts import CELLS, Facts
from permu.terms.findings import Finding

from ..forms import code
from .test_suspicions import county, facts

ODD = {"output": 1000, "electricity": 10_000_000}
SENDER = ("供电公司", "04_供电公司_用电.xlsx", "a" * 64, "用电量", "P21")


def with_cells(of: Facts, *cells: tuple[str, str, str]) -> Facts:
    """The facts, figures of the last enterprise read from cells: item, status, cell."""
    subject = of.table["subject"][-1]
    provider, file, sha256, sheet, _ = SENDER
    rows = [
        (subject, item, status, "1", "kwh", file, sha256, sheet, cell, provider, of.as_of, "")
        for item, status, cell in cells
    ]
    return replace(of, cells=pl.DataFrame(rows, schema=CELLS, orient="row"))


def evidence_of(found: list[Finding]) -> Evidence:
    (one,) = (each for each in found if each.evidence and each.evidence.rule == "power_output")
    assert one.evidence is not None
    return one.evidence


def test_each_figure_stands_with_its_value_its_day_and_its_cell() -> None:
    now = with_cells(
        county(ODD), ("electricity", "read", "P21"), ("electricity", "superseded", "P9")
    )

    evidence = evidence_of(suspicions(now))

    place = Place(provider=SENDER[0], file=SENDER[1], sha256=SENDER[2], sheet=SENDER[3], cell="P21")
    assert evidence.figures == (
        Held(item="electricity", year=2025, as_of="2026-02-28", value="10000000", places=(place,)),
        Held(item="output", year=2025, as_of="2026-02-28", value="1000"),
    )


def test_the_peers_are_told_with_their_quartiles_and_the_place_among_them() -> None:
    evidence = evidence_of(suspicions(county(ODD)))

    assert (evidence.ratio, evidence.units, evidence.weight) == ("10000", ("kwh", "10k_yuan"), 2000)
    peers = evidence.peers
    assert peers is not None
    assert (peers.industry, peers.size, peers.number, peers.place) == ("30", "", 21, 1)
    assert (peers.first, peers.median, peers.third) == ("500", "500", "500")


def test_last_years_figures_stand_beside_this_years_where_they_are_known() -> None:
    earlier = facts([{"electricity": 400_000}], year=2024)
    subject = code(21)
    known = replace(earlier, table=earlier.table.with_columns(subject=pl.lit(subject)))

    evidence = evidence_of(suspicions(county(ODD), earlier=known))

    assert [(one.item, one.year, one.value) for one in evidence.figures] == [
        ("electricity", 2025, "10000000"), ("electricity", 2024, "400000"), ("output", 2025, "1000"),
    ]  # fmt: skip


def test_evidence_is_kept_with_the_import_and_told_as_json(tmp_path: Path) -> None:
    now = with_cells(county(ODD), ("electricity", "read", "P21"))
    found = tuple(suspicions(now))

    save_intake(Intake(facts=now, findings=found, files=()), tmp_path)

    assert load_intake(tmp_path).findings == found
    plain = json.loads(json.dumps(found[0].as_json()))
    assert Evidence.from_json(plain["evidence"]) == found[0].evidence
    assert "evidence" not in Finding(code="intake.no_register", severity="note").as_json()


def test_a_suspicion_stands_at_the_cell_of_its_figure() -> None:
    (found,) = suspicions(with_cells(county(ODD), ("electricity", "read", "P21")))

    assert (found.file, found.sheet, found.cell) == (SENDER[1], SENDER[3], "P21")
    assert (
        date(2026, 2, 28).isoformat()
        == (found.evidence or Evidence(rule="", weight=0)).figures[0].as_of
    )
