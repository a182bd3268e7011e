"""A sheet whose every row is doubtful floods the lists of what a person settles: they come in pages, and lose nothing."""

import re

import polars as pl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from permu.evaluations.actions import settle_owner
from permu.evaluations.listing import A_PAGE
from permu.evaluations.models import Round, UnownedRow
from permu.evaluations.settling.owners import NAMED, Queue
from permu.register import names
from permu.register.models import Enterprise
from permu.register.names import registered_names

pytestmark = pytest.mark.django_db
MANY = 2 * A_PAGE + 20


def unowned(round_: Round, number: int, key: str) -> UnownedRow:
    return UnownedRow(
        round=round_, number=number, key=key, profile="03-tax", department="税务局",
        file="03.xlsx", sha256="a" * 64, sheet="表", row=number, raw_name=f"某{key}厂",
    )  # fmt: skip


def flood(round_: Round, keys: list[str]) -> None:
    UnownedRow.objects.bulk_create(
        unowned(round_, number, key) for number, key in enumerate(keys, 1)
    )


def pages(client, address: str, wanted: str) -> list[list[str]]:
    """What each page of a list shows of `wanted`."""
    first = client.get(address).content.decode()
    last = int((re.findall(r"第 1 / (\d+) 页", first) or ["1"])[0])
    join = "&" if "?" in address else "?"
    return [
        re.findall(wanted, client.get(f"{address}{join}page={at}").content.decode())
        for at in range(1, last + 1)
    ]


def test_rows_of_nobody_come_in_pages_each_once(round_: Round, clerk, page_of):
    keys = [f"{at:03}" for at in range(MANY)]
    flood(round_, keys)

    shown = pages(page_of(clerk), f"/rounds/{round_.pk}/owners/", r"某(\d+)厂")

    assert [len(page) for page in shown] == [A_PAGE, A_PAGE, 20]
    assert [key for page in shown for key in page] == keys


def test_a_page_of_the_queue_costs_as_much_however_long_it_is(round_: Round, clerk, page_of):
    page, asked = page_of(clerk), []
    page.get(f"/rounds/{round_.pk}/owners/")  # the first request asks for more
    for keys in (range(A_PAGE), range(A_PAGE, 3 * MANY)):
        UnownedRow.objects.bulk_create(unowned(round_, at + 1, f"{at:03}") for at in keys)
        with CaptureQueriesContext(connection) as queries:
            page.get(f"/rounds/{round_.pk}/owners/")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_rows_that_write_the_same_are_named_up_to_some_and_counted(round_: Round, clerk, page_of):
    flood(round_, ["1"] * (NAMED + 3))

    shown = page_of(clerk).get(f"/rounds/{round_.pk}/owners/").content.decode()

    assert len(re.findall(r"第 \d+ 行", shown)) == NAMED
    assert f"共 {NAMED + 3} 行" in shown


def test_what_is_settled_goes_behind_what_is_open(round_: Round, clerk, monkeypatch):
    monkeypatch.setattr("permu.evaluations.settling.owners.registered", lambda _: frozenset())
    flood(round_, ["1", "2", "3"])
    settle_owner(round_.unowned_rows.get(key="1"), subject="", how="is", reason="外县", by=clerk)

    waiting = list(Queue(round_))

    assert [one.row.key for one in waiting] == ["2", "3", "1"]
    assert [one.is_settled for one in waiting] == [False, False, True]


def test_who_settles_a_row_comes_back_to_its_page(round_: Round, clerk, page_of):
    flood(round_, [f"{at:03}" for at in range(MANY)])
    answer = {"key": "060", "subject": "nobody", "how": "is", "reason": "外县企业", "page": "2"}

    back = page_of(clerk).post(f"/rounds/{round_.pk}/owners/settle/", answer)

    assert back.url == f"/rounds/{round_.pk}/owners/?page=2#row-61"


def test_held_figures_come_in_pages_each_once(read: Round, clerk, page_of):
    path = read.intake_folder(read.reading) / "cells.parquet"
    cells = pl.read_parquet(path)
    one = cells.row(0, named=True) | {"item": "land_owned", "status": "held", "raw": "0"}
    subjects = [f"91990101X{at:09}" for at in range(MANY)]
    held = [one | {"subject": subject} for subject in subjects]
    pl.DataFrame(held, schema=cells.schema).write_parquet(path)

    address = f"/rounds/{read.pk}/figures/?all=1"
    shown = pages(page_of(clerk), address, r"<code>(91990101X\d+)</code>")

    assert [len(page) for page in shown] == [A_PAGE, A_PAGE, 20]
    assert [subject for page in shown for subject in page] == subjects
    assert f"{MANY} 项" in page_of(clerk).get(address).content.decode()


def test_names_are_asked_for_some_at_a_time(enterprise: Enterprise, other_enterprise, monkeypatch):
    monkeypatch.setattr(names, "AT_A_TIME", 1)

    found = registered_names([enterprise.credit_code, other_enterprise.credit_code, "nobody"])

    assert found == {one.credit_code: one.name for one in (enterprise, other_enterprise)}
