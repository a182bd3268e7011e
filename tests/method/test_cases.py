"""Worked cases: what they may say, what their facts become, and how a disagreement is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from permu.method import CaseResult, MethodRefused, check_method, run_cases
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused
from tests.method.folders import good_folder

MEASURES = {"subject": pl.String(), "measure": pl.String(), "amount": pl.Int64()}
CASE = '[[case]]\nname = "甲"\nfacts = { is_above_scale = true, evaluated_tax = 20.5, land_area = 1 }\n'


@dataclass
class Answer:
    """An evaluation as an engine would give it, with the numbers a test asks for; it keeps what it was asked."""

    columns: Mapping[str, object] = field(default_factory=dict)
    amounts: Mapping[str, int] = field(default_factory=dict)
    refuses: bool = False
    method: Method | None = None
    facts: Facts | None = None
    earlier: Facts | None = None

    def __call__(self, method: Method, facts: Facts, *, earlier: Facts | None = None) -> "Answer":
        self.method, self.facts, self.earlier = method, facts, earlier
        if self.refuses:
            raise Refused("terms.unknown_item", item="甲")
        return self

    @property
    def table(self) -> pl.DataFrame:
        assert self.facts is not None
        return self.facts.table.select("subject", **{k: pl.lit(v) for k, v in self.columns.items()})

    @property
    def measures(self) -> pl.DataFrame:
        rows = [
            {"subject": subject, "measure": measure, "amount": amount}
            for subject in self.table["subject"]
            for measure, amount in self.amounts.items()
        ]
        return pl.DataFrame(rows, schema=MEASURES)


def results(tmp_path: Path, text: str, answer: Answer) -> list[CaseResult]:
    folder = good_folder(tmp_path)
    (folder / "some.cases.toml").write_text(text, "utf-8")
    return run_cases(folder, answer)


def faults(tmp_path: Path, text: str) -> list[str]:
    folder = good_folder(tmp_path)
    (folder / "some.cases.toml").write_text(text, "utf-8")
    errors = [one for one in check_method(folder) if one.severity == "error"]
    assert {one.file for one in errors} <= {"some.cases.toml"}
    return [f"{one.row} {one.text()}" for one in errors]


def test_a_case_that_comes_out_passes(tmp_path: Path) -> None:
    text = CASE + 'score = 61.50\npoints = { tax_per_mu = 61.5 }\nrank = 1\ngrade = "A"\n'
    columns = {"score": 61_500_000, "points:tax_per_mu": 61_500_000, "rank": 1, "grade": "A"}

    (result,) = results(tmp_path, text, Answer(columns))

    assert result.passed
    assert (result.name, result.file, result.line) == ("甲", "some.cases.toml", 1)


@pytest.mark.parametrize(
    ("printed", "kept", "passes"),
    [
        ("61.5", 61_500_000, True),
        ("61.5", 61_549_999, True),
        ("61.5", 61_551_000, False),
        ("61.50", 61_505_001, False),
        ("61", 61_000_000, True),
        ("61", 61_000_001, False),  # a whole number means exactly that
        ("24.0948", 24_094_850, True),  # kept from 24.09484986…
        ("24.0949", 24_094_850, True),  # or from 24.09485012…
        ("24.0950", 24_094_850, False),
        ("61.500001", 61_500_002, False),
    ],
)
def test_a_number_is_compared_at_the_places_it_is_printed_with(
    printed: str, kept: int, tmp_path: Path, *, passes: bool
) -> None:
    (result,) = results(tmp_path, CASE + f"score = {printed}\n", Answer({"score": kept}))

    assert result.passed is passes


def test_every_disagreement_is_said_in_words(tmp_path: Path) -> None:
    text = CASE + (
        'score = 61.50\nrank = 1\ngrade = "A"\nstate = "graded"\nhits = ["safety"]\n'
        "measures = { surcharge = 300.00 }\ncounts = { A = 1 }\n"
    )
    columns = {"score": None, "rank": 2, "grade": None, "state": "deferred", "hits": ""}

    (result,) = results(tmp_path, text, Answer(columns, {"surcharge": 30_001}))

    assert result.text() == (
        "case 的 state：案例为 graded，算得 deferred。\n"
        "case 的 grade：案例为 A，算得 —。\n"
        "case 的 hits：案例为 safety，算得 —。\n"
        "case 的 rank：案例为 1，算得 2。\n"
        "case 的 score：案例为 61.50，算得 —。\n"
        "case 的 surcharge：案例为 300.00，算得 300.01。\n"
        "A 类：案例为 1 户，算得 0 户。"
    )
    assert result.text("en").startswith("state of case: the case says graded, the engine deferred.")


def test_facts_stand_in_each_item_s_own_unit_and_what_is_not_said_is_missing(
    tmp_path: Path,
) -> None:
    text = CASE + (
        'score = 1\n\n[[case.subject]]\nfacts = { industry = "C3670", registered_on = 2020-05-01, '
        "electricity = 12.34 }\n"
    )
    answer = Answer({"score": 1_000_000})

    results(tmp_path, text, answer)

    facts = answer.facts
    assert facts is not None
    assert (facts.year, facts.as_of) == (2025, date(2025, 12, 31))
    assert facts.number("case", "evaluated_tax") == Fraction("20.5")
    assert facts.number("case", "electricity") is None
    assert facts.number("000", "electricity") == Fraction("12.34")
    rows = {row["subject"]: row for row in facts.table.iter_rows(named=True)}
    assert rows["case"]["is_above_scale"] is True
    assert rows["000"]["industry"] == "C3670"
    assert rows["000"]["registered_on"] == date(2020, 5, 1)


def test_a_population_steps_from_one_subject_to_the_next(tmp_path: Path) -> None:
    text = (
        '[[case]]\nname = "甲"\ncounts = { A = 3 }\n[[case.subject]]\ntimes = 3\n'
        "facts = { evaluated_tax = 10, land_area = 1 }\nstep = { evaluated_tax = -0.5 }\n"
        "[[case.earlier]]\nfacts = { land_area = 2 }\n"
    )
    answer = Answer({"grade": "A"})

    (result,) = results(tmp_path, text, answer)

    assert result.passed
    assert answer.facts is not None
    assert answer.facts.table["evaluated_tax"].to_list() == [10_000_000, 9_500_000, 9_000_000]
    assert answer.earlier is not None
    assert (answer.earlier.year, answer.earlier.table["land_area"].to_list()) == (2024, [2_000_000])


def test_stand_ins_take_the_place_of_benchmarks_and_weights_in_one_group(tmp_path: Path) -> None:
    text = CASE + (
        'group = "above"\n[case.given]\nwhy = "公布文本未载"\n'
        "benchmarks = { rd_intensity = 3 }\nweights = { tax_per_mu = 70, rd_intensity = 30 }\n"
    )
    answer = Answer({"group": "above"})

    results(tmp_path, text, answer)

    assert answer.method is not None
    (group,) = answer.method.groups
    tax, rd = group.indicators
    assert (tax.weight, tax.benchmark.value) == (70, 20)
    assert (rd.weight, rd.benchmark.kind, rd.benchmark.value) == (30, "published", Decimal(3))
    assert rd.benchmark.source.assumed == "公布文本未载"


def test_a_case_may_say_that_the_engine_refuses(tmp_path: Path) -> None:
    text = CASE + "refuses = true\n"

    (refused,) = results(tmp_path / "a", text, Answer(refuses=True))
    (computed,) = results(tmp_path / "b", text, Answer())

    assert refused.passed
    assert computed.text() == "本应拒绝计算，软件却算出了结果。"


def test_a_refusal_that_no_case_foresaw_is_a_disagreement(tmp_path: Path) -> None:
    (result,) = results(tmp_path, CASE + "score = 1\n", Answer(refuses=True))

    assert result.text().startswith("软件拒绝计算：数据项“甲”不在目录")


LEDGER = (
    '[[case]]\nname = "甲"\n[[case.subject]]\nname = "甲厂"\nfacts = { land_area = 1 }\nscore = 1\n'
    '[[case.holding]]\nsubject = "甲厂"\nparcel = "P1"\nrole = "owner"\nland = 10.5\n'
    '[[case.holding]]\nsubject = "平台公司"\nparcel = "P1"\nrole = "tenant"\nfloor = 2000\noutside = true\n'
)
PROCEDURE = """
[procedure]
publishes = "grades"
clause = "第八条"

[[notice]]
id = "scores"
label = "得分公示"
of = "scores"
days = 2
counted_in = "working_days"
until = "12:00"
clause = "第八条"

[[commitment]]
id = "tax"
label = "亩均税收承诺"
when = { kind = "always" }
ratio = ["evaluated_tax", "land_area"]
unit = "10k_yuan/mu"
value = 10
clause = "第四条"
"""


def promising(tmp_path: Path, text: str) -> Path:
    """The good method with a notice and a commitment, and these cases."""
    folder = good_folder(tmp_path)
    with (folder / "method.toml").open("a", encoding="utf-8") as file:
        file.write(PROCEDURE)
    (folder / "some.cases.toml").write_text(text, "utf-8")
    return folder


def test_the_ledger_of_parcels_comes_to_the_engine_in_whole_millionths(tmp_path: Path) -> None:
    answer = Answer({"score": 1_000_000})

    (result,) = results(tmp_path, LEDGER, answer)

    assert result.passed
    assert answer.facts is not None
    assert answer.facts.holdings.rows() == [
        ("平台公司", "P1", "tenant", None, 2_000_000_000),
        ("甲厂", "P1", "owner", 10_500_000, None),
    ]


def test_an_unnamed_earlier_subject_is_the_one_in_its_place(tmp_path: Path) -> None:
    text = CASE + (
        'score = 1\n[[case.subject]]\nname = "甲厂"\nfacts = { land_area = 1 }\n'
        "[[case.earlier]]\nfacts = { land_area = 2 }\n"
        "[[case.earlier]]\nfacts = { land_area = 3 }\n"
        '[[case.earlier]]\nname = "乙厂"\nfacts = { land_area = 4 }\n'
    )
    answer = Answer({"score": 1_000_000})

    results(tmp_path, text, answer)

    assert answer.earlier is not None
    assert answer.earlier.table.rows() == [
        ("case", 2_000_000), ("乙厂", 4_000_000), ("甲厂", 3_000_000),
    ]  # fmt: skip


def test_a_notice_closes_when_the_case_says(tmp_path: Path) -> None:
    said = '[[case]]\nname = "甲"\n[[case.notice]]\nid = "scores"\npublished = 2023-09-26\ncloses = "{}"\n'
    folder = promising(tmp_path, said.format("2023-09-28 12:00") + said.format("2023-09-28"))

    right, wrong = run_cases(folder, Answer())

    assert right.passed
    assert wrong.text() == "scores 的 closes：案例为 2023-09-28 24:00，算得 2023-09-28 12:00。"


def test_a_commitment_is_met_or_short_as_the_case_says(tmp_path: Path) -> None:
    said = '[[case]]\nname = "甲"\nfacts = {{ land_area = 1 }}\ncommitments = {{ tax = "{}" }}\n'
    folder = promising(tmp_path, said.format("met") + said.format("short"))
    evaluated = Answer()

    def compared(_method: Method, facts: Facts) -> pl.DataFrame:
        return facts.table.select("subject", commitment=pl.lit("tax"), verdict=pl.lit("met"))

    right, wrong = run_cases(folder, evaluated, commitments=compared)

    assert right.passed
    assert wrong.text() == "case 的 tax：案例为 short，算得 met。"
    assert evaluated.facts is None  # nothing else is said, so nothing else is asked


def test_a_column_that_the_method_has_no_use_for_is_empty(tmp_path: Path) -> None:
    (result,) = results(tmp_path, CASE + 'pool = ""\nlists = ["low"]\n', Answer({"score": 1}))

    assert result.text() == "case 的 lists：案例为 low，算得 —。"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "甲厂"', 'name = "乙厂"', "8 [[case]] · holding 的“甲厂”不是本案例的企业（乙厂）。请核对名称；确属不参评的，写明 outside = true。"),
        ('role = "owner"\n', 'role = "owner"\noutside = true\n', "8 [[case]] · holding 的“甲厂”是本案例的企业，却写了 outside = true（不参评）。请删去 outside。"),
        ('"平台公司"\nparcel = "P1"\nrole = "tenant"', '"甲厂"\nparcel = "P1"\nrole = "owner"', "14 [[case]] · holding 的企业、宗地、身份与第 7 行相同，会重复计算。请合并为一行。"),
        ("land = 10.5", "land = -1", "11 [[case]] · holding 的“land”不是办法里会出现的数字（位数过多、无穷大或非数）。请按办法印出的数字填写。"),
        ("[[case.holding]]", '[[case.subject]]\nname = "甲厂"\nfacts = {}\n[[case.holding]]', "8 [[case]] · subject 的企业“甲厂”在本案例中出现两次。请改用不同的 name。"),
        ("[[case.holding]]", '[[case.notice]]\nid = "score"\npublished = 2023-09-26\ncloses = "noon"\n[[case.holding]]', "8 [[case]] · notice 的公示“score”不在本办法的 [[notice]] 中（scores）。请核对。"),
        ("[[case.holding]]", '[[case.notice]]\nid = "scores"\npublished = 2023-09-26\ncloses = "noon"\n[[case.holding]]', "10 [[case]] · notice 的“closes”是“noon”，应写成 \"2023-09-28 12:00\"，截止到当天结束的写 \"2023-09-28\"。请改正。"),
        ("[[case.holding]]", '[[case.notice]]\nid = "scores"\ncloses = "2023-09-28"\n[[case.holding]]', "7 [[case]] · notice 缺少“published”。请补上。"),
        ("score = 1", 'commitments = { tax = "kept" }', "6 [[case]] · subject · commitments 的“tax”不能是“kept”。只能是：met、short、unknown。请选择其一。"),
        ("score = 1", 'commitments = { output = "met" }', "6 [[case]] · subject · commitments 不能有“output”。可用的键：tax。请改名或删去。"),
    ],
)  # fmt: skip
def test_a_faulty_row_of_a_case_is_refused(old: str, new: str, said: str, tmp_path: Path) -> None:
    errors = check_method(promising(tmp_path, LEDGER.replace(old, new, 1)))

    assert said in [f"{one.row} {one.text()}" for one in errors if one.severity == "error"]
    assert all("{" not in one.text("en") for one in errors)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CASE, ["1 [[case]] 没有写明应得的结果。请写 score、points、grade、state、rank、counts 等至少一项。"]),
        ('[[case]]\nname = "甲"\nscore = 1\n', ["1 [[case]] 缺少“facts”。请补上。", "3 [[case]] 不能有“score”。可用的键：counts、earlier、given、holding、name、notice、refuses、subject。请改名或删去。"]),
        (CASE + "scor = 1\nrank = 1\n", ["4 [[case]] 不能有“scor”，是否想写“score”？请改名或删去。"]),
        (CASE + "points = { tax = 3 }\nrank = 1\n", ["4 [[case]] · points 不能有“tax”。可用的键：rd_intensity、tax_per_mu。请改名或删去。"]),
        (CASE.replace("land_area", "land_aera") + "rank = 1\n", ["3 [[case]] · facts 的“land_aera”用了“land_aera”，没有这个数据项、定义或可引用的指标，是否想写“land_area”？请改正。"]),
        (CASE.replace("20.5", "20.1234567") + "rank = 1\n", ["3 [[case]] · facts 的“评价税收”小数位超过该项规定的 6 位。请按规定位数填写。"]),
        (CASE + 'rank = 1\n[case.given]\nwhy = "未载"\n', ["1 [[case]] 用 given 代入了数值，请用 group 写明代入哪一组（above、below）。"]),
        (CASE + "rank = 1\n[[case.earlier]]\nfacts = { land_area = 1 }\nscore = 3\n", ["7 [[case]] · earlier 不能有“score”。可用的键：facts、name、step、times。请改名或删去。"]),
        ('[[case]]\nname = "甲"\ncounts = { A = 1 }\n[[case.subject]]\nfacts = { land_area = 1 }\nstep = { output = 1 }\n', ["6 [[case]] · subject 的 step 用了“output”，facts 里没有它。请先在 facts 里给出起始数。"]),
    ],
)  # fmt: skip
def test_a_faulty_case_is_refused_with_its_line(text: str, said: list[str], tmp_path: Path) -> None:
    assert faults(tmp_path / "checked", text) == said

    with pytest.raises(MethodRefused):
        results(tmp_path / "run", text, Answer())
