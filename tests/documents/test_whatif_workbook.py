"""The workbook of a trial says what the trial comes to, and that it is none of the county's results."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from permu.documents.whatif import write_whatif_workbook
from permu.engine.trying import rehearse
from permu.engine.whatif import WhatIf, what_if
from permu.method import load_method
from permu.method.model.scenarios import Scenario
from permu.method.scenarios import amended, load_scenario
from permu.sample import SAMPLE_METHOD, write_parquet_county
from permu.terms.facts import Facts
from permu.terms.refusal import Language

SCENARIOS = SAMPLE_METHOD.parent / "scenarios"
Trial = tuple[WhatIf, list[Scenario]]
Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    folder = tmp_path_factory.mktemp("county")
    write_parquet_county(folder, enterprises=400)
    scenarios = [
        load_scenario(SCENARIOS / f"{name}.toml") for name in ("tax_first", "dearer_power")
    ]
    rehearsal = rehearse(load_method(SAMPLE_METHOD), Facts.load(folder))
    return what_if(rehearsal, amended(rehearsal.method, scenarios)), scenarios


def sheets(trial: Trial, path: Path, language: Language = "zh") -> dict[str, Rows]:
    write_whatif_workbook(path, *trial, language=language)
    return {sheet.title: list(sheet.values) for sheet in load_workbook(path).worksheets}


@pytest.mark.parametrize(("language", "said"), [("zh", "不是评价结果"), ("en", "no result")])
def test_every_sheet_says_that_it_is_a_trial_and_what_was_tried(
    trial: Trial, tmp_path: Path, language: Language, said: str
) -> None:
    for rows in sheets(trial, tmp_path / "a.xlsx", language).values():
        assert said in str(rows[0][0])
        assert "tax_first" in str(rows[1][0])
        assert "dearer_power" in str(rows[1][0])


def test_the_first_sheet_has_each_amended_number_and_every_digest(
    trial: Trial, tmp_path: Path
) -> None:
    found, scenarios = trial
    said = "\n".join(
        str(cell) for row in sheets(trial, tmp_path / "a.xlsx")["说明"] for cell in row
    )

    assert "规模以上企业：亩均税收权重 30 分 → 40 分（第四条）" in said
    assert "D类用电加价标准 0.3 元/千瓦时 → 0.5 元/千瓦时" in said
    digests = [each.digest for each in (*found.comparison.evaluations, *scenarios)]
    assert all(digest in said for digest in digests)


def test_the_transitions_add_up_to_those_registered(trial: Trial, tmp_path: Path) -> None:
    rows = sheets(trial, tmp_path / "a.xlsx")["变动汇总"]

    total = next(row for row in rows if row[0] == "合计")
    assert [cell for cell in total if cell is not None][-1] == 400


def test_the_money_of_the_places_adds_up_to_that_of_the_measures(
    trial: Trial, tmp_path: Path
) -> None:
    found = sheets(trial, tmp_path / "a.xlsx")
    places = found["分乡镇、园区、集群、规模"]
    heads = [number for number, row in enumerate(places) if row[1] == "登记户数"]
    by_town = places[heads[0] + 1 : heads[1] - 2]
    charges = [row[places[heads[0]].index("加收（试算）")] for row in by_town]

    (total,) = (row for row in found["金额"] if row[:2] == ("合计", "加收"))
    assert sum(float(str(amount)) for amount in charges) == pytest.approx(total[5])
    assert total[5] == (trial[0].totals["charges:after"] or 0) / 100


def test_every_mover_stands_in_the_list_with_the_reason(trial: Trial, tmp_path: Path) -> None:
    found, _ = trial
    rows = sheets(trial, tmp_path / "a.xlsx")["变动企业"]
    head = rows[2].index("为什么变")
    listed = {row[0]: str(row[head]) for row in rows[4:] if row[0]}

    assert set(listed) == set(found.comparison.movers["subject"])
    assert len(listed) > 3
    assert all("改为" in why or "其他企业" in why for why in listed.values())


def test_a_trial_that_changes_nothing_says_so(trial: Trial, tmp_path: Path) -> None:
    method = trial[0].comparison.before.method
    rehearsal = rehearse(method, trial[0].comparison.facts)
    rows = sheets((what_if(rehearsal, method), []), tmp_path / "a.xlsx")

    assert any("没有：" in str(row[1]) for row in rows["说明"])
    assert len(rows["变动企业"]) == 5
