"""The second step of signing in: a code counts once, of its owner, for a short time; guesses lock; half inside is outside."""

import re

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from permu.doors.site import entering
from permu.register.actions import MOST_WRONG, new_password
from permu.register.factors import recovery, seeds
from permu.register.models import Record, RecoveryCode, SecondFactor, User
from tests.office.conftest import PASSWORD
from tests.office.phones import give, half_way, inside, set_up
from tests.office.together import at_once

pytestmark = pytest.mark.django_db


def lines(verb: str) -> list[dict[str, object]]:
    return list(Record.objects.filter(verb=verb).order_by("pk").values_list("details", flat=True))


def test_after_the_password_a_code_is_asked_for_and_only_then_one_is_inside(phone):
    page = half_way("clerk", then="/rounds/")
    assert not inside(page)
    shown = page.get("/sign-in/code/").content.decode()
    assert "才算登录" in shown
    assert 'autocomplete="one-time-code"' in shown

    assert give(page, phone.code()).url == "/rounds/"
    assert inside(page)
    assert page.get("/sign-in/code/").url == "/"
    assert lines("password_said") == [{"address": "127.0.0.1"}]
    assert lines("sign_in") == [{"address": "127.0.0.1", "second": "code"}]


def test_who_has_set_up_none_signs_in_as_ever(clerk, leader, page_of, clock, client):
    set_up(page_of(leader), clock)
    client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    assert inside(client)
    assert lines("sign_in") == [{"address": "127.0.0.1"}]


def test_nobody_is_led_to_another_site_by_the_second_step(phone):
    page = half_way("clerk", then="https://evil.example/")
    assert give(page, phone.code()).url == "/"


def test_the_session_is_a_new_one_after_each_step(phone, client):
    client.cookies["session"] = "a" * 32
    page = half_way("clerk")
    half = page.cookies["session"].value
    give(page, phone.code())
    assert page.cookies["session"].value != half
    thief = Client()
    thief.cookies["session"] = half
    assert not inside(thief)
    assert thief.get("/sign-in/code/").status_code == 302


def test_a_code_counts_once(phone):
    code = phone.code()
    assert give(half_way("clerk"), code).status_code == 302
    again = half_way("clerk")
    assert "已经用过" in give(again, code).content.decode()
    assert not inside(again)


def test_the_code_that_set_it_up_signs_nobody_in(clerk, page_of, clock):
    phone = set_up(page_of(clerk), clock)
    page = half_way("clerk")
    give(page, phone.code())
    assert not inside(page)
    assert give(page, phone.next_code()).status_code == 302


def test_a_code_older_than_the_last_that_counted_counts_no_more(phone):
    give(half_way("clerk"), phone.code())
    late = half_way("clerk")
    assert give(late, phone.code(ahead=-1)).status_code == 200
    assert not inside(late)


@pytest.mark.parametrize(
    ("ahead", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_code_lives_half_a_minute_and_a_clock_may_be_off_by_one_more(phone, ahead, opens):
    page = half_way("clerk")
    give(page, phone.code(ahead=ahead))
    assert inside(page) == opens
    assert seeds.STEP == 30


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["app", "paper"])
def test_of_two_who_give_the_same_code_at_once_one_comes_in(phone, kind):
    code = phone.code() if kind == "app" else phone.paper[0]
    pages = [half_way("clerk"), half_way("clerk")]
    at_once(*[lambda page=page: give(page, code) for page in pages])
    assert sorted(map(inside, pages)) == [False, True]


def test_digits_are_taken_as_people_type_them(phone):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in phone.code())
    page = half_way("clerk")
    give(page, f" {wide[:3]} {wide[3:]} ")
    assert inside(page)


@pytest.mark.parametrize(
    "said", ["", "000", "１", "-", "x" * 100_000, "%00", "٣٣٣٣٣٣", "0" * 6 + "\0"]
)
def test_what_is_no_code_opens_nothing(phone, said):
    page = half_way("clerk")
    for name in ("code", "recovery"):
        assert page.post("/sign-in/code/", {name: said}).status_code == 200
    assert not inside(page)


def test_a_recovery_code_counts_once_and_the_others_stay(phone, clerk):
    first, second, *_ = phone.paper
    page = half_way("clerk")
    give(page, first)
    assert "还剩 9 个" in page.get("/rounds/").content.decode()
    again = half_way("clerk")
    give(again, first)
    assert not inside(again)
    give(again, f" {second.lower().replace('-', ' ')} -")
    assert inside(again)
    assert [one["second"] for one in lines("sign_in")] == ["recovery", "recovery"]
    assert "用掉了一个恢复码，还剩 8 个" in clerk.notices.first().text


def test_recovery_codes_cannot_be_read_nor_guessed(phone, clerk, leader, page_of, clock):
    hashes = list(RecoveryCode.objects.values_list("hash", flat=True))
    assert len(set(hashes)) == 10
    plain = [one.replace("-", "") for one in phone.paper]
    assert not [one for one in plain if any(one[1:] in hash_ for hash_ in hashes)]
    assert len(recovery.SIGNS) ** (recovery.LENGTH - 1) > 2**50
    assert not {*plain} & {one.replace("-", "") for one in set_up(page_of(leader), clock).paper}
    with override_settings(PASSWORD_HASHERS=["permu.register.passwords.hashing.Argon2id"]):
        set_up(page_of(User.objects.create_user("x", role="clerk", password=PASSWORD)), clock)
        made = RecoveryCode.objects.order_by("-pk").first()
        assert made.hash.startswith("argon2$argon2id$")


def test_the_database_alone_gives_no_code(phone, settings, tmp_path):
    kept = SecondFactor.objects.values().get()
    assert phone.key not in str(kept)
    assert re.fullmatch("[0-9a-f]{32}", kept["seed"])
    settings.PERMU_DATA = tmp_path / "another"
    settings.PERMU_DATA.mkdir()
    assert seeds.secret_of(kept["user_id"], kept["seed"]) != phone.key
    page = half_way("clerk")
    give(page, phone.code())
    assert not inside(page)
    give(page, phone.paper[0])
    assert inside(page), "recovery codes need no key"


def test_the_code_of_another_person_opens_nothing(phone, leader, page_of, clock):
    other = set_up(page_of(leader), clock)
    clock.step += 1
    page = half_way("clerk")
    for code in (other.code(), other.paper[0]):
        give(page, code)
    assert not inside(page)
    give(page, phone.code())
    assert inside(page)


def test_a_factor_moved_to_another_account_is_worth_nothing(phone, leader, page_of, clock):
    set_up(page_of(leader), clock)
    clock.step += 1
    mine = SecondFactor.objects.get(user__username="clerk")
    SecondFactor.objects.filter(user=leader).update(seed=mine.seed)
    page = half_way("leader")
    give(page, phone.code())
    assert not inside(page)


def test_five_wrong_codes_lock_the_name_as_wrong_passwords_do(phone, leader, client):
    page = half_way("clerk")
    answers = [give(page, "000000").status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]
    assert give(page, phone.code()).status_code == 429
    assert not inside(page)
    said = {"username": "clerk", "password": PASSWORD}
    assert client.post("/sign-in/", said).status_code == 429
    assert client.post("/sign-in/", said | {"username": "leader"}).status_code == 302
    failed = lines("sign_in_failed")
    assert [one["locked"] for one in failed[:5]] == [False] * 4 + [True]
    assert all(one["second"] for one in failed[:6])


def test_the_password_given_again_gives_no_more_guesses(phone):
    for _ in range(4):
        last = give(half_way("clerk"), "000000")
    assert last.status_code == 200
    assert give(half_way("clerk"), "000000").status_code == 429


def test_wrong_passwords_and_wrong_codes_are_counted_together(phone, client):
    for _ in range(4):
        client.post("/sign-in/", {"username": "clerk", "password": "wrong"})
    assert give(half_way("clerk"), "000000").status_code == 429


def test_many_at_once_are_no_more_guesses_than_one_after_the_other(phone, monkeypatch):
    """The factor's row is held while a code is tried: that the row is asked for so is what this looks at."""
    asked = []
    held = SecondFactor.objects.select_for_update
    monkeypatch.setattr(
        SecondFactor.objects, "select_for_update", lambda **how: asked.append(how) or held(**how)
    )
    give(half_way("clerk"), "000000")
    assert asked == [{"of": ("self",)}]


def test_the_administrator_lifts_the_lock(phone, admin, clerk, page_of):
    page = half_way("clerk")
    for _ in range(5):
        give(page, "000000")
    page_of(admin).post(f"/people/{clerk.pk}/unlock/")
    assert give(page, phone.code()).status_code == 302


def test_guessing_from_many_addresses_ends_too(phone, admin, clerk, page_of):
    for n in range(MOST_WRONG):
        last = give(half_way("clerk", address=f"10.0.{n}.1"), "000000")
    assert last.status_code == 200
    page = half_way("clerk")
    for code in (phone.code(), phone.paper[0]):
        assert "不再接受验证码和恢复码" in give(page, code).content.decode()
    assert not inside(page)
    admins = page_of(admin)
    assert "已锁定" in admins.get("/people/").content.decode()
    admins.post(f"/people/{clerk.pk}/unlock/")
    assert give(half_way("clerk"), phone.code()).status_code == 302
    assert Record.objects.filter(verb="unlock_account").count() == 1


def test_a_right_code_begins_the_count_anew(phone):
    SecondFactor.objects.update(wrong=MOST_WRONG - 1)
    give(half_way("clerk"), phone.code())
    assert SecondFactor.objects.get().wrong == 0


def outside_again(page: Client, code: str) -> bool:
    return give(page, code).url == "/sign-in/?ended=code" and not inside(page)


def test_who_waits_too_long_begins_anew(phone, monkeypatch):
    page = half_way("clerk")
    monkeypatch.setattr(entering, "PATIENCE", -1)
    assert outside_again(page, phone.code())
    assert "5 分钟内" in page.get("/sign-in/?ended=code").content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda clerk: new_password(clerk, by=None),
        lambda clerk: User.objects.update(is_active=False),
        lambda clerk: User.objects.update(expires_on=timezone.localdate().replace(year=2000)),
        lambda clerk: SecondFactor.objects.all().delete(),
    ],
    ids=["password", "closed", "expired", "reset"],
)
def test_an_account_that_changed_meanwhile_is_asked_for_its_password_again(phone, clerk, change):
    page = half_way("clerk")
    change(clerk)
    assert outside_again(page, phone.code())


def test_a_first_password_opens_once_with_a_code_too(phone, clerk):
    password = new_password(clerk, by=None)
    pages = [half_way("clerk", password=password) for _ in range(2)]
    give(pages[0], phone.code())
    assert pages[0].get("/rounds/").url == "/password/"
    assert outside_again(pages[1], phone.next_code())


def test_without_the_password_no_code_is_asked_for(phone):
    page = Client()
    assert page.get("/sign-in/code/").url == "/sign-in/?ended=code"
    page.post("/sign-in/", {"username": "clerk", "password": "wrong"})
    assert outside_again(page, phone.code())
