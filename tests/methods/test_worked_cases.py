"""Every worked case of every published method, and of the sample county's, against the engine."""

from pathlib import Path

import pytest

import permu.sample
from permu.engine import evaluate
from permu.method import check_method, library_methods, load_method, run_cases
from permu.method.cases.files import CASES, read_cases
from permu.method.cases.model import Case
from permu.method.cases.running import run_case
from permu.method.reading.faults import Faults

SAMPLE = Path(permu.sample.__file__).parent / "method"
FOLDERS = [*library_methods(), SAMPLE]


def name_of(folder: Path) -> str:
    return load_method(folder).id


def every_case() -> list[tuple[Path, Case]]:
    return [
        (folder, case)
        for folder in FOLDERS
        for case in read_cases(folder, load_method(folder), Faults())
    ]


@pytest.mark.parametrize(
    ("folder", "case"),
    [pytest.param(*row, id=f"{name_of(row[0])}: {row[1].name}") for row in every_case()],
)
def test_a_worked_case_comes_out(folder: Path, case: Case) -> None:
    result = run_case(case, load_method(folder), evaluate)

    assert result.passed, f"{case.file}:{case.line}\n{result.text()}"


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_method_of_the_library_has_no_fault(folder: Path) -> None:
    assert [one.text() for one in check_method(folder) if one.severity != "note"] == []


@pytest.mark.parametrize("folder", library_methods(), ids=name_of)
def test_every_group_file_has_three_worked_cases_or_more(folder: Path) -> None:
    method = load_method(folder)
    cases = read_cases(folder, method, Faults())
    groups = {path.name.removesuffix(".toml") for path in folder.glob("*.toml")} - {"method"}
    groups = {name for name in groups if not name.endswith(".cases")}

    for name in groups:
        assert sum(case.file == f"{name}.cases.toml" for case in cases) >= 3
    assert len(groups) == len(method.groups)


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_every_case_shows_its_arithmetic_or_tells_a_state(folder: Path) -> None:
    for path in folder.glob(CASES):
        for block in path.read_text("utf-8").split("[[case]]")[1:]:
            assert "\n# " in block or "state" in block or "refuses" in block, block


def test_the_methods_the_issue_names_are_in_the_library() -> None:
    assert {name_of(folder) for folder in library_methods()} >= {
        "331003-huangyan-2021",
        "331003-huangyan-2022",
        "330382-yueqing-2016",
        "331082-linhai-2014",
        "320800-huaian-2024",
    }


def test_a_method_whose_text_is_incomplete_does_not_pretend() -> None:
    can = {
        name_of(one): (load_method(one).can_score, load_method(one).can_grade) for one in FOLDERS
    }

    assert can["331003-huangyan-2022"] == (True, False)
    assert can["331082-linhai-2014"] == (True, False)
    assert can["330382-yueqing-2016"] == (False, False)
    assert can["320800-huaian-2024"] == (True, True)


def test_a_copy_on_a_third_site_is_told_as_one() -> None:
    mirrors = {name_of(one) for one in library_methods() if load_method(one).is_mirror}

    assert mirrors == {
        "331003-huangyan-2021",
        "331003-huangyan-2022",
        "331082-linhai-2014",
        "320800-huaian-2024",
    }


def test_a_new_place_s_method_needs_no_python(tmp_path: Path) -> None:
    """乙县, from an empty folder: a notice, a method, one group, one case."""
    files = {
        "notice.md": "# 乙县评价办法（虚构）\n\n第一条 所有工业企业按亩均税收计分，基准值10万元/亩，满分100分。\n",
        "method.toml": (
            '[method]\nid = "990103-yi-2025"\ntitle = "乙县2025年度评价"\nplace = "990103"\n'
            'place_label = "乙县（虚构）"\nyear = 2025\ndocument = "乙县评价办法"\naddress = "notice.md"\n'
            'status = "synthetic"\ngroups = ["all.toml"]\n'
            '[[unknown]]\nwhat = "分档办法未定"\nstops = "grades"\n'
        ),
        "all.toml": (
            '[group]\nid = "all"\nlabel = "工业企业"\nwhen = { kind = "always" }\nclause = "第一条"\n'
            '[[indicator]]\nid = "tax_per_mu"\nlabel = "亩均税收"\nratio = ["evaluated_tax", "land_area"]\n'
            'unit = "10k_yuan/mu"\nweight = 100\n'
            'benchmark = { kind = "published", value = 10, clause = "第一条" }\nclause = "第一条"\n'
            'when_missing = { kind = "hold", assumed = "待核实" }\n'
            '[score]\nassumed = "不作取舍"\n'
        ),
        "all.cases.toml": (
            '[[case]]\nname = "亩均税收7万元的企业得70分"\n# 35÷5＝7，100×7÷10＝70\n'
            "facts = { evaluated_tax = 35, land_area = 5 }\nscore = 70\n"
        ),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")

    (result,) = run_cases(tmp_path, evaluate)

    assert result.passed, result.text()
