"""The page of the library: one row a method, read from its folder."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from permu.method import library_methods, load_method
from permu.method.model import Adjustment, Condition, Group, Indicator, Method

from .pages import ROOT

_STATUS = {
    "in_force": "现行", "superseded": "已被替代", "repealed": "已废止", "draft": "征求意见稿", "synthetic": "虚构",
}  # fmt: skip
_STATES = {
    "exempt": "免评", "deferred": "暂不评价", "improving": "提升期", "collected": "只采集不评价",
    "ungraded": "计算不分类", "inherits": "跟随宗地主的等级",
}  # fmt: skip
_SUBJECTS = {"operator": "评价经营主体", "park": "评价园区", "household": "评价自然人工业户", "parcel": "评价宗地"}  # fmt: skip
_GRADINGS = {"two_stage": "两次排序分档", "thresholds": "按分数线分档", "rules": "按情形分档"}
_SCORINGS = {
    "inverse": "越低越好的指标", "reciprocal": "越低越好的指标", "value": "只排序不计分", "min_max": "最小值、最大值之间折算",
}  # fmt: skip
_BENCHMARKS = {
    "last_group_mean": "上年平均值作基准值", "best": "最好的得满分", "mean_of_values": "各户平均作基准值",
}  # fmt: skip
_BINDING = {"direct": "直接定档", "ceiling": "限高", "floor": "保底", "veto": "一票定档", "lift": "提档", "drop": "降档"}  # fmt: skip


@cache
def _methods() -> tuple[tuple[Path, Method], ...]:
    return tuple((folder, load_method(folder)) for folder in library_methods())


def methods() -> Iterator[str]:
    """Every method: where, which year, whether in force, what it can be used for, where its text was read.

    Titles lose their quotation marks: what a paper puts between them, the program must say.
    """
    yield "| 地方 | 年度 | 办法 | 效力 | 能做什么 | 出处 |"
    yield "|---|---|---|---|---|---|"
    for folder, one in _methods():
        notice = f"../../{folder.relative_to(ROOT).as_posix()}/notice.md"
        origin = "转载，须核对" if one.is_mirror else "政府网站"
        title = one.title.replace("“", "").replace("”", "")
        yield (
            f"| {one.place_label} | {one.year} | [{title}]({notice}) | {_STATUS[one.status]} "
            f"| {_use(one)} | {origin} |"
        )


def _use(method: Method) -> str:
    if not method.groups:
        return "对比约定的标准"
    if method.can_score:
        return "计分、分档" if method.can_grade else "计分；分档未见"
    knows_grades = any(group.grading for group in method.groups)
    return "缺权重或基准值，分档已录" if knows_grades else "核对、比较；缺权重和分档"


def provisions() -> Iterator[str]:
    """What is special in each method, so that somebody with a like clause finds it written."""
    yield "| 办法文件夹 | 里面有 |"
    yield "|---|---|"
    for folder, one in _methods():
        if found := dict.fromkeys(word for of in _PROVISIONS for word in of(one)):
            yield f"| `{folder.relative_to(ROOT).as_posix()}` | {'、'.join(found)} |"


def _of_head(method: Method) -> Iterator[str]:
    if method.parent:
        yield "叠加在上级办法之上"
    if method.subject in _SUBJECTS:
        yield _SUBJECTS[method.subject]
    if len(method.groups) > 1:
        yield f"{len(method.groups)} 个排名组"
    if method.commitments:
        yield f"{len(method.commitments)} 项约定标准"
    if any(merge.result == "both" for merge in method.merges):
        yield "独立评价和合并评价并存"
    elif method.merges:
        yield "几户合并评价"


def _of_scope(method: Method) -> Iterator[str]:
    yield from (_STATES[rule.state] for rule in method.scope)
    if any(rule.managed_as for rule in method.scope):
        yield "参照某类管理"
    if any(rule.mark for rule in method.scope):
        yield "T 类"
    if any(one.kind == "lowest" for one in method.definitions):
        yield "两个口径取小"


def _of_groups(method: Method) -> Iterator[str]:
    for group in method.groups:
        if group.each:
            yield "同组内分行业或分区排名"
        if _names(group.when, "in_divisions"):
            yield "按行业大类划定范围"
        if group.grading:
            yield _GRADINGS.get(group.grading.kind, "按比例分档")
        yield from (word for one in group.indicators for word in _of_indicator(one))
        yield from (word for one in group.adjustments for word in _of_adjustment(one, group))
        if any(measure.kind != "text" for measure in group.measures):
            yield "差别化电价"
        if any(measure.when.kind == "graded_before" for measure in group.measures):
            yield "连续几年的等级"


def _of_indicator(one: Indicator) -> Iterator[str]:
    if one.scoring in _SCORINGS:
        yield _SCORINGS[one.scoring]
    if one.benchmark.kind in _BENCHMARKS:
        yield _BENCHMARKS[one.benchmark.kind]
    if one.change != "none":
        yield "比上年的变化"
    if one.otherwise:
        yield "缺能耗时换用电量"
    if one.cap is not None:
        yield "单项封顶"
    if one.when_missing == "mean_points":
        yield "缺数据按平均得分"
    if one.when_missing == "penalty":
        yield "缺数据倒扣分"


def _of_adjustment(one: Adjustment, group: Group) -> Iterator[str]:
    if one.kind in _BINDING:
        yield _BINDING[one.kind]
    if one.kind == "bonus":
        yield "加分" if group.score.bonus_cap is None else "加分有上限"
    if one.class_:
        yield "同类就高"
    if one.count:
        yield "按户数分级扣分"
    elif one.kind == "deduction":
        yield "扣分"
    if one.unless:
        yield "有例外的保底"


def _of_procedure(method: Method) -> Iterator[str]:
    if method.procedure and method.procedure.notices:
        yield "公示和异议的期限"
    if method.procedure and method.procedure.publishes == "unordered":
        yield "公布时不排先后"
    if method.procedure and method.procedure.needs_confirmation:
        yield "企业确认后生效"
    if method.figure_sources:
        yield "数据的来源部门和时点"


def _names(condition: Condition, kind: str) -> bool:
    return condition.kind == kind or any(_names(one, kind) for one in condition.of)


_PROVISIONS: tuple[Callable[[Method], Iterator[str]], ...] = (
    _of_head,
    _of_scope,
    _of_groups,
    _of_procedure,
)
