"""Of every figure on a working sheet a person sees its file, sheet, cell, department, date, definition, legal origin and purpose."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from permu.documents import working_sheet_html, working_sheet_pdf
from permu.doors.cli import permu
from permu.engine import evaluate, explain, load_result
from permu.evaluations.actions import held_findings, start_run
from permu.evaluations.methods import method_folder
from permu.evaluations.models import FigureCorrection, Round, Run
from permu.evaluations.settling.figures import figure_of
from permu.intake import load_intake
from permu.method import load_method
from permu.register.jobs import work
from permu.register.models import Job
from permu.sample import SAMPLE_METHOD
from permu.terms.refusal import Refused
from tests.office.test_settling import posted, read_again

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def corrected(really_read: Round, clerk, page_of) -> tuple[Run, str]:
    """A run of a county in which a figure that its sheets hold back was corrected, and whose it is."""
    round_ = really_read
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="before").pk)
    subject = round_.runs.get().results.exclude(score=None).first().subject
    figure = figure_of(round_, subject, "vat_paid")
    page_of(clerk).post(
        f"/rounds/{round_.pk}/figures/correct/", posted(figure, typed="1234.5"), follow=True
    )
    assert FigureCorrection.objects.count() == 1
    round_ = read_again(round_, clerk)
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="run").pk)
    return round_.runs.first(), subject


def test_all_of_it_is_on_the_sheet_wherever_it_is_read(corrected, clerk, page_of, tmp_path: Path):
    run, subject = corrected
    kept = load_result(run.folder)
    sheet = explain(kept.evaluation, kept.method, kept.facts, subject)
    facts = [fact for line in sheet.indicators for fact in (line.numerator, line.denominator)]
    parts = [part for fact in facts for part in (fact, *fact.parts)]
    cell = next(c for part in parts for c in part.cells if c.cell)
    told = next(part.note for part in parts if "税务局复函" in part.note)
    right = sheet.sources[0]
    assert right.as_of == run.round.as_of
    wanted = (
        cell.file, cell.sheet, cell.cell, cell.provider, "税务局复函",
        right.definition, right.origin, "可以用于等级评价", "2026-02-28",
    )  # fmt: skip

    html = working_sheet_html(sheet, language="zh")
    result = run.results.get(subject=subject)
    office = page_of(clerk).get(f"/sheets/{result.pk}/").content.decode()
    line = CliRunner().invoke(permu, ["explain", str(run.folder), subject]).output

    one = FigureCorrection.objects.get()
    address = f"/rounds/{run.round_id}/figures/one/?subject={subject}&item={one.item}"
    settled = page_of(clerk).get(address).content.decode()
    for text in ("可以用于等级评价", "2026-02-28", "政务数据共享", "税务局复函"):
        assert text in settled
    for shown in (html, office, line):
        assert [text for text in wanted if text not in shown] == []
    assert cell.sha256 in html
    assert cell.sha256 in office
    assert cell.sha256[:12] in line
    assert told in line
    assert working_sheet_pdf(sheet, language="zh").startswith(b"%PDF-")


def test_every_figure_of_the_sheets_has_its_source(corrected):
    run, _ = corrected
    kept = load_result(run.folder)
    by_cell = {(one.item, one.sha256, one.sheet) for one in kept.facts.sources}
    known = kept.facts.cells.filter(kept.facts.cells["file"] != "")

    assert len(known) > 1000
    for name in ("sha256", "sheet", "provider", "as_of"):
        assert known[name].null_count() == 0
    lacking = {
        (item, sheet)
        for item, sha256, sheet in known.select("item", "sha256", "sheet").iter_rows()
        if (item, sha256, sheet) not in by_cell
    }
    assert lacking == set()
    for one in kept.facts.sources:
        assert all((one.provider, one.definition, one.origin, one.purpose))


def test_a_fact_for_statistics_is_refused_with_what_could_take_its_place_wherever_it_is_asked(
    really_read, clerk, page_of, tmp_path: Path
):
    round_ = really_read
    folder = round_.intake_folder(round_.reading)
    facts = load_intake(folder).facts
    sources = tuple(
        replace(one, provider="统计局", origin="统计调查", purpose="statistics")
        if one.item == "vat_paid"
        else one
        for one in facts.sources
    )
    replace(facts, sources=sources).save(folder)
    method = load_method(method_folder(round_.method))
    with pytest.raises(Refused, match="请改用税务局提供的"):
        evaluate(method, replace(facts, sources=sources))

    words = [
        "evaluate",
        "--method",
        str(SAMPLE_METHOD),
        "--facts",
        str(folder),
        "--out",
        str(tmp_path / "r"),
    ]
    said = CliRunner().invoke(permu, words)
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="run").pk)
    shown = page_of(clerk).get(f"/rounds/{round_.pk}/").content.decode()

    assert said.exit_code == 1
    for text in (said.output, shown, Job.objects.first().error["zh"]):
        assert "由统计局提供" in text
        assert "请改用税务局提供的" in text
