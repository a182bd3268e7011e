"""The folder of a start: every guess marked for a person to check, everything else said open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from permu.method.starting.recognising import Draft, Guess, Side, known_indicators
from permu.terms.refusal import Refused

LABELS: dict[Side, str] = {"above": "规上企业", "below": "规下企业"}
WHEN: dict[Side, str] = {
    "above": '{ kind = "is", item = "is_above_scale" }',
    "below": '{ kind = "not", of = [{ kind = "is", item = "is_above_scale" }] }',
}
CHECK = "# 请核对："
HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Head:
    """What a person says of the notice."""

    place: str
    place_label: str
    year: int
    title: str
    document: str
    address: str
    published: date | None = None


def write_start(folder: Path, head: Head, notice: str, draft: Draft) -> list[str]:
    """Write the folder; returns what is open, in words.

    Raises:
        Refused: the place is no code, the folder holds something, or no indicator was recognised.
    """
    if not re.fullmatch(r"\d{6}", head.place):
        raise Refused("method.start_place", place=head.place)
    if folder.exists() and any(folder.iterdir()):
        raise Refused("method.start_taken")
    if not draft.indicators:
        names = "、".join(one.names[0] for one in known_indicators())
        raise Refused("method.start_nothing", known=names)
    open_points = list(_open(draft))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notice.md").write_text(notice.rstrip() + "\n", "utf-8")
    (folder / "method.toml").write_text(_method(head, draft, open_points), "utf-8")
    for side, guesses in draft.indicators.items():
        (folder / f"{side}.toml").write_text(_group(side, guesses, draft), "utf-8")
    return [what for what, _stops in open_points]


def _open(draft: Draft) -> Iterator[tuple[str, str]]:
    """What the official must find or decide: the sentence, and what it stops."""
    for side, guesses in draft.indicators.items():
        if not _adds_up(guesses):
            yield f"{LABELS[side]}的指标权重没有认全（认出的合计 {_total(guesses):f}）", "points"
        if any(one.benchmark is None for one in guesses):
            yield f"{LABELS[side]}有指标的基准值没有认出", "points"
    if not draft.shares:
        yield "各等级的比例没有认出", "grades"
    yield "谁免评、谁暂不评价还没有写入，请按原文补 [[scope]]", "nothing"
    yield "评价税收、用地面积等数据口径还没有写入，请按原文补 [[definition]]", "nothing"
    yield (
        "加减分、定档规则和差别化措施还没有写入，请按原文补 [[adjustment]] 和 [[measure]]",
        "nothing",
    )


def _method(head: Head, draft: Draft, open_points: Sequence[tuple[str, str]]) -> str:
    groups = ", ".join(f'"{side}.toml"' for side in draft.indicators)
    lines = [
        f"# 由 permu new 起草。{CHECK[2:]}每一条都要与 notice.md 对照后再用。",
        "[method]",
        f'id = "{head.place}-{head.year}"',
        f"title = {_text(head.title)}",
        f"document = {_text(head.document)}",
        f"address = {_text(head.address)}",
        f'place = "{head.place}"',
        f"place_label = {_text(head.place_label)}",
        f"year = {head.year}",
        *([f"published = {head.published.isoformat()}"] if head.published else []),
        'status = "draft"          # 核对完、正式施行后改为 in_force',
        f"groups = [{groups}]",
    ]
    for what, stops in open_points:
        lines += ["", "[[unknown]]", f"what = {_text(what)}", f'stops = "{stops}"']
    return "\n".join(lines) + "\n"


def _group(side: Side, guesses: Sequence[Guess], draft: Draft) -> str:
    adds_up = _adds_up(guesses)
    lines = [
        "[group]",
        f'id = "{side}"',
        f'label = "{LABELS[side]}"',
        f"when = {WHEN[side]}",
        f"clause = {_text(guesses[0].clause)}   {CHECK}分组的条件",
    ]
    for guess in guesses:
        lines += ["", *_indicator(guess, draft, adds_up=adds_up)]
    lines += ["", "[score]", 'assumed = "得分保留几位小数没有认出，暂不取舍"', ""]
    return "\n".join(lines + (_grading(draft) if draft.shares else [])) + "\n"


def _indicator(guess: Guess, draft: Draft, *, adds_up: bool) -> Iterator[str]:
    numerator, denominator = guess.known.ratio
    yield "[[indicator]]"
    yield f'id = "{guess.known.id}"'
    yield f"label = {_text(guess.label)}"
    yield f'ratio = ["{numerator}", "{denominator}"]   {CHECK}分子、分母的口径'
    yield f'unit = "{guess.known.unit}"'
    is_known = adds_up and guess.weight is not None
    yield f"weight = {guess.weight:f}   {CHECK}权重" if is_known else 'weight = "unknown"'
    if guess.benchmark is None:
        yield 'benchmark = { kind = "unknown", assumed = "基准值没有认出，请按原文补" }'
    else:
        clause = _text(guess.clause)
        yield f'benchmark = {{ kind = "published", value = {guess.benchmark:f}, clause = {clause} }}   {CHECK}基准值和单位'
    if draft.cap is not None:
        yield f"cap = {draft.cap:f}   {CHECK}封顶倍数"
    if draft.has_floor:
        yield f"floor = 0   {CHECK}保底"
    yield 'when_missing = { kind = "hold", assumed = "缺数据时如何计分没有认出，先等数据核实" }'
    yield f"clause = {_text(guess.clause)}"


def _grading(draft: Draft) -> list[str]:
    grades = ", ".join(f'"{grade}"' for grade in draft.shares)
    shares = ", ".join(f"{share.normalize():f}" for share in draft.shares.values())
    return [
        "[grading]",
        f"grades = [{grades}]",
        f"shares = [{shares}]   {CHECK}各类比例",
        f'rounding = "half_up"   {CHECK}户数怎样取整，原文没有的请写明是谁定的',
        f'ties = "better"   {CHECK}同分归入哪一类',
        'quota = "before_adjustments"',
        f"clause = {_text(draft.shares_clause)}",
    ]


def _total(guesses: Sequence[Guess]) -> Decimal:
    return sum((one.weight for one in guesses if one.weight is not None), Decimal(0))


def _adds_up(guesses: Sequence[Guess]) -> bool:
    return all(one.weight is not None for one in guesses) and _total(guesses) == HUNDRED


def _text(value: str) -> str:
    """A TOML text."""
    plain = "".join(sign if sign.isprintable() else " " for sign in value)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
