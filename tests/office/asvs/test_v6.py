"""ASVS V6: passwords are taken as they are typed, held against lists, and asked for properly."""

import re

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from permu.register.models import User
from permu.register.passwords.profiles import profile_of
from permu.register.passwords.validators import OFFICE_WORDS
from tests.office.asvs.source import scripts, templates
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LONG = " Zhe li you 4 mu tian, 收成 hao " * 8


@pytest.fixture(params=["dengbao", "asvs"])
def in_force(request, settings) -> str:
    profile = profile_of({"PERMU_PASSWORDS": request.param})
    settings.PERMU_PASSWORD_PROFILE = profile
    settings.AUTH_PASSWORD_VALIDATORS = profile.validators
    return request.param


def is_refused(password: str) -> bool:
    try:
        validate_password(password)
    except ValidationError:
        return True
    return False


def test_every_password_of_the_list_of_breached_ones_is_refused(in_force: str):
    found = CommonPasswordValidator().passwords
    assert len(found) > 3000
    assert [one for one in found if len(one) >= 12 and not is_refused(one)] == []


@given(
    word=st.sampled_from(["permu", "mujun", "亩均", "admin", "password", "口令"]),
    times=st.integers(2, 6),
)
def test_the_offices_own_words_make_no_password(word: str, times: int):
    assert OFFICE_WORDS.fullmatch(word)
    said = (word * times).capitalize() + "@1"
    with pytest.raises(ValidationError):
        validate_password(said, password_validators=_validators())


def _validators():
    from django.contrib.auth.password_validation import get_password_validators

    return get_password_validators(profile_of({"PERMU_PASSWORD_LENGTH": "8"}).validators)


def test_a_long_password_with_spaces_is_kept_whole_and_no_other_opens(in_force, clerk, page_of):
    said = {"old_password": PASSWORD, "new_password1": LONG, "new_password2": LONG}
    assert page_of(clerk).post("/password/", said).status_code == 302
    assert len(LONG) > 128

    def opens(password: str) -> bool:
        said = {"username": "clerk", "password": password}
        return Client().post("/sign-in/", said).status_code == 302

    assert opens(LONG)
    for other in (LONG.strip(), LONG[:128], LONG.lower(), LONG + "x"):
        assert not opens(other)


def test_every_password_is_hidden_while_typed_and_may_be_pasted_and_kept():
    fields = [
        (name, field)
        for name, text in templates().items()
        for field in re.findall(r"<input[^>]*password[^>]*>", text)
    ]
    assert len(fields) >= 1
    for name, field in fields:
        assert 'type="password"' in field, name
        assert re.search(r'autocomplete="[^"]*(current|new)-password', field), name
    assert not [name for name, text in scripts().items() if "paste" in text]


def test_the_form_that_changes_a_password_hides_all_three(clerk, page_of):
    shown = page_of(clerk).get("/password/").content.decode()
    fields = re.findall(r'<input[^>]*name="(?:old_password|new_password\d)"[^>]*>', shown)
    assert len(fields) == 3
    assert all('type="password"' in field and "autocomplete=" in field for field in fields)


def test_an_account_has_no_hint_and_no_secret_question():
    names = {field.name for field in User._meta.get_fields()}
    assert not [name for name in names if re.search("hint|question|answer|recover", name)]


def test_there_is_one_way_in_for_people_and_it_asks_for_a_password(clerk, settings):
    assert settings.AUTHENTICATION_BACKENDS == ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]  # fmt: skip
    for said in ({"username": "clerk"}, {"username": "clerk", "password": ""}, {"user": clerk.pk}):
        page = Client()
        page.post("/sign-in/", said)
        assert page.get("/rounds/").status_code == 302


@pytest.mark.parametrize(
    "password", ["quiet land of five mu", "7205619384027561", "青山镇今年收成很好的四亩田在河边", "ALL CAPITAL LETTERS"]
)  # fmt: skip
def test_under_asvs_a_password_of_one_kind_of_signs_is_taken(password: str, settings):
    settings.AUTH_PASSWORD_VALIDATORS = profile_of({"PERMU_PASSWORDS": "asvs"}).validators
    assert not is_refused(password)
    settings.AUTH_PASSWORD_VALIDATORS = profile_of({"PERMU_PASSWORDS": "dengbao"}).validators
    assert is_refused(password)


@pytest.mark.parametrize("days", ["1", "90", "180"])
def test_under_asvs_no_password_grows_too_old_by_any_setting(days: str):
    assert profile_of({"PERMU_PASSWORDS": "asvs", "PERMU_PASSWORD_DAYS": days}).days == 0
    assert profile_of({"PERMU_PASSWORDS": "dengbao", "PERMU_PASSWORD_DAYS": days}).days == int(days)
