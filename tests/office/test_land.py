"""The land ledger's page: by town what closes and what does not, each row with its cells."""

import pytest
from django.urls import reverse

from permu.evaluations.models import Round

pytestmark = pytest.mark.django_db


def page(client, round_: Round, **asked: str) -> str:
    return client.get(reverse("evaluations:land", args=[round_.pk]), asked).content.decode()


def test_before_the_first_reading_the_page_says_what_will_be_here(round_, clerk, page_of):
    assert "还没有用地台账" in page(page_of(clerk), round_)


def test_each_town_has_its_accounts_and_each_open_parcel_its_cells(
    read: Round, clerk, page_of, county
):
    html = page(page_of(clerk), read)

    assert county.land is not None
    assert all(one.town in html for one in county.land.towns)
    row = next(one for one in county.land.not_closed if one.cells)
    assert row.text_zh in html
    cell = row.cells[0]
    address = reverse("evaluations:cell", args=[read.pk])
    assert f"{address}?sha256={cell.sha256}&amp;sheet=" in html


def test_the_parcels_of_one_town_can_be_looked_at_alone(read: Round, clerk, page_of, county):
    assert county.land is not None
    towns = {one.town for one in county.land.not_closed}
    chosen, *others = sorted(towns)
    html = page(page_of(clerk), read, town=chosen)
    shown = {one.town for one in county.land.not_closed if one.text_zh in html}
    assert shown == {chosen}
    assert others


def test_two_definitions_stand_side_by_side_and_nonsense_is_left_out(read: Round, clerk, page_of):
    client = page_of(clerk)
    assert "并入宗地" in page(client, read, left="used", right="merged")
    for asked in (
        {"left": "largest", "right": "\0"},
        {"town": "无此镇", "page": "999"},
        {"q": "查无此人"},
    ):
        response = client.get(reverse("evaluations:land", args=[read.pk]), asked)
        assert response.status_code == 200
    assert "没有符合条件的企业" in response.content.decode()


def test_a_ledger_that_was_changed_on_disk_is_told_and_not_shown(read: Round, clerk, page_of):
    (read.intake_folder(read.reading) / "land.json").write_text("{}", "utf-8")
    html = page(page_of(clerk), read)
    assert 'class="message error' in html
    assert "各乡镇（街道）对账" not in html
