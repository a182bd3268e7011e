"""One's second factor: set up with proof that it works, turned off with both factors, demanded by the office, reset when lost."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from permu.register.factors.policy import Demand, demand_of
from permu.register.models import Record, RecoveryCode, Role, SecondFactor
from permu.terms.refusal import Refused
from tests.office.conftest import PASSWORD
from tests.office.phones import CODES, Phone, give, half_way, inside, set_up, shown_key

pytestmark = pytest.mark.django_db


def verbs() -> list[str]:
    found = Record.objects.filter(verb__regex="factor|renew_codes").order_by("pk")
    return list(found.values_list("verb", flat=True))


def say(page: Client, deed: str, code: str, password: str = PASSWORD, **more: str) -> str:
    said = {"recovery" if "-" in code else "code": code, "password": password} | more
    return page.post(f"/second-factor/{deed}/", said, follow=True).content.decode()


def test_the_page_shows_a_key_that_is_kept_nowhere_and_another_one_each_time(clerk, page_of):
    page = page_of(clerk)
    assert shown_key(page)[0] != shown_key(page)[0]
    assert len(shown_key(page)[0]) == 32
    assert "data:image/svg+xml" in page.get("/second-factor/").content.decode()
    assert not SecondFactor.objects.exists()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"password": "wrong"}, "口令不对，没有改动"),
        ({"code": "000000"}, "验证码不对，没有开启"),
        ({"code": ""}, "验证码不对，没有开启"),
        ({"seed": "x"}, "密钥已作废"),
        ({"seed": ""}, "密钥已作废"),
    ],
)
def test_it_is_not_on_before_password_and_code_are_right(clerk, page_of, clock, change, why):
    page = page_of(clerk)
    key, seed = shown_key(page)
    said = {"seed": seed, "code": Phone(clock, key).code(), "password": PASSWORD}
    answer = page.post("/second-factor/on/", said | change).content.decode()
    assert why in answer
    assert not SecondFactor.objects.exists()
    assert verbs() == []
    if "seed" not in change:
        assert key in answer.replace(" ", ""), "the key that was scanned stays the one"


def test_the_key_shown_to_another_person_is_nobodys(clerk, leader, page_of, clock):
    key, seed = shown_key(page_of(leader))
    said = {"seed": seed, "code": Phone(clock, key).code(), "password": PASSWORD}
    assert "密钥已作废" in page_of(clerk).post("/second-factor/on/", said).content.decode()
    assert not SecondFactor.objects.exists()


def test_once_it_is_on_nobody_puts_another_in_its_place(phone, clerk, page_of, clock):
    page = page_of(clerk)
    seed = SecondFactor.objects.get().seed
    assert page.post("/second-factor/on/", {"seed": seed, "password": PASSWORD}).status_code == 302
    assert SecondFactor.objects.get().seed == seed
    shown = page.get("/second-factor/").content.decode()
    assert "没用过的恢复码还有 10 个" in shown
    assert 'class="token"' not in shown


def test_the_sessions_elsewhere_end_with_each_change(clerk, page_of, clock):
    here, elsewhere = page_of(clerk), page_of(clerk)
    phone = set_up(here, clock)
    assert (inside(here), inside(elsewhere)) == (True, False)
    for deed in ("codes", "off"):
        elsewhere = page_of(clerk)
        say(here, deed, phone.next_code())
        assert (inside(here), inside(elsewhere)) == (True, False)


@pytest.mark.parametrize("deed", ["codes", "off"])
def test_no_change_without_both_factors(phone, clerk, page_of, deed):
    page = page_of(clerk)
    code, before = phone.code(), verbs()
    assert "口令不对" in say(page, deed, code, "wrong")
    assert "验证码不对" in say(page, deed, "000000")
    assert verbs() == before
    assert RecoveryCode.objects.count() == 10
    say(page, deed, code)  # the wrong password used no code up
    assert verbs() == [*before, {"codes": "renew_codes", "off": "turn_off_factor"}[deed]]


def test_guesses_on_ones_own_page_lock_as_at_the_door(phone, clerk, page_of):
    page = page_of(clerk)
    for _ in range(5):
        last = page.post("/second-factor/off/", {"code": "000000", "password": PASSWORD})
    assert last.status_code == 429
    assert SecondFactor.objects.exists()
    failed = Record.objects.filter(verb="sign_in_failed")
    assert [(one.actor, one.about) for one in failed] == [(clerk, "clerk")] * 5


def test_renewed_codes_take_the_place_of_all_before(phone, clerk, page_of):
    new = CODES.findall(say(page_of(clerk), "codes", phone.code()))
    assert len(new) == 10
    page = half_way("clerk")
    for old in phone.paper[:3]:
        give(page, old)
    assert not inside(page)
    give(page, new[0])
    assert inside(page)


def test_who_lost_the_telephone_turns_it_off_with_a_recovery_code(phone, clerk, page_of, client):
    assert "已关闭两步验证" in say(page_of(clerk), "off", phone.paper[0])
    assert not RecoveryCode.objects.exists()
    client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    assert inside(client)
    assert "关闭了两步验证" in clerk.notices.first().text


def test_who_has_none_has_nothing_to_turn_off(clerk, page_of):
    for deed in ("off", "codes"):
        assert "没有开启" in say(page_of(clerk), deed, "000000")
    assert verbs() == []


def test_neither_a_code_nor_a_password_stands_in_any_note_of_a_failure(phone, clerk, page_of):
    page = page_of(clerk)
    say(page, "off", "123456")
    say(page, "off", "ABCD-EFGH-JKMN")
    new = {"new_password1": "Wo xin de 5 mu", "new_password2": "Wo xin de 5 mu"}
    page.post("/password/", {"old_password": "Wo jiu de 4 mu", **new})
    [note] = AccessAttempt.objects.all()
    assert note.failures_since_start == 3
    kept = f"{note.post_data} {list(Record.objects.values_list('about', 'details'))}"
    for secret in ("123456", "EFGH", "xin de", "jiu de", phone.key):
        assert secret not in kept


@pytest.mark.parametrize("demand", Demand)
@pytest.mark.parametrize(
    "who", ["clerk", "leader", "admin", "auditor", "town", "department", "owner"]
)
def test_where_the_office_demands_it_no_other_page_opens_before(
    request, page_of, clock, settings, demand, who
):
    user = request.getfixturevalue(who)
    page = page_of(user)
    settings.PERMU_SECOND_FACTOR = demand
    must = demand == Demand.EVERYONE or (demand == Demand.OFFICE and user.role != Role.ENTERPRISE)
    answer = page.get("/sessions/")
    assert (answer.status_code == 302) == must
    if not must:
        return
    assert answer.url == "/second-factor/"
    assert page.post("/sessions/end/").url == "/second-factor/"
    assert "要先开启两步验证" in page.get("/second-factor/").content.decode()
    assert page.get("/password/").status_code == 200
    set_up(page, clock)
    assert page.get("/sessions/").status_code == 200


def test_where_it_is_demanded_turning_it_off_leads_to_setting_up_another(
    phone, clerk, page_of, settings
):
    settings.PERMU_SECOND_FACTOR = Demand.EVERYONE
    page = page_of(clerk)
    say(page, "off", phone.code())
    assert page.get("/rounds/").url == "/second-factor/"


def test_a_first_password_is_changed_before_anything_is_set_up(clerk, page_of, settings):
    settings.PERMU_SECOND_FACTOR = Demand.EVERYONE
    clerk.must_change_password = True
    clerk.save()
    page = page_of(clerk)
    assert page.get("/second-factor/").url == "/password/"


@pytest.mark.parametrize(
    ("said", "demand"),
    [
        ({}, "optional"),
        ({"PERMU_SECOND_FACTOR": ""}, "optional"),
        ({"PERMU_SECOND_FACTOR": "office"}, "office"),
    ],
)
def test_the_environment_says_of_whom_it_is_demanded(said, demand):
    assert demand_of(said) == demand


@pytest.mark.parametrize("said", ["yes", "1", "OFFICE", "all"])
def test_a_demand_that_there_is_not_keeps_the_office_from_starting(said):
    with pytest.raises(Refused) as refused:
        demand_of({"PERMU_SECOND_FACTOR": said})
    assert f"写的是“{said}”" in str(refused.value)
    assert "optional（自愿）、office（企业账号以外都要）或 everyone（全体都要）" in str(
        refused.value
    )


def test_a_lost_one_is_reset_for_a_reason_that_stands_in_the_log(
    phone, admin, clerk, page_of, client
):
    page, admins = page_of(clerk), page_of(admin)
    address = f"/people/{clerk.pk}/second-factor/"
    assert "像开通账号时一样核实本人" in admins.get(address).content.decode()
    for said in ({}, {"reason": "  "}, {"reason": "丢了"}):
        assert "怎样核实" in admins.post(f"{address}reset/", said).content.decode()
    assert SecondFactor.objects.exists()

    admins.post(f"{address}reset/", {"reason": "本人持工作证到场，手机丢失"})
    [line] = Record.objects.filter(verb="reset_factor")
    assert (line.actor, line.about, line.details) == (
        admin,
        "clerk",
        {"reason": "本人持工作证到场，手机丢失"},
    )
    assert not inside(page)
    client.post("/sign-in/", {"username": "clerk", "password": PASSWORD})
    assert inside(client)
    assert "重置了您的两步验证" in client.get("/notices/").content.decode()
    admins.post(f"{address}reset/", {"reason": "再按一次也没有什么"})
    assert Record.objects.filter(verb="reset_factor").count() == 1


def test_no_administrator_resets_the_own_one(admin, page_of, clock):
    page = page_of(admin)
    set_up(page, clock)
    told = page.post(f"/people/{admin.pk}/second-factor/reset/", {"reason": "我自己要重置"})
    assert "不能重置自己的两步验证" in told.content.decode()
    assert SecondFactor.objects.exists()


def test_the_list_of_accounts_says_who_has_one(phone, admin, leader, page_of):
    shown = page_of(admin).get("/people/").content.decode()
    assert shown.count("重置两步验证</a>") == 1


def test_every_deed_leaves_one_line(clerk, admin, page_of, clock):
    page = page_of(clerk)
    phone = set_up(page, clock)
    say(page, "codes", phone.next_code())
    say(page, "off", phone.next_code())
    assert verbs() == ["set_up_factor", "renew_codes", "turn_off_factor"]
    assert phone.key not in str(list(Record.objects.values_list("details", flat=True)))
