"""Passwords: two sets of rules, each said and each kept; hashes that are sound and quick enough."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from permu.register.actions import keep_password, new_password
from permu.register.models import Record, User
from permu.register.passwords.profiles import UnsoundRulesError, profile_of
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db

GOOD = "Zhe li 4 mu tian"
ARGON = "permu.register.passwords.hashing.Argon2id"


@pytest.fixture
def in_force(settings):
    """Put a profile in force."""

    def put(**environment: str) -> None:
        profile = profile_of(environment)
        settings.PERMU_PASSWORD_PROFILE = profile
        settings.AUTH_PASSWORD_VALIDATORS = profile.validators

    return put


def refusals(password: str, user: User | None = None) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def change(page: Client, new: str, *, old: str = PASSWORD):
    said = {"old_password": old, "new_password1": new, "new_password2": new}
    return page.post("/password/", said)


@pytest.mark.parametrize(
    ("profile", "password", "why"),
    [
        ("dengbao", "Ab3$fghijkl", "至少 12 个字符"),
        ("dengbao", "quiet land of five mu", "至少含 3 种"),
        ("dengbao", "Password2025!", "太常见"),
        ("dengbao", "Permu@202512", "太常见"),
        ("dengbao", GOOD, ""),
        ("dengbao", "青山镇的田Mu2025年底收", ""),
        ("dengbao", GOOD * 8, ""),
        ("asvs", "Ab3$fghijklmno", "至少 15 个字符"),
        ("asvs", "passwordpassword", "太常见"),
        ("asvs", "permupermupermu1", "太常见"),
        ("asvs", "quiet land of five mu", ""),
        ("asvs", "q" * 20, "太常见"),
    ],
)
def test_each_set_of_rules_refuses_what_it_names_and_says_which(in_force, profile, password, why):
    in_force(PERMU_PASSWORDS=profile)
    said = refusals(password)
    assert why in said
    assert bool(said) == bool(why)


def test_a_password_like_the_persons_name_is_refused(in_force):
    in_force()
    assert "太相近" in refusals("Wang-Xiaoming1", User(username="wangxiaoming1"))


@pytest.mark.parametrize(
    "environment",
    [
        {"PERMU_PASSWORDS": "none"},
        {"PERMU_PASSWORD_LENGTH": "7"},
        {"PERMU_PASSWORD_LENGTH": "65"},
        {"PERMU_PASSWORDS": "asvs", "PERMU_PASSWORD_LENGTH": "14"},
        {"PERMU_PASSWORD_DAYS": "0"},
        {"PERMU_PASSWORD_DAYS": "181"},
        {"PERMU_PASSWORD_DAYS": "-1"},
    ],
)
def test_rules_looser_than_what_they_stand_for_keep_the_office_from_starting(environment):
    with pytest.raises(UnsoundRulesError):
        profile_of(environment)


@given(length=st.integers(8, 64), days=st.integers(1, 180))
def test_what_an_office_may_ask_for_is_what_it_gets(length: int, days: int):
    profile = profile_of({"PERMU_PASSWORD_LENGTH": str(length), "PERMU_PASSWORD_DAYS": str(days)})
    assert (profile.length, profile.days, profile.kinds, profile.kept) == (length, days, 3, 5)


def test_the_page_says_the_rules_in_force_in_both_languages(in_force, clerk, page_of):
    page = page_of(clerk)
    in_force(PERMU_PASSWORD_LENGTH="14")
    said = page.get("/password/").content.decode()
    assert "至少 14 个字符" in said
    assert "至少含 3 种" in said
    assert "最近 5 次" in said
    assert "用满 90 天" in said
    in_force(PERMU_PASSWORDS="asvs")
    page.post("/language/", {"language": "en"})
    said = page.get("/password/").content.decode()
    assert "At least 15 characters" in said
    assert "kinds" not in said
    assert "last 5" not in said


def test_none_of_the_last_five_comes_again_and_the_sixth_may(in_force, clerk, page_of):
    in_force()
    page = page_of(clerk)
    ours = [f"Zhe li {n} mu tian {n}" for n in range(6)]
    for old, new in zip([PASSWORD, *ours], ours, strict=False):
        assert change(page, new, old=old).status_code == 302

    for used in ours[1:]:
        assert "这个口令用过" in change(page, used, old=ours[-1]).content.decode()
    assert change(page, ours[0], old=ours[-1]).status_code == 302
    clerk.refresh_from_db()
    assert clerk.used_passwords.count() == 5
    assert not clerk.used_passwords.filter(hash__contains="mu tian").exists()


def test_a_password_from_before_the_rules_does_not_come_again_either(in_force, clerk):
    in_force()
    User.objects.filter(pk=clerk.pk).update(password=make_password(GOOD))
    clerk.refresh_from_db()
    clerk.used_passwords.all().delete()
    assert "这个口令用过" in refusals(GOOD, clerk)


def test_a_password_too_old_opens_the_page_that_changes_it_and_no_other(in_force, clerk, page_of):
    in_force()
    page = page_of(clerk)
    User.objects.filter(pk=clerk.pk).update(password_at=timezone.now() - timedelta(days=91))
    assert page.get("/rounds/").url == "/password/"
    assert "更换期限" in page.get("/password/").content.decode()

    assert change(page, GOOD).status_code == 302
    assert page.get("/rounds/").status_code == 200


def test_under_asvs_no_password_grows_too_old(in_force, clerk, page_of):
    in_force(PERMU_PASSWORDS="asvs")
    page = page_of(clerk)
    User.objects.filter(pk=clerk.pk).update(password_at=timezone.now() - timedelta(days=3000))
    assert page.get("/rounds/").status_code == 200


@pytest.mark.parametrize("profile", ["dengbao", "asvs"])
def test_a_first_password_follows_the_rules_and_opens_once(in_force, clerk, profile):
    in_force(PERMU_PASSWORDS=profile, PERMU_PASSWORD_LENGTH="20")
    said = {"username": "clerk", "password": new_password(clerk, by=None)}
    assert refusals(said["password"]) == ""
    first, again = Client(), Client()

    assert first.post("/sign-in/", said).status_code == 302
    assert "首次口令只能用一次" in again.post("/sign-in/", said).content.decode()
    assert change(first, "a word of My own 4 us", old=said["password"]).status_code == 302
    said["password"] = "a word of My own 4 us"
    assert again.post("/sign-in/", said).status_code == 302


def test_an_old_hash_becomes_one_of_today_at_the_next_sign_in(clerk, settings, client):
    settings.PASSWORD_HASHERS = [ARGON, "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    old = PBKDF2PasswordHasher().encode(PASSWORD, "s" * 22, iterations=1000)
    User.objects.filter(pk=clerk.pk).update(password=old)

    assert client.post("/sign-in/", {"username": "clerk", "password": PASSWORD}).status_code == 302
    clerk.refresh_from_db()
    assert identify_hasher(clerk.password).algorithm == "argon2"
    assert "m=19456,t=2,p=1" in clerk.password
    assert client.get("/rounds/").status_code == 200


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"old_password": "x"}, "旧口令不对"),
        ({"new_password2": "x"}, "两次输入的新口令不一样"),
        ({"new_password1": "short", "new_password2": "short"}, "口令太短"),
    ],
)
def test_a_refused_change_says_why_and_leaves_the_password(in_force, clerk, page_of, said, why):
    in_force()
    asked = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD} | said
    assert why in page_of(clerk).post("/password/", asked).content.decode()
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_a_kept_password_is_told_nowhere(clerk):
    keep_password(clerk, GOOD)
    assert GOOD not in str(list(Record.objects.values_list("about", "details")))


def test_who_sits_at_an_open_page_cannot_try_old_passwords_for_ever(clerk, page_of):
    page = page_of(clerk)
    for _ in range(5):
        last = change(page, GOOD, old="wrong")
    assert last.status_code == 429
    assert Record.objects.filter(verb="sign_in_failed", actor=clerk).count() == 5
    assert change(page, GOOD).status_code == 429
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)
