"""告知书: one enterprise's result, how it came about, what the enterprise may do, and by what it can check it."""

from dataclasses import dataclass

from permu.documents.official.blocks import Paper
from permu.documents.official.draft import Draft
from permu.documents.official.issued import Issued
from permu.documents.official.listing import grade_said
from permu.documents.official.notice import Window
from permu.documents.official.wording import wording
from permu.documents.text import figure, signed, unit_label
from permu.engine.sheet import RuleLine, WorkingSheet


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What the letter says: the enterprise's own sheet, and nothing of anybody else."""

    sheet: WorkingSheet
    issued: Issued
    window: Window
    is_trial_year: bool
    receipt: str  # the digest of its line in the list
    change: str = ""  # what is otherwise since the list before, in words
    since: str = ""  # which list that was


def letter_paper(letter: Letter) -> Paper:
    """The letter."""
    sheet, issued = letter.sheet, letter.issued
    made_on = issued.at.date()
    title = wording("letter_title", year=sheet.year)
    draft = Draft(title, made_on=made_on, is_synthetic=sheet.is_synthetic)
    draft.to(sheet.name)
    kind = "final" if issued.kind == "final" else "notice"
    draft.body(
        wording(
            f"letter_lead_{kind}", method=sheet.method_title, year=sheet.year, code=sheet.subject
        )
    )
    if letter.change:
        draft.body(wording("letter_changed", since=letter.since, change=letter.change))
    draft.heading(wording("result_heading"))
    for text in _result(sheet):
        draft.body(text)
    if letter.is_trial_year:
        draft.body(wording("result_trial"))
    if sheet.indicators:
        draft.heading(wording("letter_points"))
        _points(draft, sheet)
    if sheet.rules:
        draft.heading(wording("letter_rules"))
        draft.points([_rule(line) for line in sheet.rules])
    _rights(draft, letter)
    draft.heading(wording("check_heading"))
    draft.body(wording("letter_check", short=issued.short))
    draft.signed(on=made_on)
    draft.foot([wording("letter_receipt", receipt=letter.receipt), *issued.lines()])
    return draft.paper


def _result(sheet: WorkingSheet) -> list[str]:
    """Group, score, rank and grade; or why there is none."""
    if sheet.score is None:
        return [wording("letter_state", state=sheet.state_label) + _why(sheet)]
    group = sheet.group_label or wording("no_group")
    score = wording("letter_score", score=figure(sheet.score, decimals=2), group=group)
    if sheet.bonus:
        base, bonus = figure(sheet.base_score, decimals=2), signed(sheet.bonus, decimals=2)
        score += wording("letter_bonus", base=base, bonus=bonus)
    if sheet.rank is not None:
        score += wording("letter_rank", rank=sheet.rank, ranked=sheet.ranked)
    return [score + "。", _grade(sheet)]


def _grade(sheet: WorkingSheet) -> str:
    if not sheet.grade:
        return wording("letter_no_grade", state=sheet.state_label) + _why(sheet)
    full = f"（{sheet.grade_label}）" if sheet.grade_label not in ("", sheet.grade) else ""
    said = wording("letter_grade", grade=grade_said(sheet.grade) + full)
    if sheet.grade_by_rank and sheet.grade_by_rank != sheet.grade:
        said += wording("letter_by_rank", grade=grade_said(sheet.grade_by_rank))
    return said


def _why(sheet: WorkingSheet) -> str:
    why = sheet.state_reason.rstrip("。")
    return wording("letter_why", why=why) if why else ""


def _points(draft: Draft, sheet: WorkingSheet) -> None:
    """The enterprise's own value and points of every indicator."""
    heads = tuple(wording(name) for name in ("indicator", "value", "benchmark", "weight", "points"))
    rows = [
        (
            f"{line.label}（{unit_label(line.unit, 'zh')}）" if line.unit else line.label, line.value,
            line.benchmark, figure(line.weight), figure(line.points, decimals=2),
        )
        for line in sheet.indicators
    ]  # fmt: skip
    draft.table(heads, rows, widths=(66, 25, 25, 17, 23), lefts=(0,))
    draft.note(wording("letter_points_note"))


def _rule(line: RuleLine) -> str:
    name = (
        "letter_rule"
        if line.took_effect
        else "letter_rule_unsure"
        if line.is_unsure
        else "letter_rule_idle"
    )
    return wording(name, label=line.label, effect=line.effect)


def _rights(draft: Draft, letter: Letter) -> None:
    """What it may do, until when and where."""
    window = letter.window
    draft.heading(wording("letter_rights"))
    texts = [wording("letter_see")]
    if letter.issued.kind == "final":
        texts.append(wording("appeal_to", to=window.to))
    else:
        end = window.closes or wording("blank")
        evidence = wording("object_evidence") if window.needs_evidence else ""
        consent = wording("object_consent") if window.silence_is_consent else ""
        texts.append(wording("letter_object", to=window.to, until=end, evidence=evidence) + consent)
    draft.points([*texts, wording("contact")])
