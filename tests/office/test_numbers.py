"""Every number on a page is the engine's: fifty enterprises by their sheets, all by lists, sums and filters."""

import random
import re
from collections import Counter
from decimal import Decimal

import pytest

from permu.engine import load_result
from permu.engine.evaluation import KEPT
from permu.evaluations.actions import held_findings, start_run
from permu.evaluations.models import Round, Run
from permu.register.jobs import work

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

FILTERS = ("town", "park", "cluster", "group", "state", "grade")


def test_fifty_sheets_show_the_engines_score_rank_grade_points_and_amounts(
    evaluated: Run, clerk, page_of
):
    stored = load_result(evaluated.folder).evaluation
    rows = {row["subject"]: row for row in stored.table.iter_rows(named=True)}
    amounts = Counter[str]()
    for subject, _, amount in stored.measures.iter_rows():
        amounts[subject] += amount or 0
    sampled = random.Random(2025).sample(list(evaluated.results.all()), 50)
    page = page_of(clerk)
    for result in sampled:
        row, shown = rows[result.subject], page.get(f"/sheets/{result.pk}/")
        sheet = shown.context["sheet"]
        assert (sheet.score, sheet.rank, sheet.grade or None) == (
            in_points(row["score"]), row["rank"], row["grade"] or None,
        )  # fmt: skip
        assert [line.points for line in sheet.indicators] == [
            in_points(row[f"points:{line.id}"]) for line in sheet.indicators
        ]
        assert (
            sum(int((one.amount or 0) * 100) for one in sheet.measures) == amounts[result.subject]
        )
        text = shown.content.decode()
        for said in (row["rank"] and f"<dd>{row['rank']}<small> / {row['ranked']}", row["grade"]):
            assert (said or "") in text


def in_points(kept: int | None) -> Decimal | None:
    return None if kept is None else Decimal(kept) / KEPT


def listed(page, address: str) -> list[tuple[str, Decimal | None]]:
    """The codes and scores of all pages of a list, as they are printed."""
    found: list[tuple[str, Decimal | None]] = []
    for number in range(1, 4):
        text = page.get(f"{address}&page={number}").content.decode()
        for row in re.findall(r'<th scope="row">.*?</tr>', text, re.DOTALL):
            code = re.search(r"<code>(\w+)</code>", row).group(1)
            score = re.search(r'data-label="得分" class="num">([\d,.]+|—)<', row).group(1)
            found.append((code, None if score == "—" else Decimal(score.replace(",", ""))))
    return found


@pytest.mark.parametrize("sort", ["score", "-score"])
def test_scores_are_sorted_as_numbers_and_ties_by_code(evaluated: Run, clerk, page_of, sort):
    shown = listed(page_of(clerk), f"/runs/{evaluated.pk}/?sort={sort}")

    assert len(shown) == evaluated.registered
    sign = -1 if sort.startswith("-") else 1
    assert shown == sorted(
        shown, key=lambda line: (line[1] is None, sign * (line[1] or 0), line[0])
    )


def test_filters_combine_and_what_they_count_adds_up(evaluated: Run, clerk, page_of):
    page, rows = page_of(clerk), list(evaluated.results.all())
    context = page.get(f"/runs/{evaluated.pk}/").context
    for name, _, values in context["filters"]:
        for value, label, _ in values:
            count = int(re.search(r"\((\d+)\)$", label).group(1))
            answer = page.get(f"/runs/{evaluated.pk}/", {name: value})
            assert answer.context["page"].paginator.count == count
    for row in rows[::17]:
        chosen = {name: getattr(row, name) for name in FILTERS[2:] if getattr(row, name)}
        expected = [r for r in rows if all(getattr(r, name) == v for name, v in chosen.items())]
        answer = page.get(f"/runs/{evaluated.pk}/", chosen)
        assert answer.context["page"].paginator.count == len(expected) > 0


def test_the_tax_and_land_that_an_overview_sums_give_the_engines_tax_per_mu(evaluated: Run):
    table = load_result(evaluated.folder).evaluation.table
    kept = dict(table.select("subject", "value:tax_per_mu").iter_rows())
    for result in evaluated.results.filter(state="graded"):
        value = Decimal(result.tax) / Decimal(result.land)
        assert abs(value * KEPT - kept[result.subject]) <= Decimal("0.5")


def test_a_method_that_cannot_grade_says_so_and_a_file_it_does_not_need_is_known(
    read: Round, clerk, page_of
):
    Round.objects.filter(pk=read.pk).update(method="331003-huangyan/2022")
    read.refresh_from_db()
    work(start_run(read, accepted=held_findings(read), by=clerk, key="k").pk)
    page = page_of(clerk)

    overview = page.get(f"/runs/{read.runs.get().pk}/overview/").content.decode()
    received = page.get(f"/rounds/{read.pk}/").content.decode()

    assert "没有写明怎样分档，所以只计分、排名，不定等级" in overview
    assert "本办法用不到" in received
    assert "未识别部门" not in received
