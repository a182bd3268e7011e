"""What a method says beside its groups stands in the model, as the examples of the language write it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from permu.method import load_method
from permu.method.language.examples import EXAMPLES
from permu.method.model import (
    EVERYBODY,
    Commitment,
    Condition,
    Day,
    FigureSource,
    GradeWord,
    Merge,
    Method,
    Notice,
    Source,
)
from tests.method.folders import changed, good_folder


def example(name: str) -> Method:
    return load_method(EXAMPLES / name)


def test_a_method_says_from_when_to_when_it_holds() -> None:
    old, new = example("m52-2024"), example("m52-2025")

    assert (old.valid_from, old.valid_until) == (date(2024, 3, 1), date(2026, 12, 31))
    assert old.repealed_on == new.valid_from == date(2025, 3, 1)
    assert new.supersedes == old.id
    assert (new.valid_until, new.repealed_on, new.parent, new.subject) == (
        None, None, "", "enterprise",
    )  # fmt: skip


def test_each_state_is_read_with_what_belongs_to_it() -> None:
    rules = {rule.id: rule for rule in example("m04-states").scope}

    assert [rule.state for rule in rules.values()] == [
        "exempt", "deferred", "improving", "collected", "ungraded",
    ]  # fmt: skip
    assert (rules["major_project"].managed_as, rules["major_project"].mark) == ("B", "T")
    assert (rules["utility"].managed_as, rules["utility"].mark) == ("", "")


def test_a_grade_is_inherited_from_the_parcel_s_owner_or_a_named_subject(tmp_path: Path) -> None:
    old = 'id = "utility"\nlabel = "公用事业"\nstate = "exempt"\n'
    owner = old.replace('"exempt"', '"inherits"\nfrom = "parcel_owner"')
    landlord = old.replace('"exempt"', '"inherits"\nfrom = "landlord"\nchoose = "better"')

    rules = [
        load_method(changed(tmp_path / name, "method.toml", old, new)).scope[0]
        for name, new in (("owner", owner), ("landlord", landlord))
    ]

    assert [(rule.from_, rule.choose) for rule in rules] == [
        ("parcel_owner", "worse"),
        ("landlord", "better"),
    ]


def test_grades_have_words_and_colors() -> None:
    words = {word.id: word for word in example("m46-grade-words").grades}

    assert words["绿"] == GradeWord(id="绿", label="绿色", color="green", source=Source("第二条"))
    assert words["A+"].color == ""
    assert words["T"].label == "重大项目建设中"


def test_the_procedure_says_what_is_published_and_each_notice_how_to_object() -> None:
    method = example("m53-procedure")
    procedure = method.procedure

    assert procedure is not None
    assert (procedure.publishes, procedure.needs_confirmation, procedure.has_letters) == (
        "unordered", True, True,
    )  # fmt: skip
    assert [notice.of for notice in procedure.notices] == ["land", "facts", "scores", "grades"]
    assert procedure.notices[1].groups == ("above",)
    assert procedure.notices[2] == Notice(
        id="scores",
        label="得分公示",
        of="scores",
        days=2,
        counted_in="working_days",
        until="12:00",
        channel=("乡镇（街道）经济服务中心", "县亩均办"),
        needs_evidence=True,
        silence_is_consent=True,
        decided_by="县领导小组办公室",
        source=Source("第四条"),
    )
    assert method.figure_sources[0] == FigureSource(
        item="is_above_scale",
        provider="统计局",
        as_of=Day(month=12, day=31),
        source=Source("第二条"),
    )
    assert method.figure_sources[1].as_of is None


def test_merges_are_read_with_their_defaults(tmp_path: Path) -> None:
    shared = '[[merge]]\nid = "parcel"\nlabel = "同一宗地"\nby = "parcel"\nclause = "第三条"\n\n'
    both = (
        '[[merge]]\nid = "group"\nlabel = "集团"\nby = "holding_group"\nhead_by = "output"\nresult = "both"\n'
        'choose = "better"\nwhen = { kind = "is", item = "is_industrial" }\nclause = "第三条"\n\n'
    )

    method = load_method(
        changed(tmp_path, "method.toml", "[[measure]]", shared + both + "[[measure]]")
    )

    assert method.merges == (
        Merge(id="parcel", label="同一宗地", by="parcel", when=EVERYBODY, source=Source("第三条")),
        Merge(
            id="group",
            label="集团",
            by="holding_group",
            when=Condition(kind="is", item="is_industrial"),
            head_by="output",
            result="both",
            choose="better",
            source=Source("第三条"),
        ),
    )


def test_a_method_of_contracts_alone_has_no_group_and_grades_nobody(tmp_path: Path) -> None:
    folder = good_folder(tmp_path)
    for name in ("above", "below"):
        (folder / f"{name}.toml").unlink()
    head = (folder / "method.toml").read_text("utf-8").split("[[definition]]")[0]
    head = head.replace('groups = ["above.toml", "below.toml"]', "groups = []")
    rows = [
        f'[[commitment]]\nid = "{id_}"\nlabel = "亩均税收"\nwhen = {{ kind = "is", item = "is_tenant" }}\n'
        f'ratio = ["evaluated_tax", "land_area"]\nunit = "10k_yuan/mu"\n{demand}\nclause = "第四条"\n'
        for id_, demand in (("all", "value = 20"), ("each", 'promised = "promised_tax_per_mu"'))
    ]
    (folder / "method.toml").write_text(head + "\n".join(rows), "utf-8")

    method = load_method(folder)

    assert (method.groups, method.can_score, method.can_grade) == ((), False, False)
    assert method.commitments[0] == Commitment(
        id="all",
        label="亩均税收",
        when=Condition(kind="is", item="is_tenant"),
        numerator="evaluated_tax",
        denominator="land_area",
        unit="10k_yuan/mu",
        value=Decimal(20),
        source=Source("第四条"),
    )
    assert (method.commitments[1].value, method.commitments[1].promised) == (
        None, "promised_tax_per_mu",
    )  # fmt: skip
