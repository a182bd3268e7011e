"""The frame: sign-in and its limits, languages, headers, pages that stand where a page cannot."""

import pytest
from django.test import Client
from django.urls import reverse

from permu.register.models import Record, User
from tests.office.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD):
    return client.post(reverse("sign_in"), {"username": username, "password": password})


@pytest.mark.parametrize(
    ("who", "home"),
    [("clerk", "/rounds/"), ("leader", "/overview/"), ("owner", "/mine/")],
)
def test_each_role_is_sent_to_its_own_first_page(request, client, who, home):
    user = request.getfixturevalue(who)

    assert sign_in(client, user.username).url == "/"
    assert client.get("/").url == home


def test_a_sign_in_is_recorded(clerk: User, client: Client):
    sign_in(client, "clerk")

    assert Record.objects.filter(verb="sign_in", actor=clerk).count() == 1


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(clerk: User, client: Client):
    wrong = sign_in(client, "clerk", "wrong").content.decode()
    unknown = sign_in(client, "nobody", "wrong").content.decode()

    assert "用户名或口令不对" in wrong
    assert scrubbed(wrong, "clerk") == scrubbed(unknown, "nobody")


def scrubbed(page: str, name: str) -> str:
    lines = [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines).replace(name, "")


def test_five_wrong_passwords_lock_that_name_and_no_other(
    clerk: User, leader: User, client: Client
):
    answers = [sign_in(client, "clerk", "wrong").status_code for _ in range(5)]

    assert answers[-1] == 429
    assert sign_in(client, "clerk").status_code == 429
    assert sign_in(client, "leader").status_code == 302


def test_a_stranger_is_sent_to_sign_in_and_back(client: Client):
    answer = client.get("/rounds/")

    assert answer.status_code == 302
    assert answer.url == "/sign-in/?next=/rounds/"


def test_a_first_password_opens_one_page_only(clerk: User, page_of):
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    page = page_of(clerk)

    assert page.get("/rounds/").url == "/password/"
    changed = {
        "old_password": PASSWORD,
        "new_password1": "Quiet land of 5 mu",
        "new_password2": "Quiet land of 5 mu",
    }
    assert page.post("/password/", changed).status_code == 302
    assert page.get("/rounds/").status_code == 200


def test_a_session_ends_after_its_longest_time(clerk: User, page_of, settings):
    page = page_of(clerk)
    page.get("/rounds/")
    settings.SESSION_LONGEST = -1

    assert page.get("/rounds/").url == "/sign-in/?ended=longest"


def test_signing_out_ends_the_session_on_the_server(clerk: User, page_of):
    page = page_of(clerk)
    session = page.cookies["session"].value
    page.post("/sign-out/")
    thief = Client()
    thief.cookies["session"] = session

    assert thief.get("/rounds/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/",
        "/healthz",
        "/no-such-page/",
        "/rounds/",
        "/static/permu/icon.svg",
        "/static/none",
    ],
)
def test_every_answer_carries_the_headers_that_keep_scripts_and_frames_out(address, clerk, page_of):
    headers = page_of(clerk).get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_request_for_another_host_is_refused_in_words_and_with_the_same_headers(client: Client):
    answer = client.get("/sign-in/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "请求有误" in answer.content.decode()
    assert "evil.example" not in answer.content.decode()
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_signing_in_gives_a_new_session_so_that_a_planted_one_is_worth_nothing(
    clerk: User, client: Client
):
    client.get("/sign-in/")
    client.post("/language/", {"language": "en"})
    client.cookies["session"] = planted = "a" * 32
    sign_in(client, "clerk")

    assert client.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert thief.get("/rounds/").status_code == 302


def test_a_changed_password_ends_the_sessions_elsewhere(clerk: User, page_of):
    here, elsewhere = page_of(clerk), page_of(clerk)
    new = "Quiet land of 5 mu"
    here.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

    assert here.get("/rounds/").status_code == 200
    assert elsewhere.get("/rounds/").status_code == 302


def test_a_person_whose_account_is_disabled_is_out_at_once_and_cannot_come_back(
    clerk: User, page_of, client: Client
):
    page = page_of(clerk)
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert page.get("/rounds/").status_code == 302
    assert "用户名或口令不对" in sign_in(client, "clerk").content.decode()


def test_an_unknown_name_costs_as_many_hashes_as_a_known_one(clerk: User, client, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode",
        lambda self, password, salt: hashed.append(password) or encode(self, password, salt),
    )  # fmt: skip
    counts = []
    for name in ("clerk", "nobody"):
        hashed.clear()
        sign_in(client, name, "wrong")
        counts.append(len(hashed))

    assert counts == [1, 1]


def test_signed_in_pages_stay_out_of_caches(clerk: User, page_of):
    assert page_of(clerk).get("/rounds/")["Cache-Control"] == "no-store"


def test_an_absent_page_says_so_in_chinese_and_in_english(clerk: User, page_of):
    page = page_of(clerk)

    assert "没有这个页面" in page.get("/no-such-page/").content.decode()
    page.post("/language/", {"language": "en"})
    assert "There is no such page" in page.get("/no-such-page/").content.decode()


def test_a_page_that_breaks_says_so_and_tells_nothing_else(clerk: User, page_of, monkeypatch):
    monkeypatch.setattr("permu.evaluations.views.rounds.rounds_for", lambda user: 1 / 0)
    page = page_of(clerk)
    page.raise_request_exception = False

    answer = page.get("/rounds/")

    assert answer.status_code == 500
    assert "系统内部出错" in answer.content.decode()
    assert "ZeroDivisionError" not in answer.content.decode()


def test_a_form_without_its_token_changes_nothing(clerk: User):
    page = Client(enforce_csrf_checks=True)
    page.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")

    answer = page.post("/sign-out/")

    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()
    assert page.get("/rounds/").status_code == 200


def test_health_answers_without_sign_in(client: Client):
    assert client.get("/healthz").content == b"ok"
