"""The list of what is odd: the farthest off first, each with the cells and the peers that it rests on."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.urls import reverse

from permu.evaluations.models import Round, RoundFinding
from permu.evaluations.readings import keep_findings
from permu.terms.evidence import Evidence, Held, Peers, Place
from permu.terms.findings import Finding

pytestmark = pytest.mark.django_db


def suspicion(round_: Round, *, number: int, weight: int, sha256: str = "0" * 64) -> RoundFinding:
    place = Place(provider="供电公司", file="04.xlsx", sha256=sha256, sheet="用电量", cell="P21")
    evidence = Evidence(
        rule="power_output", label="每万元产值用电", label_en="electricity for 10,000 yuan of output",
        weight=weight, ratio="10000", units=("kwh", "10k_yuan"),
        figures=(
            Held(item="electricity", year=2025, as_of="2026-02-28", value="10000000", places=(place,)),
            Held(item="electricity", year=2024, as_of="2025-02-28", value="400000"),
        ),
        peers=Peers(industry="30", size="above", number=21, place=1, low="25", first="480",
                    median="500", third="520", high="2500"),
    )  # fmt: skip
    return RoundFinding.objects.create(
        round=round_, number=number, severity="question", code="intake.suspicion_peers",
        subject=f"S{number:04}", item="electricity", weight=weight, evidence=evidence.as_json(),
        text_zh=f"可疑之{number}", text_en=f"odd {number}",
    )  # fmt: skip


def page(client, round_: Round, asked: str = "") -> str:
    return client.get(reverse("evaluations:suspicions", args=[round_.pk]) + asked).content.decode()


def test_the_farthest_off_comes_first_and_stands_with_its_peers_and_cells(received, clerk, page_of):
    sha256 = received.files.first().stored.sha256
    suspicion(received, number=1, weight=600)
    suspicion(received, number=2, weight=2000, sha256=sha256)

    shown = page(page_of(clerk), received)

    assert shown.index("可疑之2") < shown.index("可疑之1")
    assert "偏离 20.0 倍" in shown
    assert "行业大类 30 · 规上" in shown
    assert "10000</b> 千瓦时/万元" in shown
    assert f"?sha256={sha256}&amp;sheet=%E7%94%A8%E7%94%B5%E9%87%8F&amp;cell=P21#target" in shown
    assert "04.xlsx 用电量 P21" in shown  # of a file that is not here: named, without a link
    assert "400,000" in shown
    assert "2024" in shown


def test_the_list_is_of_one_enterprise_or_rule_where_asked(round_, clerk, page_of):
    suspicion(round_, number=1, weight=600)
    suspicion(round_, number=2, weight=2000)
    client = page_of(clerk)

    assert "可疑之2" not in page(client, round_, "?subject=S0001")
    assert "没有可疑的数据" in page(client, round_, "?rule=tax_output")


def test_other_findings_are_no_suspicions(finding, clerk, page_of):
    assert "没有可疑的数据" in page(page_of(clerk), finding.round)


def test_the_workbook_has_the_list_and_the_figures(round_, clerk, page_of):
    suspicion(round_, number=1, weight=600)

    answer = page_of(clerk).get(reverse("evaluations:export_suspicions", args=[round_.pk]))

    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    text = book.read("xl/sharedStrings.xml").decode()
    assert "每万元产值用电" in text
    assert "P21" in text
    assert "<v>400000</v>" in book.read("xl/worksheets/sheet2.xml").decode()


def test_a_reading_keeps_the_evidence_and_the_findings_page_shows_it(read, county, clerk, page_of):
    known = Evidence.from_json(suspicion(read, number=9999, weight=600).evidence)
    found = Finding(
        code="intake.suspicion_same", severity="question", subject="S1", item="output",
        details={"label": "产值", "label_en": "output", "now": "1", "now_en": "1",
                 "settle": "问", "settle_en": "ask"}, evidence=known,
    )  # fmt: skip

    keep_findings(read, list(read.files.all()), replace(county, findings=(found,)))

    kept = read.findings.get()
    assert (Evidence.from_json(kept.evidence), kept.weight) == (known, 600)
    address = reverse("evaluations:findings", args=[read.pk])
    assert '<details class="evidence">' in page_of(clerk).get(address).content.decode()
