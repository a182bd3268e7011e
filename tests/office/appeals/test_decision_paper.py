"""The decision on an appeal goes to its enterprise as a paper that says what was claimed, answered, decided and became of it."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from permu.documents.official.decision import decision_paper
from permu.evaluations.actions import decide_appeal, start_run
from permu.evaluations.actions.rounds import held_findings
from permu.evaluations.models import Appeal, Publication, Round
from permu.evaluations.papers.decisions import decided
from permu.intake import read_workbooks
from permu.register.jobs import work
from tests.office.appeals.test_deciding import answered, read_again, ruling

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def text_of(appeal: Appeal) -> str:
    paper = decision_paper(decided(Appeal.objects.get(pk=appeal.pk)))
    return "\n".join(getattr(block, "text", "") for block in paper.blocks)


def test_it_names_the_list_the_claim_the_answer_and_the_reasons(lodge, clerk, department, noticed):
    appeal = lodge(evidence=SimpleUploadedFile("完税证明.pdf", b"%PDF-1.4"))
    answered(appeal, department, says="partly", text="8000 万元", reason="多记一笔。")
    decide_appeal(appeal, ruling(appeal, "partly", text="8000"), by=clerk, key="d")

    said = text_of(appeal)

    list_ = Publication.objects.get(run=noticed, kind="notice")
    assert f"公示第{list_.version}版（存证第{list_.number}号）" in said
    assert str(list_.head) in said
    assert "你单位主张为9000 万元。理由：完税证明为证。所附材料：《完税证明.pdf》" in said
    assert "答复：部分属实，认定为8000 万元。理由：多记一笔。" in said
    assert "部分支持：该项数据更正为8000 万元。理由：完税证明属实。" in said
    assert "以复核后公布的名单为准" in said


def test_a_claim_dismissed_without_an_answer_leaves_figure_and_result(lodge, clerk):
    appeal = lodge()
    decide_appeal(appeal, ruling(appeal, "dismissed"), by=clerk, key="d")

    said = text_of(appeal)

    assert "税务局作出本决定时尚未答复。" in said
    assert "驳回：该项数据维持" in said
    assert "评价结果不因本次异议而改变" in said


def test_once_it_was_run_again_it_says_what_became_of_the_result(
    lodge, clerk, noticed, monkeypatch
):
    import permu.intake

    appeal = lodge()
    decide_appeal(appeal, ruling(appeal), by=clerk, key="d")
    monkeypatch.setattr(permu.intake, "read_workbooks", read_workbooks)
    read_again(noticed.round, clerk)
    round_ = Round.objects.get(pk=noticed.round_id)
    work(start_run(round_, accepted=held_findings(round_), by=clerk, key="run2").pk)

    said = text_of(appeal)

    assert "已按同一办法对全部企业重新评价，你单位" in said
    assert "得分：" in said
    assert "→" in said


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_its_enterprise_and_the_office_take_it_and_nobody_else(
    page_of, lodge, clerk, department, its_town, concerned, language
):
    appeal = lodge()
    address = f"/appeals/{appeal.pk}/decision.docx"
    assert page_of(clerk).get(address).status_code == 404  # there is none yet
    decide_appeal(appeal, ruling(appeal), by=clerk, key="d")

    for user, status in ((concerned, 200), (clerk, 200), (its_town, 404), (department, 404)):
        assert page_of(user).get(address).status_code == status
    own = page_of(concerned)
    own.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    paper = Document(io.BytesIO(b"".join(own.get(address).streaming_content)))
    assert any("异议处理决定书" in one.text for one in paper.paragraphs)
    assert any("予以支持：" in one.text for one in paper.paragraphs)
    assert own.get(address.replace("docx", "pdf")).status_code == 200
    assert own.get(address.replace("docx", "odt")).status_code == 404
