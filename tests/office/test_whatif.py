"""The what-if page: it answers with the official engine, says what it cannot do, and writes nothing."""

import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from permu import engine
from permu.engine.comparing import compare_evaluations
from permu.evaluations.models import Run
from permu.evaluations.stored import stored_result
from permu.evaluations.whatif import answering
from permu.method import load_method
from permu.method.scenarios import amended, read_scenario
from permu.register.models import Record
from permu.terms.facts import Facts
from tests.office.conftest import add_result

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEAVIER_TAX = "weight.tax_per_mu.above=60"
DEARER = "rate.power_surcharge_d.=0.9"
SCENARIO = """
[scenario]
id = "heavier"
label = "加重"
[[change]]
what = "weight"
of = "tax_per_mu"
groups = ["above"]
to = 60
"""


def answer(client, run: Run, query: str) -> dict:
    response = client.get(f"/runs/{run.pk}/whatif/answer?{query}")
    assert response.status_code == 200
    return response.json()


def page(client, run: Run, query: str = "") -> str:
    response = client.get(f"/runs/{run.pk}/whatif/?{query}")
    assert response.status_code == 200
    return response.content.decode()


def numbers(found: dict) -> dict[str, str]:
    return {name: number for tab in found["tabs"] for name, number in tab["numbers"].items()}


def test_the_answer_is_what_the_official_engine_gives(page_of, clerk, evaluated: Run):
    stored = stored_result(evaluated)
    method = amended(stored.method, [read_scenario(SCENARIO, name="a")])
    evaluation = engine.evaluate(method, stored.facts)
    moves = compare_evaluations(
        (stored.method, stored.evaluation), (method, evaluation), stored.facts
    ).moves

    html = answer(page_of(clerk), evaluated, HEAVIER_TAX)["html"]

    assert moves["better"] > 0 < moves["worse"]
    assert f"<b>{moves['better']}</b>上升" in html
    assert f"<b>{moves['worse']}</b>下降" in html
    assert evaluation.digest != stored.evaluation.digest


def test_other_weights_make_room_and_every_number_comes_back(page_of, clerk, evaluated: Run):
    found = answer(page_of(clerk), evaluated, HEAVIER_TAX)

    weights = {
        name: Decimal(number)
        for name, number in numbers(found).items()
        if name.startswith("weight.") and name.endswith(".above")
    }
    assert weights["weight.tax_per_mu.above"] == 60
    assert weights["weight.labor_productivity.above"] < 10
    assert sum(weights.values()) == 100
    assert found["tabs"][0]["sums"]["weight"] == "100"
    assert found["tabs"][0]["moved"] == len(weights)
    assert found["query"] == HEAVIER_TAX


def test_weights_that_do_not_add_up_are_told_with_their_sum(page_of, clerk, evaluated: Run):
    found = answer(page_of(clerk), evaluated, f"{HEAVIER_TAX}&alone=1")

    assert "message error" in found["html"]
    assert "130" in found["html"]
    assert "取消勾选" in found["html"]
    assert "rebalance" not in found["html"]
    assert found["query"] == f"{HEAVIER_TAX}&alone=1"


def test_a_dearer_surcharge_moves_nobody_and_costs_more_everywhere(page_of, clerk, evaluated: Run):
    html = answer(page_of(clerk), evaluated, DEARER)["html"]

    assert "<b>0</b>上升" in html
    before, after = re.search(r"<b>([\d,.]+) → ([\d,.]+)</b> 万元", html).groups()
    assert Decimal(after.replace(",", "")) > Decimal(before.replace(",", ""))
    assert html.count('<em class="more">+') >= 2
    assert "规模以上企业：D类用电加价标准 0.3 元/千瓦时 → 0.9 元/千瓦时" in html
    assert "规模以下企业：D类用电加价标准" in html


def test_money_of_all_measures_adds_up_to_the_net(page_of, clerk, evaluated: Run):
    stored = stored_result(evaluated)
    fen = stored.evaluation.measures["amount"].sum()

    html = answer(page_of(clerk), evaluated, "")["html"]

    assert f"{Decimal(fen) / 10**6:,.2f} →" in html


def test_the_sentence_says_that_it_is_a_trial_and_no_result(page_of, clerk, evaluated: Run):
    assert "这里只是试算，不是评价结果，不改变任何结果" in page(page_of(clerk), evaluated)


def test_looking_writes_nothing(page_of, clerk, evaluated: Run):
    client, before = page_of(clerk), Record.objects.count()
    runs, files = Run.objects.count(), sorted(evaluated.folder.rglob("*"))

    page(client, evaluated, HEAVIER_TAX)
    answer(client, evaluated, HEAVIER_TAX)
    client.get(f"/runs/{evaluated.pk}/whatif/movers?{HEAVIER_TAX}")

    assert (Record.objects.count(), Run.objects.count()) == (before, runs)
    assert sorted(evaluated.folder.rglob("*")) == files


def test_without_scripts_the_form_leads_to_the_address_of_what_was_asked(
    page_of, clerk, evaluated: Run
):
    sent = f"{HEAVIER_TAX}&weight.labor_productivity.above=&add=&cap.tax_per_mu.above="
    client = page_of(clerk)

    response = client.post(f"/runs/{evaluated.pk}/whatif/", QueryDict(sent).dict())

    assert response["Location"] == f"/runs/{evaluated.pk}/whatif/?{HEAVIER_TAX}"
    text = client.get(response["Location"]).content.decode()
    assert re.search(r'name="weight.tax_per_mu.above"[^>]* value="60"', text)
    assert re.search(r'name="weight.labor_productivity.above"[^>]* value=""', text)
    assert '<span class="tag move-better">' in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("weight.tax_per_mu.above=abc", "不是数"),
        ("weight.nothing.above=3", "nothing"),
        ("weight.tax_per_mu.nowhere=3", "nowhere"),
        ("benchmark.tax_per_mu.above=0", "0"),
        ("shares..above.9=3", "4"),
        ("weight.tax_per_mu.above=0.1234567890123", "小数最多 12 位"),
    ],
)
def test_what_cannot_be_tried_is_told_on_the_page_and_in_the_answer(
    page_of, clerk, evaluated: Run, query, said
):
    client = page_of(clerk)

    for text in (page(client, evaluated, query), answer(client, evaluated, query)["html"]):
        assert said in re.search(r'class="message error lines"[^>]*>([^<]*)', text)[1]
    assert client.get(f"/runs/{evaluated.pk}/whatif/movers?{query}").content == b""


def test_a_typed_number_that_is_too_large_is_told_of_and_no_source_table(
    page_of, clerk, evaluated: Run
):
    client, query = page_of(clerk), "rate.power_surcharge_d.=999999999999"

    for text in (page(client, evaluated, query), answer(client, evaluated, query)["html"]):
        said = re.search(r'class="message error lines"[^>]*>([^<]*)', text)[1]
        assert "是否多写了零" in said
        assert "D类用电加价标准 0.3 元/千瓦时 → 999999999999 元/千瓦时" in said
        assert "亩均税收" not in said
        assert "原表" not in said


def test_what_an_address_says_beyond_the_page_is_told_and_the_rest_is_tried(
    page_of, clerk, evaluated: Run
):
    client = page_of(clerk)

    text = page(client, evaluated, f"{HEAVIER_TAX}&foo.bar=3&<b>=1")

    assert "没有采用：foo.bar=3 · &lt;b&gt;=1。" in text
    assert '<span class="tag move-better">' in text
    assert "看不懂" not in page(client, evaluated, f"{HEAVIER_TAX}&move=better&page=2&q=厂")


def test_the_movers_are_searched_and_say_why_and_what_it_costs(page_of, clerk, evaluated: Run):
    client, address = page_of(clerk), f"/runs/{evaluated.pk}/whatif/movers?{HEAVIER_TAX}"
    text = client.get(address).content.decode()
    names = re.findall(r'href="/sheets/\d+/">([^<]+)</a>', text)

    one = client.get(f"{address}&q={names[0]}").content.decode()

    assert len(names) > 1
    assert "亩均税收权重由 30 分改为 60 分" in text
    assert re.search(r"加收 [\d.,]+ → [\d.,]+ 万元", text)
    assert re.findall(r'href="/sheets/\d+/">([^<]+)</a>', one) == [names[0]]
    assert 'name="weight.tax_per_mu.above" value="60"' in one  # the search keeps what is tried
    assert "没有符合条件的企业" in client.get(f"{address}&q=无此企业").content.decode()


def test_the_same_question_is_worked_out_once(page_of, clerk, evaluated: Run):
    client = page_of(clerk)
    answer(client, evaluated, HEAVIER_TAX)
    misses = answering._answered.cache_info().misses

    client.get(f"/runs/{evaluated.pk}/whatif/movers?{HEAVIER_TAX}")

    assert answering._answered.cache_info().misses == misses


def test_a_run_that_the_present_program_would_not_give_is_not_compared(
    page_of, clerk, evaluated: Run, monkeypatch
):
    import permu.engine.trying

    real = permu.engine.trying.rehearse

    def otherwise(method, facts, **given):
        return real(amended(method, [read_scenario(SCENARIO, name="a")]), facts, **given)

    answering._answered.cache_clear()
    answering._rehearsal.cache_clear()
    monkeypatch.setattr(permu.engine.trying, "rehearse", otherwise)

    assert "另一版程序" in answer(page_of(clerk), evaluated, HEAVIER_TAX)["html"]


def test_a_run_whose_folder_is_lost_is_told(page_of, clerk, run: Run):
    assert "请联系管理员" in page(page_of(clerk), run)
    assert "请联系管理员" in answer(page_of(clerk), run, "")["html"]


@pytest.fixture
def scored_only(round_, enterprise, tmp_path, county) -> Run:
    """A run under a method whose published text does not say how grades are cut."""
    from permu.evaluations.methods import method_folder

    folder = method_folder("331003-huangyan/2022")
    method = load_method(folder)
    facts: Facts = county.facts
    evaluation = engine.evaluate(method, facts)
    made = Run.objects.create(
        round=round_, number=1, method_id=method.id, method_title=method.title,
        method_digest=method.digest, facts_digest=facts.digest, engine=evaluation.engine,
        evaluation_digest=evaluation.digest, counts=evaluation.counts, open_findings=0,
        created_by=round_.created_by,
    )  # fmt: skip
    made.folder.parent.mkdir(parents=True)
    engine.save_result(made.folder, evaluation, folder, facts)
    for subject in facts.table["subject"]:
        owner = replace_enterprise(enterprise, subject)
        add_result(made, owner, state="scored")
    return made


def replace_enterprise(enterprise, subject: str):
    return type(enterprise).objects.create(credit_code=subject, name=f"企业{subject}")


def test_a_method_that_cannot_grade_shows_scores_and_ranks(page_of, clerk, scored_only: Run):
    text = page(page_of(clerk), scored_only, "weight.tax_per_mu.above=40")

    assert "只能计分、排名" in text
    assert "从哪档到哪档" not in text
    assert "没有带金额的措施" in text
    assert "两个办法的得分和名次" in text


def test_the_results_page_leads_to_it(page_of, clerk, evaluated: Run):
    text = page_of(clerk).get(f"/runs/{evaluated.pk}/").content.decode()

    assert reverse("evaluations:whatif", args=[evaluated.pk]) in text
