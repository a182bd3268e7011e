"""Signing in by an identity provider: only its own word, of now, to what was asked, for an account that is linked."""

import time
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from django.test import Client
from django.utils import timezone

from permu.doors.site.oidc import flow
from permu.doors.site.oidc.provider import provider_of
from permu.register.actions import close_account, link_identity
from permu.register.models import OutsideIdentity, Record, User
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD
from tests.office.oidc.provider import CLIENT, OWN, SECRET, STRANGERS, running_provider
from tests.office.phones import give, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
BEGIN, BACK = "/sign-in/provider/", "/sign-in/provider/back/"
REFUSED = "统一身份平台的答复没有通过核对"


@pytest.fixture
def provider(settings):
    with running_provider() as running:
        flow._described.cache_clear()
        settings.PERMU_OIDC = provider_of(environment(running.issuer))
        yield running
    flow._described.cache_clear()


def environment(issuer: str, **more: str) -> dict[str, str]:
    names = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    said = dict(zip(names, (issuer, CLIENT, SECRET), strict=True)) | more
    return {f"PERMU_OIDC_{name}": value for name, value in said.items()}


@pytest.fixture
def linked(provider, clerk: User, admin: User, settings) -> User:
    link_identity(clerk, settings.PERMU_OIDC.issuer, provider.subject, by=admin)
    return clerk


def tried(provider, page: Client | None = None, then: str = "", **changed: str):
    """Somebody goes to the provider, signs in and comes back, with something `changed` on the way."""
    page = page or Client()
    sent = page.get(BEGIN, {"next": then} if then else {})
    return page, page.get(BACK, provider.signs_in(sent.url) | changed)


def is_inside(page: Client) -> bool:
    return page.get("/password/").status_code == 200


def why() -> str:
    return str(Record.objects.filter(verb="sign_in_failed").order_by("-pk")[0].details["why"])


def test_who_is_linked_comes_in_and_the_log_says_by_whom(provider, linked):
    page, answer = tried(provider, then="/rounds/new/")

    assert answer.url == "/rounds/new/"
    assert is_inside(page)
    line = Record.objects.get(verb="sign_in")
    assert line.actor == linked
    assert line.details["provider"] == provider.issuer
    assert "provider" not in page.cookies or not page.cookies["provider"].value


def test_the_door_shows_the_button_only_where_there_is_a_provider(provider, settings):
    assert "统一身份登录" in Client().get("/sign-in/").content.decode()
    settings.PERMU_OIDC = provider_of(environment(provider.issuer, LABEL="浙政钉登录"))
    assert "浙政钉登录" in Client().get("/sign-in/").content.decode()
    settings.PERMU_OIDC = None
    assert "统一身份登录" not in Client().get("/sign-in/").content.decode()
    assert Client().get(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404


def test_the_cookie_of_a_sign_in_is_short_and_of_no_script(provider):
    page = Client()
    page.get(BEGIN)
    cookie = page.cookies["provider"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 600


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "MissingRequiredClaimError"),
        ({"aud": "another"}, "InvalidAudienceError"),
        ({"aud": [CLIENT, "another"]}, "azp"),
        ({"azp": "another"}, "azp"),
        ({"iss": "https://another.example.cn"}, "InvalidIssuerError"),
        ({"exp": int(time.time()) - 120}, "ExpiredSignatureError"),
        ({"exp": None}, "MissingRequiredClaimError"),
        ({"iat": int(time.time()) - 1200}, "iat"),
        ({"iat": int(time.time()) + 86_400}, "ImmatureSignatureError"),
        ({"sub": None}, "MissingRequiredClaimError"),
    ],
)
def test_a_token_that_is_not_of_this_sign_in_lets_nobody_in(provider, linked, claims, reason):
    provider.claims = claims
    page, answer = tried(provider)

    assert answer.url == "/sign-in/"
    assert not is_inside(page)
    assert why() == reason
    assert REFUSED in page.get("/sign-in/").content.decode()


def test_a_signature_of_somebody_else_or_of_none_lets_nobody_in(provider, linked):
    public = OWN.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    for key, algorithm, reason in (
        (STRANGERS, "RS256", "InvalidSignatureError"),
        (None, "none", "InvalidAlgorithmError"),
        (public.replace(b"PUBLIC KEY", b"PUBLIC-KEY"), "HS256", "InvalidAlgorithmError"),
    ):
        provider.key, provider.algorithm = key, algorithm
        assert not is_inside(tried(provider)[0])
        assert why() == reason


def test_a_key_that_the_provider_does_not_show_lets_nobody_in(provider, linked):
    provider.kid = "k2"
    assert not is_inside(tried(provider)[0])
    assert why() == "kid"
    provider.kid = None
    assert is_inside(tried(provider)[0])


def test_an_answer_to_something_else_lets_nobody_in(provider, linked):
    for changed, reason in (
        ({"state": "another"}, "state"),
        ({"code": ""}, "error"),
        ({"error": "access_denied"}, "error"),
        ({"iss": "https://another.example.cn"}, "iss"),
    ):
        assert not is_inside(tried(provider, **changed)[0])
        assert why() == reason
    answer = provider.signs_in(Client().get(BEGIN).url)
    elsewhere = Client()
    elsewhere.get(BACK, answer)
    assert not is_inside(elsewhere)
    assert why() == "cookie"


def test_where_the_provider_names_itself_in_its_answers_it_must(provider, linked):
    provider.about = {"authorization_response_iss_parameter_supported": True}
    assert not is_inside(tried(provider)[0])
    assert why() == "iss"
    assert is_inside(tried(provider, iss=provider.issuer)[0])


def test_a_code_counts_once_and_for_who_asked(provider, linked):
    page = Client()
    answer = provider.signs_in(page.get(BEGIN).url)
    cookie = page.cookies["provider"].value
    page.get(BACK, answer)
    assert is_inside(page)

    again = Client()
    again.cookies["provider"] = cookie
    again.get(BACK, answer)
    assert not is_inside(again)
    mine = Client()
    begun = mine.get(BEGIN)
    stolen = provider.signs_in(
        Client().get(BEGIN).url
    )  # another's code, slipped into one's own sign-in
    mine.get(BACK, provider.signs_in(begun.url) | {"code": stolen["code"]})
    assert not is_inside(mine)


def test_a_bent_or_old_cookie_lets_nobody_in(provider, linked, monkeypatch):
    page = Client()
    answer = provider.signs_in(page.get(BEGIN).url)
    cookie = page.cookies["provider"].value
    for bent in (cookie[:-1] + ("A" if cookie[-1] != "A" else "B"), "x"):
        page.cookies["provider"] = bent
        page.get(BACK, answer)
        assert not is_inside(page)
    page.cookies["provider"] = cookie
    monkeypatch.setattr("django.core.signing.time.time", lambda: time.time_ns() / 1e9 + 601)
    page.get(BACK, answer)
    assert not is_inside(page)


def test_nobody_is_led_to_another_host(provider, linked):
    for there in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        assert tried(provider, then=there)[1].url == "/"


def test_a_person_without_an_open_account_is_told_no_more_than_that(provider, linked, admin):
    def told() -> str:
        page = tried(provider)[0]
        assert not is_inside(page)
        return page.get("/sign-in/").content.decode().split("<main")[1].split("csrf")[0]

    provider.subject = "u-2002"
    texts = [told()]
    provider.subject = "u-1001"
    User.objects.filter(pk=linked.pk).update(expires_on=timezone.localdate() - timedelta(1))
    texts.append(told())
    User.objects.filter(pk=linked.pk).update(expires_on=None)
    close_account(linked, by=admin)
    texts.append(told())

    assert len(set(texts)) == 1
    assert "没有可用的账号与它关联" in texts[0]
    assert why() == "not_linked"


def test_the_same_word_of_another_provider_opens_nothing(provider, linked, settings):
    OutsideIdentity.objects.update(issuer="https://before.example.cn")
    assert not is_inside(tried(provider)[0])


def test_a_provider_that_does_not_answer_leaves_the_password(provider, linked):
    provider.broken = True
    page = Client()
    assert page.get(BEGIN).url == "/sign-in/"
    text = page.get("/sign-in/").content.decode()
    assert "统一身份平台没有应答" in text
    page.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    assert is_inside(page)


def test_a_description_of_somebody_else_or_in_the_clear_is_not_followed(provider, linked):
    for about, reason in (
        ({"issuer": "https://another.example.cn"}, "issuer"),
        ({"authorization_endpoint": "http://sso.example.cn/a"}, "authorization_endpoint"),
    ):
        flow._described.cache_clear()
        provider.about = about
        assert Client().get(BEGIN).url == "/sign-in/"
        assert why() == reason


def test_the_strength_that_the_office_demands_must_be_said(provider, linked, settings):
    settings.PERMU_OIDC = provider_of(environment(provider.issuer, ACR="loa3, loa4"))
    assert "acr_values=loa3+loa4" in Client().get(BEGIN).url
    assert not is_inside(tried(provider)[0])
    assert why() == "acr"
    provider.claims = {"acr": "loa4"}
    assert is_inside(tried(provider)[0])


def test_who_has_a_second_factor_gives_it_unless_the_provider_asked_for_two(
    provider, linked, settings, page_of, clock
):
    phone = set_up(page_of(linked), clock)
    page, answer = tried(provider, then="/rounds/")
    assert answer.url == "/sign-in/code/"
    assert not is_inside(page)
    assert give(page, phone.next_code()).url == "/rounds/"
    assert is_inside(page)
    assert Record.objects.filter(verb="sign_in").latest("pk").details["provider"] == provider.issuer

    settings.PERMU_OIDC = provider_of(environment(provider.issuer, TWO_FACTORS="mfa"))
    provider.claims = {"amr": ["pwd", "mfa"]}
    assert is_inside(tried(provider)[0])


def test_a_demanded_second_factor_may_be_the_providers(provider, linked, settings):
    settings.PERMU_SECOND_FACTOR = type(settings.PERMU_SECOND_FACTOR)("everyone")
    page = tried(provider)[0]
    assert page.get("/rounds/").url == "/second-factor/"
    settings.PERMU_OIDC = provider_of(environment(provider.issuer, TWO_FACTORS="mfa"))
    provider.claims = {"acr": "mfa"}
    page = tried(provider)[0]
    assert page.get("/rounds/").status_code == 200


def test_who_comes_by_the_provider_changes_no_password_first_and_uses_none_up(provider, linked):
    User.objects.filter(pk=linked.pk).update(must_change_password=True)
    page = tried(provider)[0]

    assert page.get("/rounds/").status_code == 200
    assert not User.objects.get(pk=linked.pk).first_password_used
    other = Client()
    other.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    assert other.get("/rounds/").url == "/password/"


def test_our_own_limits_hold_and_no_token_is_kept(provider, linked, settings):
    page = tried(provider)[0]
    session = page.session
    assert session.get_expiry_age() <= settings.SESSION_COOKIE_AGE
    kept = str(dict(session.items())) + str(list(Record.objects.values_list("details", flat=True)))
    assert "eyJ" not in kept
    assert SECRET not in kept
    page.post("/sign-out/")
    assert not is_inside(page)


def test_an_account_is_linked_by_the_administrator_and_an_identity_opens_one(
    provider, clerk, leader, admin, page_of, settings
):
    page = page_of(admin)
    assert "统一身份号" in page.get("/people/").content.decode()
    page.post(f"/people/{clerk.pk}/identity/", {"subject": " u-1 "})
    assert OutsideIdentity.objects.get().subject == "u-1"
    refused = page.post(f"/people/{leader.pk}/identity/", {"subject": "u-1"}).content.decode()
    assert "已经关联了另一个账号" in refused
    page.post(f"/people/{clerk.pk}/identity/", {"subject": "u-1"})
    page.post(f"/people/{clerk.pk}/identity/", {"subject": ""})
    assert not OutsideIdentity.objects.exists()
    with pytest.raises(Refused, match="超过 255"):
        link_identity(clerk, "i", "x" * 256, by=admin)
    lines = Record.objects.filter(verb="link_identity").order_by("pk")
    assert [(one.details["before"], one.details["after"]) for one in lines] == [
        ("", "u-1"),
        ("u-1", ""),
    ]
    assert page_of(clerk).get(f"/people/{clerk.pk}/identity/").status_code == 404


@pytest.mark.parametrize("left_out", ["ISSUER", "CLIENT_ID", "CLIENT_SECRET"])
def test_half_a_provider_keeps_the_office_from_starting(left_out):
    said = environment("https://sso.example.cn")
    del said[f"PERMU_OIDC_{left_out}"]
    with pytest.raises(Refused, match=f"缺 PERMU_OIDC_{left_out}，程序没有启动"):
        provider_of(said)


def test_a_provider_in_the_clear_keeps_the_office_from_starting():
    for issuer in ("http://sso.example.cn", "http://127.0.0.1.example.cn", "sso.example.cn"):
        with pytest.raises(Refused, match="不是 https 开头"):
            provider_of(environment(issuer))
    assert provider_of({}) is None


def test_the_library_takes_no_other_algorithm_than_ours(provider):
    assert set(flow.ALGORITHMS) <= set(jwt.algorithms.get_default_algorithms())
    assert not [name for name in flow.ALGORITHMS if name.startswith("HS") or name == "none"]
