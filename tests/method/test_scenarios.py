"""Scenarios: what a file may say, what it makes of a method, and the words for it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import permu.method
from permu.method import MethodRefused, library, load_method
from permu.method.model import Method
from permu.method.model.scenarios import Amendment, AmendmentKey, Scenario
from permu.method.scenarios import (
    amended,
    amendments_said,
    cited,
    knobs,
    load_scenario,
    overridden,
    read_scenario,
    scenario_text,
    with_digest,
)
from permu.sample import SAMPLE_METHOD, SAMPLE_SCENARIOS

METHOD = load_method(SAMPLE_METHOD)
EXAMPLES = Path(permu.method.__file__).parent / "examples"


def is_seen(text: str) -> bool:
    return any(map(str.isprintable, text.strip()))


def scenario(*amendments: Amendment, rebalance: bool = True, id_: str = "trial") -> Scenario:
    return with_digest(
        Scenario(id=id_, label=f"试{id_}", rebalance=rebalance, amendments=amendments)
    )


def amendment(key: AmendmentKey, of: str = "", *to: str, groups: tuple[str, ...] = ()) -> Amendment:
    return Amendment(key=key, of=of, groups=groups, to=tuple(map(Decimal, to)))


def weights(method: Method, group: str = "above") -> dict[str, Decimal | None]:
    return {one.id: one.weight for one in method.group(group).indicators}


def refused(*scenarios: Scenario, method: Method = METHOD) -> list[str]:
    with pytest.raises(MethodRefused) as caught:
        amended(method, scenarios)
    return str(caught.value).split("\n")[1:]


# what becomes of the method


def test_no_scenario_leaves_the_method_itself() -> None:
    assert amended(METHOD, []) is METHOD


def test_other_weights_share_what_an_amended_one_leaves() -> None:
    found = weights(
        amended(METHOD, [scenario(amendment("weight", "tax_per_mu", "40", groups=("above",)))])
    )

    assert found["tax_per_mu"] == 40
    assert found["value_added_per_mu"] == Decimal("17.1429")
    assert sum(weight or 0 for weight in found.values()) == 100


def test_a_weight_may_be_dropped() -> None:
    found = weights(amended(METHOD, [scenario(amendment("weight", "rd_intensity", "0"))]))

    assert found["rd_intensity"] == 0
    assert sum(weight or 0 for weight in found.values()) == 100


def test_weights_that_do_not_add_up_are_refused_where_nothing_is_rebalanced() -> None:
    one = scenario(amendment("weight", "tax_per_mu", "40", groups=("above",)), rebalance=False)

    assert refused(one) == [
        "trial：规模以上企业的权重之和须为 100，改动后是 110。请改其他指标的权重，或写上 rebalance = true 让其余指标按比例分摊。"
    ]


def test_weights_that_leave_the_others_less_than_nothing_are_refused() -> None:
    both = [
        amendment("weight", name, "60", groups=("above",))
        for name in ("tax_per_mu", "rd_intensity")
    ]

    (said,) = refused(scenario(*both))
    assert "改动的各项自己合计为 120" in said
    assert "rebalance" not in said


def test_a_printed_benchmark_takes_the_place_of_the_mean() -> None:
    found = amended(METHOD, [scenario(amendment("benchmark", "rd_intensity", "3"))]).group("above")
    judged = next(one for one in found.indicators if one.id == "rd_intensity").benchmark

    assert (judged.kind, judged.value, judged.source.clause) == ("published", 3, "第四条")


def test_a_number_may_be_multiplied_in_every_group_that_has_it() -> None:
    double = Amendment(key="rate", of="power_surcharge_d", times=Decimal(2))
    found = amended(METHOD, [scenario(double)])

    rates = [one.rate for group in found.groups for one in group.measures if one.id == double.of]
    assert rates == [Decimal("0.6")] * 2


def test_a_later_scenario_amends_what_an_earlier_one_left() -> None:
    first = scenario(amendment("shares", "", "15", "50", "30", "5"), id_="first")
    second = scenario(
        amendment("shares", "", "10", "55", "30", "5", groups=("above",)), id_="second"
    )
    found = amended(METHOD, [first, second])

    cut = [group.grading.shares[0] for group in found.groups if group.grading]
    assert cut == [10, 15]
    assert found.id == "990101-sample-2025+first+second"
    assert overridden(METHOD, [first, second]) == [
        ("规模以上企业：各档比例", "试first", "试second")
    ]
    assert amended(METHOD, [second, first]).digest != found.digest


def test_numbers_that_a_scenario_gives_each_group_apart_are_each_told_as_overridden() -> None:
    first, second = (
        scenario(
            amendment("weight", "tax_per_mu", above, groups=("above",)),
            amendment("weight", "tax_per_mu", below, groups=("below",)),
            id_=id_,
        )
        for id_, above, below in (("first", "40", "70"), ("second", "50", "80"))
    )

    assert [what for what, _, _ in overridden(METHOD, [first, second])] == [
        "规模以上企业：亩均税收权重",
        "规模以下企业：亩均税收权重",
    ]


def test_an_amended_method_is_nobodys_notice() -> None:
    published = replace(METHOD, status="in_force")
    found = amended(published, [scenario(amendment("bonus_cap", "", "6"))])

    assert found.status == "draft"
    assert found.digest != published.digest
    assert "情景试算：试trial" in found.title


# words


def test_each_number_is_said_before_and_after_with_its_clause() -> None:
    files = [
        load_scenario(SAMPLE_SCENARIOS / name)
        for name in ("stricter_top.toml", "dearer_power.toml")
    ]

    assert amendments_said(METHOD, files)[:3] == [
        "规模以上企业：各档比例 20/45/30/5 % → 15/50/30/5 %（第八条）",
        "规模以上企业：D类用电加价标准 0.3 元/千瓦时 → 0.5 元/千瓦时（第十一条）",
        "规模以上企业：C类用电加价标准 0.1 元/千瓦时 → 0.2 元/千瓦时（第十一条）",
    ]


def test_a_mean_that_is_printed_over_is_said_in_words() -> None:
    (said,) = amendments_said(METHOD, [scenario(amendment("benchmark", "rd_intensity", "3"))])

    assert said.startswith("规模以上企业：研发费用占营业收入比重基准值 本组当年平均值")
    assert said.endswith("→ 3 %（第四条）")


def test_a_citation_names_scenarios_in_their_order_and_the_method() -> None:
    files = [load_scenario(path) for path in sorted(SAMPLE_SCENARIOS.glob("*.toml"))]

    assert cited(METHOD, files) == (
        f"情景“差别电价加码”（dearer_power，{files[0].digest[:12]}），其后情景“A类收紧到15%”（stricter_top，{files[1].digest[:12]}），"
        f"其后情景“亩均税收权重提到40分”（tax_first，{files[2].digest[:12]}），施于《{METHOD.title}》（{METHOD.digest[:12]}）"
    )


# the file


def test_the_digest_is_of_what_is_said_not_of_how_it_is_laid_out() -> None:
    text = (SAMPLE_SCENARIOS / "tax_first.toml").read_text("utf-8")

    assert read_scenario(text, name="a").digest == read_scenario(text + "\n# 注\n", name="b").digest
    assert (
        read_scenario(text.replace("40\n", "40.0\n"), name="c").digest
        == read_scenario(text, name="d").digest
    )


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@given(
    st.builds(
        Scenario,
        id=st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True),
        label=st.text(min_size=1, max_size=40)
        .filter(is_seen)
        .filter(lambda text: text.isprintable() or "\n" in text),
        about=st.text(max_size=40).filter(lambda text: is_seen(text) and "\r" not in text),
        method=st.just("990101-sample-2025"),
        method_digest=st.just("0" * 64),
        rebalance=st.booleans(),
        amendments=st.lists(
            st.builds(
                Amendment,
                key=st.sampled_from(["weight", "shares", "rate"]),
                of=st.sampled_from(["", "tax_per_mu", "otherwise:tax_per_kwh"]),
                groups=st.sampled_from([(), ("above",), ("above", "below")]),
                to=st.tuples(numbers),
            )
            | st.builds(
                Amendment,
                key=st.sampled_from(["shares", "at_least"]),
                to=st.lists(numbers, min_size=1, max_size=4).map(tuple),
            ),
            min_size=1,
            max_size=4,
        ).map(tuple),
    )
)
def test_a_scenario_written_and_read_is_the_same(one: Scenario) -> None:
    one = with_digest(one)

    assert read_scenario(scenario_text(one), name="x") == one


FAULTS = {
    '[scenario]\nid = "Trial"\nlabel = "试"\n[[change]]\nwhat = "weight"\nof = "tax_per_mu"\nto = 40\n': "第 2 行：[scenario]",
    '[scenario]\nid = "a"\nlabel = "试"\n': "情景要有 1 到 1000 处改动（[[change]]），这里有 0 处",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "weight"\nof = "x"\n': "要写改成多少（to），或改为原来的几倍（times）",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "weight"\nto = 1\ntimes = 2\n': "两者写一个",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "weight"\nof = "x"\ntimes = -2\n': "的倍数不能是负数（-2）",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "wieght"\nof = "x"\nto = 2\n': "wieght",
    '[scenario]\nid = "a"\nlabel = "试"\nlable = "b"\n[[change]]\nwhat = "weight"\nof = "x"\nto = 2\n': "lable",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "weight"\nof = "x"\nto = nan\n': "第 7 行",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "weight"\nof = "x"\nto = [30, 40]\n': "第 7 行：[[change]] 的 to 只能是一个数，这里是一串（2 个）",
    '[scenario]\nid = "a"\nlabel = "试"\n[[change]]\nwhat = "colour"\nof = "x"\nto = [30, 40]\n': "情景有 1 处问题",
    '[[change]]\nwhat = "weight"\nof = "x"\nto = 1\n': "scenario",
    "[scenario": "TOML",
}  # fmt: skip


@pytest.mark.parametrize("text", FAULTS)
def test_a_faulty_file_is_refused_with_place_and_reason(text: str) -> None:
    with pytest.raises(MethodRefused) as caught:
        read_scenario(text, name="情景.toml")

    assert "情景有" in str(caught.value)
    assert FAULTS[text] in str(caught.value)
    assert "{" not in caught.value.text("en")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MethodRefused):
        load_scenario(tmp_path / "none.toml")


REFUSED = {
    "分组": (amendment("cap", "tax_per_mu", "2", groups=("abvoe",)), "办法没有分组“abvoe”。本办法的分组：above、below"),
    "生僻名称": (
        amendment("weight", "zzz", "2"),
        "办法里没有“zzz”的“权重”可改。本办法可改“权重”的有：",
    ),
    "名称": (amendment("weight", "tax_per_me", "2"), "是否指“tax_per_mu”？"),
    "没有此数": (amendment("at_least", "", "90", "80", "70"), "办法里没有“各档起点分”这个数，无从改起"),
    "倍数": (Amendment(key="benchmark", of="rd_intensity", times=Decimal(2)), "无从按倍数改"),
    "个数": (amendment("shares", "", "20", "80"), "要写 4 个数，这里是 2 个"),
    "合计": (amendment("shares", "", "20", "45", "30", "4"), "各档比例之和须为 100，这里是 99"),
    "范围": (amendment("weight", "tax_per_mu", "120"), "规模以上企业的亩均税收权重须在 0 与 100 之间，这里是 120"),
    "正数": (amendment("cap", "tax_per_mu", "0"), "须大于 0"),
    "负数": (amendment("rate", "power_surcharge_d", "-0.1"), "不能小于 0"),
    "上下限": (amendment("floor", "tax_per_mu", "2"), "的封顶（1.5）不能低于保底（2）"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_number_that_cannot_stand_there_is_refused(name: str) -> None:
    one, says = REFUSED[name]

    assert any(says in line for line in refused(scenario(one)))


def test_grades_by_score_begin_at_falling_scores() -> None:
    method = load_method(EXAMPLES / "m47-thresholds")
    knob = next(one for one in knobs(method) if one.key == "at_least")
    rising = Amendment(key="at_least", groups=(knob.group,), to=tuple(reversed(knob.now)))

    assert any("须由高到低" in line for line in refused(scenario(rising), method=method))


def test_a_penalty_takes_points_and_never_gives_them() -> None:
    before = METHOD.group("above")
    one = replace(before.indicators[0], when_missing="penalty", penalty=Decimal(-3))
    method = replace(METHOD, groups=(replace(before, indicators=(one, *before.indicators[1:])),))

    assert any(
        "不能大于 0" in line
        for line in refused(scenario(amendment("penalty", one.id, "1")), method=method)
    )


# knobs


METHODS = [
    SAMPLE_METHOD,
    *sorted(library().glob("*/*")),
    *sorted(path.parent for path in EXAMPLES.glob("*/method.toml")),
]


@pytest.mark.parametrize(
    "folder", METHODS, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_every_knob_of_every_method_can_be_turned_to_either_end(folder: Path) -> None:
    method = load_method(folder)

    for knob in knobs(method):
        assert knob.least <= min(knob.now) <= max(knob.now) <= knob.most
        assert knob.step > 0
        same = Amendment(key=knob.key, of=knob.of, groups=(knob.group,), to=knob.now)
        assert amended(method, [scenario(same)]).groups == method.groups
        if len(knob.now) == 1 and knob.key not in ("weight", "cap", "floor"):
            for end in (knob.least, knob.most):
                turned = Amendment(key=knob.key, of=knob.of, groups=(knob.group,), to=(end,))
                found = amended(method, [scenario(turned)])
                assert next(
                    one.now
                    for one in knobs(found)
                    if (one.key, one.of, one.group) == (knob.key, knob.of, knob.group)
                ) == (end,)


@pytest.mark.parametrize("label", ["", " ", "\\u0000", "\\u200b\\u0007"])
def test_a_name_in_which_nothing_can_be_seen_is_none(label: str) -> None:
    text = f'[scenario]\nid = "a"\nlabel = "{label}"\n[[change]]\nwhat = "weight"\nof = "tax_per_mu"\nto = 40\n'

    with pytest.raises(MethodRefused, match="label"):
        read_scenario(text, name="a")
