"""An overlay takes its parent over, key by key; what is wrong is said where it stands."""

import shutil
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from permu.method import check_method, head_of, keep_method, library_methods, load_method
from permu.method.model import Source
from tests.method.folders import GOOD, refusal, said

HEAD = """[method]
id = "990102-park-2025"
title = "甲县城西园区2025年度亩均效益综合评价"
parent = "../county"
document = "甲县城西园区评价细则"
address = "notice.md"
status = "synthetic"
area = { kind = "one_of", item = "park", codes = ["城西"] }
"""
NOTICE = (
    "# 城西园区细则（虚构）\n\n第一条 园区亩均税收基准值 30 万元/亩。\n第十二条 园区另有规定。\n"
)


def place(tmp_path: Path) -> Path:
    """A place's folder with the good method as the county's."""
    shutil.copytree(GOOD, tmp_path / "county")
    return tmp_path


def overlay(tmp_path: Path, *, name: str = "park", head: str = HEAD, **files: str) -> Path:
    """An overlay beside the county's method; keywords are group files, `method` what follows the head."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "notice.md").write_text(NOTICE, "utf-8")
    (folder / "method.toml").write_text(
        files.pop("first", "") + head + files.pop("method", ""), "utf-8"
    )
    for file, text in files.items():
        (folder / f"{file}.toml").write_text(text, "utf-8")
    return folder


BENCHMARK = """
[[indicator]]
id = "tax_per_mu"
benchmark = { kind = "published", value = 30, clause = "第一条" }
clause = "第一条"
"""


def test_an_overlay_says_only_what_differs(tmp_path: Path) -> None:
    county = load_method(place(tmp_path) / "county")

    park = load_method(overlay(tmp_path, above=BENCHMARK))

    tax, rd = park.group("above").indicators
    assert tax.benchmark.value == Decimal(30)
    assert tax.source == Source("第一条")
    assert (tax.weight, tax.cap, tax.label) == (60, Decimal("1.5"), "亩均税收")
    assert rd.source.cited == "甲县工业企业亩均效益综合评价办法 第四条"
    assert tax.source.cited == "第一条"
    assert rd == county.group("above").indicators[1]
    assert park.group("below") == county.group("below")
    assert (park.parent, park.place, park.year) == (county.id, county.place, county.year)
    assert park.area.codes == ("城西",)
    assert (park.id, park.published) == ("990102-park-2025", None)
    assert (park.scope, park.definitions) == (county.scope, county.definitions)


@pytest.mark.parametrize(
    "folder", library_methods(), ids=lambda folder: "-".join(folder.parts[-2:])
)
def test_an_overlay_that_says_nothing_is_its_parent_under_another_name(
    folder: Path, tmp_path: Path
) -> None:
    keep_method(folder, tmp_path / "county")

    empty, parent = load_method(overlay(tmp_path)), load_method(folder)

    head = {
        name: getattr(empty, name)
        for name in (
            "id",
            "title",
            "document",
            "address",
            "status",
            "published",
            "is_mirror",
            "area",
        )
    } | {"parent": parent.id, "digest": empty.digest}
    dates = dict.fromkeys(("valid_from", "valid_until", "repealed_on"), None)
    assert empty == replace(parent, **head, **dates, supersedes="")


def test_new_rows_come_after_the_parent_s_and_dropped_ones_are_gone(tmp_path: Path) -> None:
    new = (
        '\n[[adjustment]]\nid = "rent"\nlabel = "出租扣分"\nkind = "deduction"\npoints = 5\n'
        'when = { kind = "at_least", item = "tenants_below_scale", value = 1, unit = "cases" }\nclause = "第十二条"\n'
    )
    drop = 'drop = ["adjustment:green_factory", "scope:major_project.managed_as"]\n'
    scope = '\n[[scope]]\nid = "major_project"\nclause = "第十二条"\n'

    park = load_method(overlay(place(tmp_path), first=drop, method=new + scope))

    assert [rule.id for rule in park.group("above").adjustments] == ["environment", "rent"]
    assert [rule.managed_as for rule in park.scope] == ["", ""]


def test_score_and_grading_are_overridden_by_key_and_dropped_by_name(tmp_path: Path) -> None:
    above = (
        'drop = ["score.decimals", "score.rounding"]\n[score]\nassumed = "细则未载取舍"\n'
        '[grading]\nshares = [40, 50, 10]\nclause = "第十二条"\n'
    )

    group = load_method(overlay(place(tmp_path), above=above)).group("above")

    assert group.score.decimals is None
    assert group.score.source == Source(assumed="细则未载取舍")
    assert group.grading is not None
    assert group.grading.shares == (40, 50, 10)
    assert group.grading.grades == ("A", "B", "C")


def test_a_grading_of_another_kind_takes_nothing_over(tmp_path: Path) -> None:
    above = '[grading]\nkind = "thresholds"\ngrades = ["优", "良"]\nat_least = [80]\nclause = "第十二条"\n'

    drop = 'drop = ["adjustment:environment", "measure:surcharge"]\n'

    grading = load_method(overlay(place(tmp_path), above=above, first=drop)).groups[0].grading

    assert grading is not None
    assert (grading.kind, grading.shares) == ("thresholds", ())


def test_a_group_is_left_out_or_added_by_the_list_of_groups(tmp_path: Path) -> None:
    head = HEAD + 'groups = ["small.toml", "above.toml"]\n'
    small = (GOOD / "below.toml").read_text("utf-8").replace('"below"', '"small"')
    small = small.replace('clause = "第七条"', 'clause = "第十二条"')
    for old in ("第一条", "第五条"):
        small = small.replace(f'clause = "{old}"', 'clause = "第一条"')
    small = small.replace("{ kind = \"at_least\", item = \"land_area\", value = 3, unit = \"mu\" }", '{ kind = "is", item = "is_in_small_park" }')  # fmt: skip

    park = load_method(overlay(place(tmp_path), head=head, small=small))

    assert [group.id for group in park.groups] == ["small", "above"]


def test_an_overlay_of_an_overlay_has_the_last_word_of_each(tmp_path: Path) -> None:
    overlay(place(tmp_path), above=BENCHMARK)
    head = HEAD.replace("990102-park", "990102-corner").replace("../county", "../park")
    weight = '[[indicator]]\nid = "tax_per_mu"\ncap = 2\nclause = "第十二条"\n'

    corner = load_method(overlay(tmp_path, name="corner", head=head, above=weight))

    tax = corner.group("above").indicators[0]
    assert (tax.benchmark.value, tax.cap, tax.weight) == (30, 2, 60)
    assert corner.parent == "990102-park-2025"


def test_a_county_lays_its_method_over_the_city_s(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "990100-city" / "2025")
    county = tmp_path / "990102-jia"
    county.mkdir()
    head = HEAD.replace("../county", "../../990100-city/2025") + 'place = "990102"\n'
    folder = overlay(county, name="2025", head=head, above=BENCHMARK)

    assert load_method(folder).parent == "990102-test-2025"
    city = tmp_path / "990100-city" / "2025" / "below.toml"
    city.write_text(city.read_text("utf-8").replace("weight = 100", "weight = 90"), "utf-8")
    assert said(folder)[0].startswith(
        "../../990100-city/2025/below.toml 第 12 行（第五条）：本组权重 90"
    )


def test_the_digest_changes_with_each_of_the_two(tmp_path: Path) -> None:
    folder = overlay(place(tmp_path), above=BENCHMARK)
    before = load_method(folder).digest
    county = tmp_path / "county" / "notice.md"
    county.write_text(county.read_text("utf-8") + "\n附则。\n", "utf-8")
    between = load_method(folder).digest
    (folder / "notice.md").write_text(NOTICE + "附则。\n", "utf-8")

    assert len({before, between, load_method(folder).digest}) == 3


def test_the_head_of_an_overlay_can_be_read_without_the_rest(tmp_path: Path) -> None:
    head = head_of(overlay(place(tmp_path), above="nothing of this is read"))

    assert (head["year"], head["title"]) == (2025, "甲县城西园区2025年度亩均效益综合评价")
    assert head_of(tmp_path / "nowhere") == {}


def test_a_kept_copy_stands_alone_and_is_the_same_method(tmp_path: Path) -> None:
    overlay(place(tmp_path), above=BENCHMARK)
    head = HEAD.replace("990102-park", "990102-corner").replace("../county", "../park")
    folder = overlay(tmp_path, name="corner", head=head)
    kept = tmp_path / "elsewhere" / "method"
    keep_method(folder, kept)
    keep_method(kept, tmp_path / "again")
    method = load_method(folder)
    for name in ("county", "park", "corner"):
        shutil.rmtree(tmp_path / name)

    assert load_method(kept) == method
    assert load_method(tmp_path / "again") == method


def test_a_fault_is_said_where_the_key_stands(tmp_path: Path) -> None:
    place(tmp_path)
    county = tmp_path / "county" / "above.toml"
    county.write_text(county.read_text("utf-8").replace("weight = 40", "weight = 30"), "utf-8")
    folder = overlay(tmp_path, above=BENCHMARK.replace("value = 30", "value = 0"))

    assert said(folder) == [
        "../county/above.toml 第 24 行（第四条）：本组权重 60 + 30 = 90，合计应为 100。请对照办法核对各项权重。",
        "above.toml 第 4 行（第一条）：[[indicator]] tax_per_mu · benchmark 的“value”是 0，必须大于 0。请核对。",
    ]


def test_a_clause_is_looked_up_in_the_notice_beside_the_key(tmp_path: Path) -> None:
    folder = overlay(place(tmp_path), above=BENCHMARK.replace("第一条", "第四条"))

    assert said(folder) == [
        "above.toml 第 4 行（第四条）：notice.md 里找不到“第四条”。请核对条款，或把这一条的原文补入 notice.md。",
        "above.toml 第 5 行（第四条）：notice.md 里找不到“第四条”。请核对条款，或把这一条的原文补入 notice.md。",
    ]


def test_a_charge_taken_over_binds_from_the_parent_s_publication(tmp_path: Path) -> None:
    head = HEAD + "published = 2026-09-01\n"

    assert load_method(overlay(place(tmp_path), head=head)).groups[0].measures[0].starts_on


FAULTS = {
    "an override names something that the parent has": (
        {"above": BENCHMARK.replace("tax_per_mu", "tax_per_nu")},
        ("above.toml 第 3 行（第一条）：[[indicator]] tax_per_nu：上位办法没有“tax_per_nu”可以覆盖（是否想写“tax_per_mu”？）；"
         "若是新增的一条，还缺少“label”。请改正 id，或写全这一条。"),
    ),
    "an override says where it is from": (
        {"above": '[[indicator]]\nid = "tax_per_mu"\ncap = 2\n'},
        ("above.toml 第 1 行：[[indicator]] tax_per_mu 改了上位办法的规定，却没有写明依据。请写本办法的 clause；"
         "本办法没有规定的，写 assumed 及理由。"),
    ),
    "what is dropped must be there": (
        {"first": 'drop = ["adjustment:green_factori"]\n'},
        ("method.toml 第 1 行：drop 中的“adjustment:green_factori”在上位办法的同名文件里没有，是否想写“adjustment:green_factory”？"
         "请改正或删去。"),
    ),
    "a key that is dropped is of a row with a source": (
        {"first": 'drop = ["scope:major_project.managed_as"]\n'},
        ("method.toml 第 1 行：drop 去掉了“scope:major_project.managed_as”，本办法却没有覆盖“scope:major_project”，看不出依据。"
         "请写出这一条的 id 和本办法的 clause（没有规定的写 assumed 及理由）。"),
    ),
    "a group file with a mistyped name is not left unread": (
        {"abov": BENCHMARK},
        "abov.toml：groups 没有列入这个文件，它不会被使用。请在 groups 中列出（现有：above.toml、below.toml），或删去这个文件。",
    ),
    "a parent has to be there": (
        {"head": HEAD.replace("../county", "../conty")},
        "method.toml 第 4 行：[method] 的 parent 是“../conty”，那里没有 method.toml。请核对文件夹名称，或先把上位办法放入办法库。",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "says"), FAULTS.values(), ids=list(FAULTS))
def test_a_faulty_overlay_is_refused(files: dict[str, str], says: str, tmp_path: Path) -> None:
    assert said(overlay(place(tmp_path), **files)) == [says]


@pytest.mark.parametrize(
    "parent", ["/etc", "../../../etc", "county", "../county/../../etc", "", ".."]
)
def test_a_parent_outside_the_library_is_refused(parent: str, tmp_path: Path) -> None:
    folder = overlay(place(tmp_path), head=HEAD.replace("../county", parent))

    (line,) = said(folder)
    if parent:
        assert line == (
            f"method.toml 第 4 行：[method] 的 parent 是“{parent}”，只能是办法库内的文件夹：同一地区写“../2021”，"
            "其他地区写“../../341200-fuyang/2024”。请改正。"
        )


def test_a_link_out_of_the_library_is_not_followed(tmp_path: Path) -> None:
    library = tmp_path / "methods" / "990102-jia"
    library.mkdir(parents=True)
    shutil.copytree(GOOD, tmp_path / "outside")
    (library / "county").symlink_to(tmp_path / "outside")

    refused = refusal(overlay(library))

    assert [one.code for one in refused.findings] == ["method.parent_outside"]


def test_two_overlays_of_one_another_are_refused(tmp_path: Path) -> None:
    overlay(tmp_path, name="county", head=HEAD.replace("../county", "../park"))

    assert said(overlay(tmp_path)) == [
        "../county/method.toml 第 4 行：[method] 的 parent“../park”绕回了已经读过的文件夹，两份办法互为上位办法，无法计算。请核对哪一份是上位办法。"
    ]
    assert said(overlay(tmp_path, name="own", head=HEAD.replace("../county", "../own"))) == [
        "method.toml 第 4 行：[method] 的 parent“../own”绕回了已经读过的文件夹，两份办法互为上位办法，无法计算。请核对哪一份是上位办法。"
    ]


@pytest.mark.parametrize("file", ["method.toml", "above.toml"])
def test_a_parent_that_cannot_be_read_is_said_with_its_place(file: str, tmp_path: Path) -> None:
    place(tmp_path)
    (tmp_path / "county" / file).write_text("[", "utf-8")

    assert said(overlay(tmp_path))[0].startswith(f"../county/{file} 第 1 行：不符合 TOML 语法")


def test_checking_an_overlay_says_what_loading_does(tmp_path: Path) -> None:
    folder = overlay(place(tmp_path), above=BENCHMARK.replace("value = 30", "value = 0"))

    errors = [one for one in check_method(folder) if one.severity == "error"]

    assert tuple(errors) == refusal(folder).findings


PIECES = st.sampled_from(
    ["\n", '"', "[", "]", "[[x]]", "{", "}", "=", "#", ",", "kind", "\0", "nan", "[" * 300, 'drop = ["grading"]\n',
     'parent = "../county"', "[[indicator]]\n", "id = 3\n", "[score]\n", "x = [{}]\n", "9" * 5000, "a.b.c = 1\n", "第一条"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    file=st.sampled_from(["park/method.toml", "park/above.toml", "county/method.toml", "county/above.toml"]),
    place_=st.floats(0, 1),
    removed=st.integers(0, 60),
    piece=PIECES | st.text(max_size=12),
)  # fmt: skip
def test_an_overlay_with_anything_in_either_file_is_read_or_refused(
    file: str, place_: float, removed: int, piece: str
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        drop = 'drop = ["adjustment:green_factory"]\n'
        above = BENCHMARK + '\n[grading]\nshares = [40, 50, 10]\nclause = "第十二条"\n'
        overlay(place(root), first=drop, above=above)
        whole = (root / file).read_bytes()
        at = int(place_ * len(whole))
        put = piece.encode("utf-8", "surrogatepass")
        (root / file).write_bytes(whole[:at] + put + whole[at + removed :])

        found = check_method(root / "park")

        assert all(one.text("zh") and one.text("en") for one in found)
        if any(one.severity == "error" for one in found):
            assert refusal(root / "park").findings
        else:
            load_method(root / "park")
