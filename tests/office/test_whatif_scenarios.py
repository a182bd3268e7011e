"""Scenarios that people keep: versions, the stack and its order, files, other years; nothing is overwritten."""

import io
import re
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from python_calamine import CalamineWorkbook

from permu.evaluations.actions import keep_scenario
from permu.evaluations.actions import rounds as actions
from permu.evaluations.models import KeptScenario, Run
from permu.method.scenarios import read_scenario
from permu.register.models import Record
from permu.terms.refusal import Refused
from tests.office.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEAVIER, DEARER = "weight.tax_per_mu.above=60", "rate.power_surcharge_d.=0.9"


def keep(client, run: Run, state: str, label: str = "提高税收权重", **more: str) -> KeptScenario:
    more = {"key": f"{state}{label}{more}"[:64], "about": "试试"} | more
    client.post(f"/runs/{run.pk}/whatif/keep/", {"state": state, "label": label, **more})
    found: KeptScenario = KeptScenario.objects.first()
    return found


def upload(client, run: Run, text: str | bytes, name: str = "a.toml") -> str:
    data = text if isinstance(text, bytes) else text.encode()
    address = f"/runs/{run.pk}/whatif/upload/"
    sent = {"file": SimpleUploadedFile(name, data), "key": str(len(data))}
    return client.post(address, sent, follow=True).content.decode()


def file_text(*changes: tuple[str, str, str], id_: str = "other", label: str = "外来") -> str:
    rows = [f'[[change]]\nwhat = "{what}"\nof = "{of}"\nto = {to}' for what, of, to in changes]
    return "\n\n".join([f'[scenario]\nid = "{id_}"\nlabel = "{label}"', *rows]) + "\n"


@pytest.fixture
def office(page_of, clerk):
    return page_of(clerk)


def page(client, run: Run, query: str = "") -> str:
    response = client.get(f"/runs/{run.pk}/whatif/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def moves(text: str) -> list[str]:
    return re.findall(r'class="move-\w+"><b>(\d+)</b>', text)


# keeping


def test_what_is_typed_is_kept_by_name_with_who_and_where_and_opens_as_it_was(
    office, clerk, evaluated: Run
):
    typed = page(office, evaluated, HEAVIER)

    kept = keep(office, evaluated, HEAVIER)

    assert (kept.label, kept.number, kept.code, kept.created_by) == (
        "提高税收权重",
        1,
        "s2025_1",
        clerk,
    )
    assert kept.made_on == evaluated
    scenario = read_scenario(kept.text, name="a")
    assert (scenario.digest, scenario.method) == (kept.digest, evaluated.method_id)
    line = Record.objects.get(verb="keep_scenario")
    assert (line.actor, line.details["digest"]) == (clerk, kept.digest)
    assert moves(page(office, evaluated, f"s={kept.pk}")) == moves(typed)


def test_a_change_is_the_next_version_and_the_earlier_stays_as_it_was(office, evaluated: Run):
    first = keep(office, evaluated, HEAVIER)
    opened = office.get(f"/runs/{evaluated.pk}/whatif/change/{first.pk}/")["Location"]
    assert opened.endswith(f"?{HEAVIER}&of={first.pk}")

    second = keep(office, evaluated, f"weight.tax_per_mu.above=50&of={first.pk}", "再提高一点")

    assert (second.code, second.number) == (first.code, 2)
    assert KeptScenario.objects.get(pk=first.pk).text == first.text
    listed = office.get(f"/runs/{evaluated.pk}/whatif/scenarios/").content.decode()
    assert "以前的 1 版" in listed
    assert "亩均税收权重 30 分 → 50 分（第四条）" in listed


def test_a_change_may_be_kept_as_another_scenario(office, evaluated: Run):
    first = keep(office, evaluated, HEAVIER)

    other = keep(office, evaluated, f"{DEARER}&of={first.pk}", anew="1")

    assert (other.code, other.number) == ("s2025_2", 1)


def test_a_double_click_and_an_unchanged_text_keep_one_version(office, evaluated: Run):
    keep(office, evaluated, HEAVIER, key="one")
    keep(office, evaluated, DEARER, key="one")
    same = KeptScenario.objects.get()

    keep(office, evaluated, f"{HEAVIER}&of={same.pk}", key="two")

    assert KeptScenario.objects.get() == same
    assert Record.objects.filter(verb="keep_scenario").count() == 1


@pytest.mark.parametrize(
    ("state", "label", "said"),
    [
        ("", "空的", "还没有改动任何数"),
        (HEAVIER, "", "请给情景起个名称"),
        (HEAVIER, " ", "请给情景起个名称"),
        (f"{HEAVIER}&alone=1", "不成立", "权重"),
        ("weight.tax_per_mu.above=abc", "不是数", "不是数"),
    ],
)
def test_what_cannot_be_kept_is_told_and_leaves_nothing(office, evaluated: Run, state, label, said):
    sent = {"state": state, "label": label, "key": "k"}
    answer = office.post(f"/runs/{evaluated.pk}/whatif/keep/", sent, follow=True)

    told = re.findall(r'class="message error">([^<]*)', answer.content.decode())
    assert told
    assert said in told[0]
    assert not KeptScenario.objects.exists()


def test_a_version_is_never_changed_or_deleted(office, evaluated: Run):
    kept = keep(office, evaluated, HEAVIER)

    for spoil in (kept.save, kept.delete, KeptScenario.objects.all().delete):
        with pytest.raises(Refused):
            spoil()
    with pytest.raises(Refused):
        KeptScenario.objects.update(label="x")


def test_leaders_keep_scenarios_too_and_everybody_of_the_office_sees_them(
    page_of, clerk, leader, owner, evaluated: Run
):
    type(evaluated.round).objects.update(shared_run=evaluated)

    kept = keep(page_of(leader), evaluated, HEAVIER)

    assert kept.created_by == leader
    assert kept.label in page(page_of(clerk), evaluated)
    assert page_of(owner).get(f"/scenarios/{kept.pk}.toml").status_code == 404


# the stack


def test_a_later_scenario_wins_and_the_page_says_what_is_overridden(office, evaluated: Run):
    sixty = keep(office, evaluated, HEAVIER, "六十")
    fifty = keep(office, evaluated, f"weight.tax_per_mu.above=50&{DEARER}", "五十")

    text = page(office, evaluated, f"s={sixty.pk}&s={fifty.pk}")

    assert "规模以上企业：亩均税收权重：“六十”改过，以“五十”为准" in text
    assert 'name="weight.tax_per_mu.above" step="any" value="" placeholder="50"' in text
    turned = page(office, evaluated, f"s={sixty.pk}&s={fifty.pk}&weight.tax_per_mu.above=45")
    assert "“五十”改过，以“本页调整”为准" in turned


def test_the_order_of_the_stack_is_changed_by_its_buttons(office, evaluated: Run):
    sixty = keep(office, evaluated, HEAVIER, "六十")
    fifty = keep(office, evaluated, "weight.tax_per_mu.above=50", "五十")
    stack = f"s={sixty.pk}&s={fifty.pk}"

    def sent(state: str) -> str:
        fields = dict(QueryDict(state).lists())
        return office.post(f"/runs/{evaluated.pk}/whatif/", fields)["Location"]

    up = sent(f"{stack}&{DEARER}&up={fifty.pk}")
    out = sent(f"{stack}&{DEARER}&out={fifty.pk}")
    added = sent(f"s={sixty.pk}&add={fifty.pk}")

    assert up.endswith(f"?s={fifty.pk}&s={sixty.pk}&{DEARER}")
    assert out.endswith(f"?s={sixty.pk}&{DEARER}")
    assert added.endswith(f"?{stack}")
    assert sent(f"{stack}&{DEARER}&up={sixty.pk}").endswith(f"?{stack}&{DEARER}")
    assert 'placeholder="60"' in office.get(up).content.decode()


def test_what_is_kept_over_a_stack_stands_on_top_of_it(office, evaluated: Run):
    first = keep(office, evaluated, HEAVIER)
    sent = {"state": f"s={first.pk}&{DEARER}", "label": "加价", "key": "b"}

    answer = office.post(f"/runs/{evaluated.pk}/whatif/keep/", sent)

    second = KeptScenario.objects.first()
    assert answer["Location"].endswith(f"?s={first.pk}&s={second.pk}")
    assert "power_surcharge_d" in second.text
    assert "tax_per_mu" not in second.text


# other years, files


def test_numbers_that_the_method_has_not_wait_for_a_decision_and_are_never_left_out_silently(
    office, evaluated: Run
):
    text = file_text(("weight", "tax_per_mu", "60"), ("weight", "patents", "5"))
    waiting = upload(office, evaluated, text)
    kept = KeptScenario.objects.get()

    assert "请决定怎么办" in waiting
    assert "patents" in waiting
    assert not moves(waiting)
    assert "等您决定" in waiting
    fitted = office.post(f"/runs/{evaluated.pk}/whatif/", {"s": kept.pk, "fits": kept.pk})[
        "Location"
    ]
    decided = office.get(fitted).content.decode()
    assert "没有采用" in decided
    assert "patents" in decided
    assert moves(decided)
    opened = office.get(f"/runs/{evaluated.pk}/whatif/change/{kept.pk}/", follow=True)
    assert "还没有打开" in opened.content.decode()


def test_a_number_that_cannot_stand_is_told_as_such_and_not_as_one_that_the_method_has_not(
    office, evaluated: Run
):
    waiting = upload(office, evaluated, file_text(("weight", "tax_per_mu", "-1"), ("cap", "tax_per_mu", "1.5")))  # fmt: skip

    unfit = waiting.split('class="unfit"')[1].split("</div>")[0]
    assert "写的数在本办法里不成立" in unfit
    assert "权重须在 0 与 100 之间，这里是 -1" in unfit
    assert "本办法没有" not in unfit
    assert "只用其余 1 处" in unfit
    listed = office.get(f"/runs/{evaluated.pk}/whatif/scenarios/").content.decode()
    assert "写的数在本办法里不成立" in listed
    assert "本办法没有" not in listed


def test_a_list_that_an_earlier_version_kept_for_one_number_takes_no_page_down(
    office, clerk, evaluated: Run
):
    text = file_text(("weight", "tax_per_mu", "[30, 40]"))
    kept = KeptScenario.objects.create(
        code="old", number=1, label="旧", text=text, digest="0" * 64, made_on=evaluated, created_by=clerk
    )  # fmt: skip

    assert "只能是一个数" in office.get(f"/runs/{evaluated.pk}/whatif/scenarios/").content.decode()
    assert "只能是一个数" in page(office, evaluated, f"s={kept.pk}")


def test_a_scenario_of_which_nothing_fits_can_only_be_taken_out(office, evaluated: Run):
    text = upload(office, evaluated, file_text(("weight", "patents", "5")))

    assert "patents" in text
    assert (
        "只用其余" not in text.split('class="over"')[0].split('class="unfit"')[1].split("</div>")[0]
    )


def test_numbers_that_stand_alone_but_not_together_are_told(office, evaluated: Run):
    text = file_text(("weight", "tax_per_mu", "90"), ("weight", "labor_productivity", "30"))

    unfit = upload(office, evaluated, text).split('class="unfit"')[1].split("</div>")[0]

    assert "100" in unfit
    assert "只用其余" not in unfit


def test_a_file_goes_out_and_comes_back_as_it_was(office, evaluated: Run):
    kept = keep(office, evaluated, f"{HEAVIER}&{DEARER}&shares..below.0=10")

    file = office.get(f"/scenarios/{kept.pk}.toml")

    assert file["Content-Disposition"] == 'attachment; filename="s2025_1-v1.toml"'
    assert read_scenario(file.content.decode(), name="a").digest == kept.digest
    upload(office, evaluated, file.content)
    assert KeptScenario.objects.count() == 1


def test_an_uploaded_file_of_a_known_id_is_its_next_version(office, evaluated: Run):
    upload(office, evaluated, file_text(("rate", "power_surcharge_d", "0.5")))
    upload(office, evaluated, file_text(("rate", "power_surcharge_d", "0.55")))

    assert sorted(KeptScenario.objects.values_list("code", "number")) == [
        ("other", 1),
        ("other", 2),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "不是情景文件"),
        (b"#" * 300_000, "不是情景文件"),
        (b"[scenario]\nid = 3", "情景"),
        (b"x = <script>", "第 1 行"),
        (file_text(("colour", "tax", "1")).encode(), "colour"),
        (file_text(("weight", "tax_per_mu", "[30, 40]")).encode(), "只能是一个数"),
        (file_text(("weight", "tax_per_mu", "1"), label="长" * 121).encode(), "最长"),
        (b"", "不是情景文件"),
    ],
)
def test_what_is_no_scenario_is_told_and_leaves_nothing(office, evaluated: Run, data, said):
    assert said in "".join(
        re.findall(r'class="message error">([^<]*)', upload(office, evaluated, data))
    )
    assert not KeptScenario.objects.exists()


def test_hostile_names_stay_text(office, evaluated: Run):
    text = upload(office, evaluated, file_text(("weight", "tax_per_mu", "60"), label="<b>甲{}%s"))

    assert "&lt;b&gt;甲{}%s" in text
    assert "<b>甲" not in text


def test_the_trial_goes_out_as_a_workbook_and_is_kept_nowhere(office, evaluated: Run):
    files = sorted(evaluated.round.folder.rglob("*"))

    answer = office.get(f"/runs/{evaluated.pk}/whatif/whatif.xlsx?{HEAVIER}")

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    texts = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert "规模以上企业：亩均税收权重 30 分 → 60 分（第四条）" in texts
    assert sorted(evaluated.round.folder.rglob("*")) == files


def test_a_workbook_of_what_cannot_be_tried_leads_back_to_the_page(office, evaluated: Run):
    address = f"/runs/{evaluated.pk}/whatif/whatif.xlsx?{HEAVIER}&alone=1"

    assert "这样改动不成立" in office.get(address, follow=True).content.decode()


# together, or not at all


@pytest.mark.django_db(transaction=True)
def test_of_two_versions_kept_at_one_moment_none_is_lost_unseen(clerk, run: Run):
    def kept(share: int):
        scenario = read_scenario(file_text(("rate", "power_surcharge_d", f"0.{share}")), name="a")
        try:
            return keep_scenario(scenario, run, by=clerk, key=str(share)).number
        except Refused as refused:
            return str(refused)

    answers = at_once(*(partial(kept, share) for share in range(1, 5)))

    numbers = sorted(one for one in answers if isinstance(one, int))
    told = [one for one in answers if isinstance(one, str)]
    assert numbers == list(range(1, len(numbers) + 1)) == versions()
    assert all("没有保存" in one for one in told)
    assert len(numbers) + len(told) == 4


def versions() -> list[int]:
    return sorted(KeptScenario.objects.values_list("number", flat=True))


def test_a_version_that_somebody_else_has_just_taken_is_told(clerk, run: Run, monkeypatch):
    first = read_scenario(file_text(("rate", "power_surcharge_d", "0.1")), name="a")
    other = read_scenario(file_text(("rate", "power_surcharge_d", "0.2")), name="a")
    keep_scenario(first, run, by=clerk, key="1")
    monkeypatch.setattr(KeptScenario.objects, "filter", lambda **_: KeptScenario.objects.none())

    with pytest.raises(Refused, match="刚刚有人存了新的一版"):
        keep_scenario(other, run, by=clerk, key="2")

    assert versions() == [1]


def test_a_scenario_and_its_line_in_the_log_are_kept_together_or_not_at_all(
    clerk, run: Run, monkeypatch
):
    monkeypatch.setattr(actions, "record", lambda *_, **__: 1 / 0)
    scenario = read_scenario(file_text(("rate", "power_surcharge_d", "0.1")), name="a")

    with pytest.raises(ZeroDivisionError):
        keep_scenario(scenario, run, by=clerk, key="1")

    assert not KeptScenario.objects.exists()
