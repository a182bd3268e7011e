"""Whose a row is holds from the year it was settled in: an earlier year is free, a later one may say otherwise."""

from datetime import date

import pytest

from permu.evaluations.actions import settle_owner, undo_owner
from permu.evaluations.models import Round, RowOwner, UnownedRow
from permu.evaluations.settling.gathering import settled_for
from permu.evaluations.settling.owners import Queue
from permu.register.actions import Newcomer, add_person
from permu.register.models import Enterprise, Record, Role, User
from permu.terms.refusal import Refused
from tests.office.together import at_once

pytestmark = pytest.mark.django_db


def a_round(year: int, by: User, key: str = "") -> Round:
    return Round.objects.create(
        key=key or f"round-{year}", year=year, title=f"{year} 年度", method="sample",
        as_of=date(year + 1, 2, 28), created_by=by,
    )  # fmt: skip


def a_row(round_: Round) -> UnownedRow:
    return UnownedRow.objects.create(
        round=round_, number=1, key="k", profile="03-tax", department="税务局", file="03.xls",
        sha256="0" * 64, row=7, raw_name="坚石五金厂",
    )  # fmt: skip


def of(round_: Round) -> list[str]:
    return [one.subject for one in settled_for(round_).owners]


def test_a_row_settled_in_a_later_year_may_be_settled_in_an_earlier_one(
    clerk, enterprise: Enterprise, other_enterprise: Enterprise
):
    earlier, later = a_round(2025, clerk), a_round(2026, clerk)
    settle_owner(a_row(later), subject=enterprise.credit_code, how="is", reason="变更", by=clerk)
    row = a_row(earlier)
    assert Queue(earlier)[0].owner is None

    settle_owner(row, subject=other_enterprise.credit_code, how="is", reason="当时", by=clerk)

    assert of(earlier) == [other_enterprise.credit_code]
    assert of(later) == [enterprise.credit_code]
    assert RowOwner.objects.filter(withdrawn_at=None).count() == 2


def test_what_was_settled_holds_until_a_later_year_says_otherwise(
    clerk, enterprise: Enterprise, other_enterprise: Enterprise
):
    first, second, third = (a_round(year, clerk) for year in (2024, 2025, 2026))
    settle_owner(a_row(first), subject=enterprise.credit_code, how="is", reason="一", by=clerk)
    again = settle_owner(
        a_row(second), subject=other_enterprise.credit_code, how="is", reason="二", by=clerk
    )

    assert [of(one) for one in (first, second, third)] == [
        [enterprise.credit_code], [other_enterprise.credit_code], [other_enterprise.credit_code],
    ]  # fmt: skip
    undo_owner(again, by=clerk)
    assert of(third) == [enterprise.credit_code]


def test_two_rounds_of_one_year_do_not_settle_one_row_two_ways(clerk, enterprise: Enterprise):
    colleague = add_person(Newcomer(username="colleague", role=Role.CLERK, name="小李"), "x")
    one, other = a_round(2025, clerk), a_round(2025, clerk, key="other")
    settle_owner(a_row(one), subject=enterprise.credit_code, how="is", reason="执照", by=colleague)

    with pytest.raises(Refused, match=r"小李 已作过不同的认定（执照）"):
        settle_owner(a_row(other), subject="", how="is", reason="外县", by=clerk)

    assert of(other) == [enterprise.credit_code]
    assert Record.objects.filter(verb="settle_owner").count() == 1


@pytest.mark.django_db(transaction=True)
def test_clerks_of_two_rounds_of_a_year_who_settle_one_row_at_once_settle_it_once(
    clerk, enterprise: Enterprise
):
    rows = [a_row(a_round(2025, clerk, key=key)) for key in "abc"]
    subjects = (enterprise.credit_code, "", "")

    def settle(row: UnownedRow, subject: str) -> str:
        try:
            settle_owner(row, subject=subject, how="is", reason=f"{row.pk}", by=clerk)
        except Refused as refused:
            return refused.text()
        return ""

    said = at_once(*(lambda r=r, s=s: settle(r, s) for r, s in zip(rows, subjects, strict=True)))

    (kept,) = RowOwner.objects.filter(withdrawn_at=None)
    told = [sentence for sentence in said if sentence]
    assert all(kept.reason in sentence and "已作过不同的认定" in sentence for sentence in told)
    assert len(told) == (2 if kept.subject else 1)


def test_an_earlier_years_owner_is_settled_anew_for_this_year_alone(
    clerk, enterprise: Enterprise, page_of
):
    earlier, later = a_round(2025, clerk), a_round(2026, clerk)
    owner = settle_owner(
        a_row(earlier), subject=enterprise.credit_code, how="is", reason="执照", by=clerk
    )
    page = page_of(clerk)
    shown = page.get(f"/rounds/{later.pk}/owners/").content.decode()
    assert "2025 年认定" in shown
    assert f"/owners/{owner.pk}/undo/" not in shown  # it would change the earlier round, unseen

    page.post(
        f"/rounds/{later.pk}/owners/settle/",
        {"owner": owner.pk, "subject": "nobody", "reason": "已迁出"},
    )

    assert (of(earlier), of(later)) == ([enterprise.credit_code], [""])


def test_a_row_given_to_one_who_left_the_register_waits_visibly(
    clerk, enterprise: Enterprise, page_of, monkeypatch
):
    round_ = a_round(2025, clerk)
    owner = settle_owner(
        a_row(round_), subject=enterprise.credit_code, how="is", reason="执照", by=clerk
    )
    monkeypatch.setattr("permu.evaluations.settling.owners.registered", lambda _: frozenset({"x"}))

    shown = page_of(clerk).get(f"/rounds/{round_.pk}/owners/").content.decode()

    assert "已不在今年的名册中" in shown
    assert f"/owners/{owner.pk}/undo/" in shown


def test_of_another_round_no_owner_is_settled_anew(clerk, enterprise: Enterprise, page_of):
    earlier, later = a_round(2025, clerk), a_round(2026, clerk)
    owner = settle_owner(
        a_row(later), subject=enterprise.credit_code, how="is", reason="执照", by=clerk
    )

    answer = page_of(clerk).post(
        f"/rounds/{earlier.pk}/owners/settle/",
        {"owner": owner.pk, "subject": "nobody", "reason": "猜的"},
        follow=True,
    )

    assert "已经不在待归户之列" in answer.content.decode()
    assert of(earlier) == []
