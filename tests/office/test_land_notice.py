"""Land areas go on notice before anybody is graded by them: the list as it was read, and nothing is submitted meanwhile."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from permu.evaluations.actions import notice_land
from permu.evaluations.landing import land_list
from permu.evaluations.models import LandNotice, Round
from permu.evaluations.year.needs import NEEDS
from permu.register.models import Enterprise, Notice, Record, User
from permu.terms.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomorrow():
    return timezone.now() + timedelta(days=1)


def test_the_list_has_every_enterprise_of_the_reading_with_the_areas_that_the_method_reads(read):
    found = land_list(read)

    assert list(found.heads) == ["自有用地", "租入用地", "租出用地"]
    assert len(found.rows) == Enterprise.objects.count()
    towns = [row[0] for row in found.rows]
    assert towns == sorted(towns)
    assert all(
        cell == "" or float(cell.replace(",", "")) >= 0 for row in found.rows for cell in row[3:]
    )


def test_what_was_put_out_stays_as_it_was_whatever_is_read_later(read, clerk, tomorrow, page_of):
    made = notice_land(read, closes_at=tomorrow, by=clerk, key="a")
    assert notice_land(read, closes_at=tomorrow, by=clerk, key="a") == made
    page = page_of(clerk)
    address = f"/rounds/{read.pk}/land/notice-1.docx"
    before = b"".join(page.get(address).streaming_content)
    Enterprise.objects.update(name="改名")

    assert b"".join(page.get(address).streaming_content) == before
    said = "\n".join(one.text for one in Document(io.BytesIO(before)).paragraphs)
    assert "企业用地面积的公示" in said
    assert made.digest in said
    assert page.get(address.replace("docx", "pdf")).status_code == 200
    assert page.get(address.replace("-1.", "-2.")).status_code == 404
    with pytest.raises(Refused):
        made.delete()
    assert Record.objects.get(verb="notice_land").details["digest"] == made.digest


def test_enterprises_and_towns_are_told_and_nothing_is_submitted_meanwhile(
    read, clerk, owner, tomorrow
):
    made = notice_land(read, closes_at=tomorrow, by=clerk, key="a")

    assert "用地面积正在公示" in Notice.objects.get(person=owner).text
    with pytest.raises(Refused, match="用地面积还在公示，不能送审"):
        NEEDS["submit"](read, None)
    LandNotice.objects.filter(pk=made.pk)._raw_delete("default")
    with pytest.raises(Refused, match="试算"):
        NEEDS["submit"](read, None)


def test_an_enterprise_and_a_town_see_their_own_rows_and_no_others(
    read, clerk, owner, town, tomorrow, page_of
):
    assert "没有用地面积在公示" in page_of(owner).get("/land-notice/").content.decode()
    (_, name, code, *_), (_, other, others, *_) = land_list(read).rows[:2]
    User.objects.filter(pk=owner.pk).update(enterprise=Enterprise.objects.get(credit_code=code))
    Enterprise.objects.filter(credit_code=others).update(town=town.place)
    Enterprise.objects.filter(credit_code=code).update(town=None)
    owner.refresh_from_db()
    notice_land(read, closes_at=tomorrow, by=clerk, key="a")

    own = page_of(owner).get("/land-notice/").content.decode()
    assert name in own
    assert "自有用地（亩）" in own
    assert other not in own
    towns = page_of(town).get("/land-notice/").content.decode()
    assert other in towns
    assert name not in towns
    assert page_of(clerk).get("/land-notice/").status_code == 404


def test_it_is_put_on_notice_on_the_ledgers_page_and_stands_on_the_years_way(read, clerk, page_of):
    page, address = page_of(clerk), f"/rounds/{read.pk}/land/"
    assert "公示用地面积" in page.get(address).content.decode()
    asked = {"key": "k", "day": "2099-01-04", "hour": "17:00"}
    page.post(f"{address}notice/", asked | {"day": "不知道"})
    assert not LandNotice.objects.exists()
    page.post(f"{address}notice/", asked | {"key": "j", "day": "2001-01-04"})
    assert "已经过去，没有公示" in page.get(address).content.decode()
    page.post(f"{address}notice/", asked | {"key": "i"})

    text = page.get(address).content.decode()
    assert "2099-01-04 17:00 截止" in text
    assert "再公示一次" in text
    assert "用地公示" in page.get(f"/rounds/{read.pk}/year/").content.decode()


def test_what_is_not_read_as_it_stands_does_not_go_on_notice(round_, read, clerk, tomorrow):
    Round.objects.filter(pk=read.pk).update(settled_digest="0" * 64)
    with pytest.raises(Refused, match="还没有重新读取"):
        notice_land(Round.objects.get(pk=read.pk), closes_at=tomorrow, by=clerk, key="a")
