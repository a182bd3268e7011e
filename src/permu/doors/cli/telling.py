"""How the command line shows findings, counts and working sheets."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from permu.doors.cli.frame import Mark, language, say, tell
from permu.engine.sheet import Cell, FactLine, IndicatorLine, WayLines, WorkingSheet
from permu.terms.findings import Finding, Severity

if TYPE_CHECKING:
    from permu.engine.evaluation import Evaluation
    from permu.terms.facts import Facts

_MARKS: dict[Severity, Mark] = {"error": "✗", "question": "!", "note": "·"}


def tell_finding(finding: Finding) -> None:
    """One finding: where, and the sentence."""
    row = say("row", row=finding.row) if finding.row and not finding.cell else ""
    place = " · ".join(part for part in (finding.file, finding.sheet, finding.cell or row) if part)
    tell(
        _MARKS[finding.severity],
        f"{place}：{finding.text(language())}" if place else finding.text(language()),
    )


def tell_findings(findings: Sequence[Finding], *, most: int = 20) -> None:
    """The findings, gravest first; of the notes only how many."""
    ordered = sorted(findings, key=lambda finding: list(_MARKS).index(finding.severity))
    grave = [finding for finding in ordered if finding.severity != "note"]
    for finding in grave[:most]:
        tell_finding(finding)
    if len(grave) > most:
        click.echo("  " + say("more_findings", count=len(grave) - most))
    counts = Counter(finding.severity for finding in findings)
    click.echo("  " + say("finding_counts", **{kind: counts[kind] for kind in _MARKS}))


def counts_line(counts: dict[str, int]) -> str:
    """`graded + … = registered`, the states that nobody is in left out (the four of every round stay)."""
    shown = {state: n for state, n in counts.items() if n or state != "scored"}
    parts = " + ".join(f"{say('state_' + state)} {n}" for state, n in shown.items())
    return f"{parts} = {say('registered')} {sum(counts.values())}"


def tell_evaluation(evaluation: "Evaluation", facts: "Facts") -> None:
    """The counts, and what stands between this result and a final one."""
    undecided = int(evaluation.table["unsure"].str.len_bytes().gt(0).sum())
    tell_counts(evaluation.counts, held=_held(facts), undecided=undecided)


def _held(facts: "Facts") -> int:
    """How many figures of the sheets wait; those made of them wait with them."""
    from permu.terms.items import item

    return sum(not item(name).is_made for _, name in facts.held.iter_rows())


def tell_counts(counts: dict[str, int], *, held: int, undecided: int) -> None:
    """The same, of numbers: figures held, and subjects of whom a rule is undecided."""
    tell("✓", counts_line(counts))
    if held:
        tell("!", say("held_figures", count=held))
    if undecided:
        tell("!", say("undecided_rules", count=undecided))


def sheet_lines(sheet: WorkingSheet) -> Iterable[str]:
    """A working sheet as lines for a terminal."""
    yield f"{sheet.name}  {sheet.subject}"
    yield "  ".join(f"{label} {text}" for label, text in sheet.about if text)
    yield f"{sheet.method_title}"
    yield f"{sheet.state_label}{'：' + sheet.state_reason if sheet.state_reason else ''}"
    for line in sheet.indicators:
        yield from _indicator_lines(line)
    yield from _outcome_lines(sheet)
    for rule in sheet.rules:
        mark = "→" if rule.took_effect else "?" if rule.is_unsure else "·"
        yield f"  {mark} {rule.label}：{rule.effect}"
    for measure in sheet.measures:
        amount = f" {measure.amount} {say('yuan')}" if measure.amount is not None else ""
        yield f"  ¥ {measure.label}{amount} {measure.formula}（{measure.basis}）"
    if sheet.way:
        yield from _way_lines(sheet.way)
    for unknown in sheet.unknown:
        yield f"  ? {unknown}"
    for source in sheet.sources:
        yield say("right_line", **asdict(source))
    yield say(
        "digests",
        facts=sheet.facts_digest,
        method=sheet.method_digest,
        result=sheet.evaluation_digest,
    )


def _outcome_lines(sheet: WorkingSheet) -> Iterable[str]:
    if sheet.score is not None:
        yield say("score_line", base=sheet.base_score, bonus=sheet.bonus, score=sheet.score)
    if sheet.rank is not None:
        yield say("rank_line", group=sheet.group_label, rank=sheet.rank, ranked=sheet.ranked)
    if sheet.grade:
        yield say("grade_line", by_rank=sheet.grade_by_rank, grade=sheet.grade)


def _way_lines(way: WayLines) -> Iterable[str]:
    yield way.title
    yield f"  {way.lead}"
    if way.head:
        yield f"  {way.head}"
    for step in way.steps:
        needed = f"{step.before} → {step.after} {step.unit}".rstrip()
        yield f"  ◦ {step.label} {needed}  {step.difference}（{step.share}）{step.note}"
    for note in (*way.notes, way.basis):
        if note:
            yield f"  {note}"


def _indicator_lines(line: IndicatorLine) -> Iterable[str]:
    points = "—" if line.points is None else f"{line.points:f}"
    yield f"  {line.label} {line.value} {line.unit}  {line.formula} = {points}  {line.points_note}（{line.clause}）"
    for fact in (line.numerator, line.denominator):
        if fact is not None:
            yield from _fact_lines(fact, depth=2)


def _fact_lines(fact: FactLine, depth: int) -> Iterable[str]:
    value = "—" if fact.value is None else f"{fact.value:f} {fact.unit}"
    places = "；".join(_place(cell) for cell in fact.cells if cell.file)
    about = "  ".join(text for text in (places, fact.note) if text)
    yield f"{'  ' * depth}{fact.sign}{fact.label} {value}  {about}".rstrip()
    for part in fact.parts:
        yield from _fact_lines(part, depth + 1)


def _place(cell: Cell) -> str:
    """Where a cell stands: of a file, the beginning of its digest, too."""
    return f"{cell.file} {cell.sheet} {cell.cell}".strip() + f" [{cell.sha256[:12]}]"
