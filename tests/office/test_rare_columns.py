"""What only some methods give is on the pages: pools, units, inherited grades, lists, their own grades and states."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from permu.engine import evaluate
from permu.evaluations.grades import looks, tone_of
from permu.evaluations.models import Round, Run
from permu.evaluations.results import new_run, result_rows
from permu.evaluations.states import state_labels
from permu.method import keep_method, load_method, run_cases
from permu.register.models import Enterprise

pytestmark = pytest.mark.django_db

EXAMPLES = Path(str(files("permu.method"))) / "examples"
RunOf = Callable[..., Run]


@pytest.fixture
def run_of(round_: Round, clerk) -> RunOf:
    """A run of a worked case of an example method, by the number of the case."""

    def made(example: str, number: int = 0) -> Run:
        found = []

        def kept(method, facts, *, earlier=None):
            found.append((method, facts, evaluate(method, facts, earlier=earlier)))
            return found[-1][2]

        run_cases(EXAMPLES / example, kept)
        method, facts, evaluation = found[number]
        run = new_run(round_, method, evaluation, by=clerk)
        keep_method(EXAMPLES / example, run.folder / "method")
        run.save()
        for subject in facts.table["subject"]:
            Enterprise.objects.create(credit_code=subject, name=subject)
        run.results.bulk_create(result_rows(run, method, facts, evaluation))
        return run

    return made


def list_of(run: Run, client, query: str = "") -> str:
    text = client.get(f"/runs/{run.pk}/{query}").content.decode()
    return text[text.index('<div id="list">') :]


def test_an_inherited_grade_says_whose_it_is(run_of: RunOf, clerk, page_of):
    run = run_of("m13-owners-grade")
    text = list_of(run, page_of(clerk), "?state=inherits")

    heirs = run.results.filter(state="inherits").count()
    assert text.count('<span class="grade tone-') == heirs > 2
    assert "随甲</small>" in text
    assert "随乙</small>" in text
    assert "调整</span>" not in text


def test_those_evaluated_as_one_name_each_other(run_of: RunOf, clerk, page_of):
    run = run_of("m12-one-parcel")
    heads = {result.subject for result in run.results.exclude(unit="")}
    text = list_of(run, page_of(clerk))

    assert len(heads) > 1
    assert "合并评价</small>" in text
    assert any(f"与{head}合并评价" in text for head in heads)


def test_a_pool_stands_beside_its_group_and_may_be_chosen(run_of: RunOf, clerk, page_of):
    run, client = run_of("m08-pools"), page_of(clerk)
    pool = run.results.exclude(pool="").first().pool
    text = list_of(run, client, f"?pool={pool}")

    assert text.count("<code>") == run.results.filter(pool=pool).count()
    assert f"<small>{pool}</small>" in text


def test_who_stands_on_a_list_may_be_chosen_by_its_name(run_of: RunOf, clerk, page_of):
    run, client = run_of("m47-thresholds", 1), page_of(clerk)
    whole = client.get(f"/runs/{run.pk}/").content.decode()
    listed = [result for result in run.results.all() if ",double_ten," in result.lists]

    assert f"“双十”低效用地企业名单 ({len(listed)})" in whole
    assert list_of(run, client, "?listed=%2Cdouble_ten%2C").count("<code>") == len(listed) > 0


def test_rare_states_have_their_names_and_reasons_and_add_up(run_of: RunOf, clerk, page_of):
    run, client = run_of("m04-states"), page_of(clerk)
    states = {result.state for result in run.results.all()}
    text = client.get(f"/runs/{run.pk}/").content.decode()

    assert states & {"improving", "collected"}
    assert all(state_labels()[state] in text for state in states)
    labels = {one.id: one.label for one in load_method(run.folder / "method").scope}
    for result in run.results.filter(grade="").exclude(state_rule=""):
        assert labels[result.state_rule] in list_of(run, client, f"?q={result.name}")


def test_grades_have_the_methods_words_and_colors_best_first(run_of: RunOf, clerk, page_of):
    run, client = run_of("m46-grade-words"), page_of(clerk)
    known = looks(load_method(run.folder / "method"))
    whole = client.get(f"/runs/{run.pk}/").content.decode()
    menu = whole[whole.index('<select name="grade"') :]
    menu = menu[: menu.index("</select>")]
    seen = [grade for grade in known if run.results.filter(grade=grade).exists()]

    places = [menu.index(f'<option value="{grade}"') for grade in seen]
    assert places == sorted(places)
    for grade in seen:
        assert f">{grade}</span>" in list_of(run, client, f"?grade={quote(grade)}")
    mix = client.get(f"/runs/{run.pk}/overview/").content.decode()
    places = [mix.index(f">{grade}</span>") for grade in seen]
    assert places == sorted(places)


def test_a_color_is_the_methods_own_else_of_the_letter_else_of_the_place():
    def method(*grades: str, words: tuple[tuple[str, str, str], ...] = ()):
        group = SimpleNamespace(grading=SimpleNamespace(grades=grades))
        said = [SimpleNamespace(id=id_, label=label, color=color) for id_, label, color in words]
        return SimpleNamespace(groups=[group], grades=said)

    stars = looks(method("五星", "四星", "三星", words=(("五星", "五星级", "green"),)))
    letters = looks(method("A+", "A", "B", "C", "C-"))

    assert [tone_of(grade, stars) for grade in ("五星", "三星")] == ["green", "d"]
    assert [tone_of(grade, letters) for grade in letters] == ["a", "a", "b", "c", "d"]
    assert (tone_of("B", {}), tone_of("绿", {})) == ("b", "plain")
