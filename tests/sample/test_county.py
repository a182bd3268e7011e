"""What the synthetic county is: the same every time, nobody real, and a ledger that closes."""

from fractions import Fraction
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.sample import County, write_county
from permu.sample.county import settled
from permu.sample.names import Namer
from permu.sample.plant.plan import KINDS
from permu.sample.sharing import SHARED_KINDS
from permu.terms.credit_code import is_credit_code
from permu.terms.digests import folder_digest
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.sample.reading import number, sheets_of

SHARES = {
    "单独所有": 1, "1/2": Fraction(1, 2), "50%": Fraction(1, 2), "1/3": Fraction(1, 3),
    "2/3": Fraction(2, 3), "0.25": Fraction(1, 4), "0.75": Fraction(3, 4), "60%": Fraction(3, 5),
}  # fmt: skip


def test_the_same_size_and_seed_give_the_same_bytes_of_every_file(
    county: County, tmp_path: Path
) -> None:
    again = write_county(tmp_path)

    assert folder_digest(again.folder) == folder_digest(county.folder)


def test_another_seed_gives_another_county(county: County, tmp_path: Path) -> None:
    other = write_county(tmp_path, seed=2026)

    for path in other.workbooks:
        assert path.read_bytes() != (county.folder / "workbooks" / path.name).read_bytes()


@pytest.mark.parametrize("enterprises", [0, 59, 20_001])
def test_a_size_that_cannot_be_is_refused_and_nothing_is_written(
    tmp_path: Path, enterprises: int
) -> None:
    with pytest.raises(Refused) as refused:
        write_county(tmp_path, enterprises=enterprises)

    assert refused.value.text() == (
        f"样例县可以生成 60 至 20000 家企业的工作簿，收到的是 {enterprises} 家。"
        "企业再少，办法的各种情形排不开；再多，请生成 Parquet 格式的大样本。"
    )
    assert not list(tmp_path.iterdir())


def test_there_are_as_many_subjects_as_enterprises_asked_for(truth: Facts) -> None:
    assert len(truth.table) == 600


def test_names_are_distinct_and_every_code_is_valid_and_of_place_990101(truth: Facts) -> None:
    assert truth.table["name"].n_unique() == 600
    for code in truth.table["subject"]:
        assert is_credit_code(code)
        assert code[2:8] == "990101"


def test_five_thousand_enterprises_have_distinct_names() -> None:
    draw = Random(5)

    everybody, _ = settled(draw, Namer(draw), 5000)

    assert len({firm.name for firm in everybody}) == 5000


def test_a_larger_county_bears_more_errors(tmp_path: Path) -> None:
    assert write_county(tmp_path, enterprises=1000).planted == 80 + len(SHARED_KINDS)


@settings(max_examples=25)
@given(st.integers())
def test_whatever_the_seed_codes_are_valid_and_never_drawn_twice(seed: int) -> None:
    namer = Namer(Random(seed))

    codes = [namer.credit_code(body) for body in ("91", "N2") * 20]

    assert all(is_credit_code(code) and code[2:8] == "990101" for code in codes)
    assert len(set(codes)) == len(codes)


def test_every_file_says_that_it_is_synthetic(books: dict[str, Path]) -> None:
    titles = [
        rows[0][0]
        for key, path in books.items()
        if key != "07"
        for rows in sheets_of(path).values()
    ]

    assert len(titles) == 12
    assert all(title.endswith("（虚构）") for title in titles)


def test_no_column_is_about_a_person(books: dict[str, Path]) -> None:
    text = "".join(
        str(cell)
        for path in books.values()
        for rows in sheets_of(path).values()
        for row in rows[:4]
        for cell in row
    )

    for word in ("法定代表人", "联系人", "身份证", "电话", "手机"):
        assert word not in text


def test_everybody_uses_some_land_and_only_villages_let_without_a_register(
    books: dict[str, Path], truth: Facts
) -> None:
    used = truth.table.select(
        pl.col("land_owned") + pl.col("land_leased_in") - pl.col("land_leased_out")
    ).to_series()
    landlords = {row[3] for row in sheets_of(books["02"])["租赁"][4:-1] if row[3]}

    assert used.min() > 0
    assert all(code.startswith("N2990101") for code in landlords - set(truth.table["subject"]))


def test_several_enterprises_stand_on_one_parcel(books: dict[str, Path]) -> None:
    parcels = [row[1] for row in sheets_of(books["02"])["租赁"][4:-1]]

    assert max(parcels.count(parcel) for parcel in set(parcels)) >= 3


@pytest.mark.parametrize(
    ("item", "sheet", "code", "column", "per_whole"),
    [
        ("land_owned", "宗地", 3, 6, 15 * 100),
        ("land_leased_in", "租赁", 5, 6, 10**6),
        ("land_leased_out", "租赁", 3, 6, 10**6),
        ("leased_floor_area", "租赁", 5, 7, 100),
    ],
)
def test_the_sums_of_the_land_sheets_are_the_facts_of_both_sides(
    books: dict[str, Path],
    truth: Facts,
    planted: list,
    item: str,
    sheet: str,
    code: int,
    column: int,
    per_whole: int,
) -> None:
    """Everybody but the bearers of an error; who is on neither list has 0."""
    whole: dict[str, int] = {}
    pages = sheets_of(books["02"])
    certified = {row[2] for row in pages["权证"][4:-1]}
    for row in pages[sheet][4:-1]:
        is_certified = item == "land_owned" and row[1] in certified
        if isinstance(row[column], float | int) and not is_certified:
            whole[row[code]] = whole.get(row[code], 0) + int(number(row[column]) * per_whole)
    for row in pages["权证"][4:-1] if item == "land_owned" else ():
        land = int(number(row[5]) * per_whole) * SHARES[row[6]]
        whole[row[4]] = whole.get(row[4], 0) + int(land)
    odd = {figure["subject"] for error in planted for figure in error["figures"]}

    for subject, figure in truth.table.select("subject", item).iter_rows():
        if subject not in odd and figure is not None:
            assert whole.get(subject, 0) == figure, subject
    assert sum(figure is None for figure in truth.table[item]) < 10


def test_every_kind_is_planted_and_one_enterprise_bears_one_error(planted: list) -> None:
    assert {error["kind"] for error in planted} == {*KINDS, *SHARED_KINDS}
    assert len(planted) == 48 + len(SHARED_KINDS)

    touched = [
        subject
        for error in planted
        for subject in {figure["subject"] for figure in error["figures"]}
    ]
    assert len(touched) == len(set(touched))


def test_a_county_of_sixty_has_what_it_has_room_for(tmp_path: Path) -> None:
    small = write_county(tmp_path, enterprises=60)

    assert 20 <= small.planted <= len(KINDS) + len(SHARED_KINDS)


def test_what_is_shared_leaves_everybody_what_it_had(tmp_path: Path) -> None:
    """Certificates, buildings and meters are made last: land, floor and power are those of the ledger."""
    draw = Random("2025-600")
    everybody, _ = settled(draw, Namer(draw), 600)
    meant = {firm.code: dict(firm.facts) for firm in everybody}
    county = write_county(tmp_path)
    items = ["land_owned", "land_leased_in", "land_leased_out", "leased_floor_area", "electricity"]
    told = Facts.load(county.truth / "facts").table.select("subject", *items)

    differing = [
        (row["subject"], item)
        for row in told.iter_rows(named=True)
        for item in items
        if row[item] not in (None, meant[row["subject"]][item])
    ]
    assert len(differing) == 1  # the landlord of the tenant that is on no register lets more


def test_the_shared_sheets_have_every_case(books: dict[str, Path]) -> None:
    land, power = sheets_of(books["02"]), sheets_of(books["04"])
    shares = [row[6] for row in land["权证"][4:-1]]
    deeds = [row[1] for row in land["权证"][4:-1]]
    floors = {row[3] for row in land["房屋"][3:-1]}

    assert shares.count("单独所有") == 12  # two certificates of each of six parcels
    assert sum(deeds.count(deed) == 2 for deed in set(deeds)) == 7
    assert floors == {1, 2, 3, 4, 5}
    assert [row[3] for row in power["表计分摊"][4:-1:2]] == ["分表读数", "用地面积", "约定比例", "约定比例"]  # fmt: skip
