"""The ledger of parcels is kept with the facts, checked, and part of what an evaluation may rest on."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from permu.terms.facts import Facts, no_cells
from permu.terms.holdings import HOLDINGS, no_holdings
from permu.terms.refusal import Refused

Row = tuple[str | None, str | None, str | None, int | None, int | None]

OWNED = ("甲", "P1", "owner", 10_000_000, None)
RENTED = ("乙", "P1", "tenant", None, 2_000_000_000)


def ledger(*rows: Row) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=HOLDINGS, orient="row")


def facts(holdings: pl.DataFrame) -> Facts:
    table = pl.DataFrame({"subject": ["甲"], "land_owned": [10_000_000]})
    return Facts(
        table=table, cells=no_cells(), year=2025, as_of=date(2026, 2, 28), holdings=holdings
    )


def test_the_ledger_is_saved_and_read_with_the_facts(tmp_path: Path) -> None:
    known = facts(ledger(OWNED, RENTED))
    known.save(tmp_path)

    again = Facts.load(tmp_path)

    assert again.holdings.equals(known.holdings)
    assert again.digest == known.digest


def test_facts_without_a_ledger_are_kept_and_digested_as_before_there_was_one(
    tmp_path: Path,
) -> None:
    bare = Facts(
        table=pl.DataFrame({"subject": ["甲"], "land_owned": [10_000_000]}),
        cells=no_cells(), year=2025, as_of=date(2026, 2, 28),
    )  # fmt: skip
    facts(no_holdings()).save(tmp_path)

    assert not (tmp_path / "holdings.parquet").exists()
    assert facts(no_holdings()).digest == bare.digest
    assert Facts.load(tmp_path).digest == (
        "2025-20260228-3fa795961cbe36f32ae3b70de17b87658d818d0b65c5ee8253d635e211392611"
    )


def test_the_digest_is_of_the_ledger_too_whatever_its_row_order() -> None:
    assert facts(ledger(OWNED, RENTED)).digest == facts(ledger(RENTED, OWNED)).digest
    assert facts(ledger(OWNED)).digest != facts(no_holdings()).digest


def test_a_ledger_that_was_taken_away_or_changed_is_damage(tmp_path: Path) -> None:
    facts(ledger(OWNED)).save(tmp_path)
    (tmp_path / "holdings.parquet").unlink()

    with pytest.raises(Refused, match="SHA-256"):
        Facts.load(tmp_path)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(None, "P1", "owner", 1, 1)], "terms.holding_nameless"),
        ([("甲", "", "owner", 1, 1)], "terms.holding_nameless"),
        ([("甲", "P1", "user", 1, 1)], "terms.holding_role"),
        ([("甲", "P1", None, 1, 1)], "terms.holding_role"),
        ([("甲", "P1", "owner", -1, 1)], "terms.holding_negative"),
        ([("甲", "P1", "owner", None, -1)], "terms.holding_negative"),
        ([OWNED, OWNED], "terms.holding_doubled"),
    ],
)
def test_a_ledger_that_cannot_be_true_is_refused(rows: list[Row], code: str) -> None:
    with pytest.raises(Refused) as refused:
        facts(ledger(*rows))

    assert refused.value.code == code


def test_one_subject_may_own_and_rent_and_one_parcel_have_many() -> None:
    rows = [OWNED, RENTED, ("乙", "P2", "owner", 1, 1), ("丙", "P1", "owner", 1, 1)]

    assert len(facts(ledger(*rows)).holdings) == 4


def test_another_table_in_the_place_of_the_ledger_is_damage() -> None:
    with pytest.raises(Refused, match="holdings"):
        facts(ledger(OWNED).drop("floor"))
