"""Figures that each are sound and odd together are told with what they were held against; none is held back."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.intake.suspicions import looking, suspicions
from permu.intake.suspicions.peers import FEWEST, fences
from permu.intake.suspicions.rules import rules
from permu.terms.facts import COLUMN_TYPES, Facts, no_cells
from permu.terms.findings import Finding
from permu.terms.items import item

from ..forms import code

ITEMS = tuple(
    dict.fromkeys(("land_owned", *(name for rule in rules() for name in (*rule.of, *rule.by))))
)


def facts(figures: Sequence[Mapping[str, int | str]], *, year: int = 2025) -> Facts:
    """Enterprises with these figures, each in whole units of its item; industry 30 unless said."""
    rows = [{"industry": "C3011", **each} for each in figures]
    columns = {
        name: pl.Series([row.get(name) for row in rows], dtype=COLUMN_TYPES[item(name).kind])
        if name == "industry"
        else pl.Series([_flag(row.get(name)) for row in rows], dtype=pl.Boolean())
        if name == "is_above_scale"
        else pl.Series([_whole(name, row.get(name)) for row in rows], dtype=pl.Int64())
        for name in (*ITEMS, "industry", "is_above_scale")
    }
    subjects = [code(number) for number in range(1, len(rows) + 1)]
    table = pl.DataFrame({"subject": subjects, **columns})
    return Facts(table=table, cells=no_cells(), year=year, as_of=date(year + 1, 2, 28))


def _flag(said: object) -> bool | None:
    return None if said is None else bool(said)


def _whole(name: str, figure: object) -> int | None:
    return None if figure is None else int(str(figure)) * 10 ** item(name).scale


def county(*last: Mapping[str, int | str], peers: int = 20) -> Facts:
    """Peers with 1,000 to 1,019 of output and 500 kWh for each of it, and these besides."""
    usual = [{"output": 1000 + at, "electricity": (1000 + at) * 500} for at in range(peers)]
    return facts([*usual, *last])


def kinds(found: Sequence[Finding]) -> list[str]:
    return [one.code.removeprefix("intake.suspicion_") for one in found]


def test_who_is_like_the_peers_is_no_suspicion() -> None:
    assert suspicions(county()) == []


def test_who_uses_twenty_times_the_power_of_the_peers_is_told_with_the_evidence() -> None:
    (found,) = suspicions(county({"output": 1000, "electricity": 10_000_000}))

    assert (found.severity, found.subject, found.item) == ("question", code(21), "electricity")
    text = found.text()
    for said in (
        "10000",
        "同行业（30 大类 21 家）",
        "中位数是 500",
        "工业总产值 1000 万元",
        "供电公司",
    ):
        assert said in text
    english = found.text("en")
    assert "power company" in english
    assert "gross industrial output 1000 10,000 yuan" in english
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in english)


def test_a_firm_is_held_against_those_of_its_own_size_where_there_are_enough() -> None:
    large = [
        {"output": 9000 + at, "electricity": 9_000_000, "is_above_scale": 1} for at in range(FEWEST)
    ]
    small = [{"output": 90 + at, "electricity": 900, "is_above_scale": 0} for at in range(FEWEST)]
    odd = {"output": 90, "electricity": 90_000, "is_above_scale": 0}  # usual for the large ones

    (found,) = suspicions(facts([*large, *small, odd]))

    assert "同行业（30 大类规下 9 家）" in found.text()
    assert found.evidence is not None
    assert found.evidence.peers is not None
    assert (found.evidence.peers.size, found.evidence.peers.place) == ("below", 1)


def test_a_firm_of_a_small_industry_is_held_against_the_county() -> None:
    odd = {"output": 1000, "electricity": 10_000_000, "industry": "C1310"}

    assert kinds(suspicions(county(odd))) == ["county"]


def test_with_too_few_firms_nothing_is_usual() -> None:
    odd = {"output": 1000, "electricity": 10_000_000}

    assert suspicions(county(odd, peers=FEWEST - 2)) == []


@pytest.mark.parametrize(("figures", "kind"), [
    ({"industrial_value_added": 1200, "output": 1100}, "over"),
    ({"industrial_value_added": 1100, "output": 1100}, None),
    ({"rd_expense": 600, "sales_revenue": 1000}, "over"),
    ({"sales_revenue": 100, "output": 1000}, "under"),
    ({"reported_staff": 160, "average_staff": 100}, "over"),
    ({"reported_staff": 60, "average_staff": 100}, "under"),
    ({"reported_staff": 110, "average_staff": 100}, None),
    ({"reported_staff": 4, "average_staff": 2}, None),
    ({"energy_equivalent": 1, "electricity": 10_000}, "under"),
    ({"energy_equivalent": 2, "electricity": 10_000}, None),
])  # fmt: skip
def test_what_cannot_be_is_told(figures: Mapping[str, int], kind: str | None) -> None:
    assert kinds(suspicions(facts([figures]))) == ([kind] if kind else [])


@pytest.mark.parametrize(("before", "now", "kind"), [
    (1000, 3000, "change"), (3000, 1000, "change"), (1000, 2999, None), (100, 900, "low_base"),
    (100, 400, None), (1234, 1234, "same"), (1200, 1200, None),
])  # fmt: skip
def test_a_figure_is_held_against_last_years(before: int, now: int, kind: str | None) -> None:
    earlier = facts([{"output": before}], year=2024)

    assert kinds(suspicions(facts([{"output": now}]), earlier=earlier)) == ([kind] if kind else [])


def test_one_figure_of_many_firms_was_filled_downwards() -> None:
    three, four = [{"output": 1357}] * 3, [{"output": 1357}] * 4

    assert suspicions(facts(three)) == []
    assert kinds(suspicions(facts(four))) == ["alike"] * 4


def test_of_one_rule_the_oddest_are_named_and_the_others_counted() -> None:
    many = [{"industrial_value_added": 2000 + at, "output": 1000} for at in range(looking.MOST + 5)]

    found = suspicions(facts(many))

    assert kinds(found) == ["over"] * looking.MOST + ["others"]
    assert found[0].subject == code(len(many))
    assert "还有 5 家" in found[-1].text()


def test_firms_that_stand_still_do_not_crowd_out_a_slip() -> None:
    still = [{"output": 0, "average_staff": 10}] * (looking.MOST + 5)
    usual = [{"output": 1000 + at, "average_staff": 10} for at in range(60)]

    found = suspicions(facts([*usual, *still, {"output": 90_000, "average_staff": 10}]))

    assert found[0].subject == code(60 + len(still) + 1)


def test_who_lets_nearly_all_its_land_is_held_against_what_it_uses() -> None:
    usual = [{"output": 1000 + at, "land_used": 4} for at in range(20)]
    lessor = {"output": 600, "land_used": 3, "land_owned": 80}

    assert suspicions(facts([*usual, lessor])) == []


def test_a_rule_that_is_switched_off_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        looking, "rules", lambda: tuple(one for one in rules() if one.id != "power_output")
    )

    assert suspicions(county({"output": 1000, "electricity": 10_000_000})) == []


def test_every_rule_names_items_of_the_catalogue_and_whom_to_ask() -> None:
    for rule in rules():
        assert all(item(name).kind == "number" for name in (*rule.of, *rule.by)), rule.id
        assert len({item(name).unit for name in rule.of}) == 1, rule.id
        assert all((rule.label, rule.label_en, rule.settle, rule.settle_en)), rule.id


RATIOS = st.lists(
    st.fractions(min_value=Fraction(1, 1000), max_value=1000), min_size=8, max_size=40
)


@given(ratios=RATIOS, scale=st.fractions(min_value=Fraction(1, 100), max_value=100), data=st.data())
def test_fences_do_not_depend_on_order_or_unit(
    ratios: list[Fraction], scale: Fraction, data: st.DataObject
) -> None:
    found = fences(ratios, times=5)
    shuffled = fences(data.draw(st.permutations(ratios)), times=5)
    other = fences([ratio * scale for ratio in ratios], times=5)

    assert found == shuffled
    assert found is not None
    assert other is not None
    assert [found.is_odd(ratio) for ratio in ratios] == [
        other.is_odd(ratio * scale) for ratio in ratios
    ]


@given(ratios=RATIOS)
def test_never_more_than_half_of_the_peers_are_odd(ratios: list[Fraction]) -> None:
    found = fences(ratios, times=3)

    assert found is not None
    assert sum(map(found.is_odd, ratios)) * 2 <= len(ratios)
