"""One working sheet as plain text values, the same for the page and for the PDF."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import TypedDict

from permu.documents.text import figure, signed, unit_label, vocabulary
from permu.engine.sheet import (
    Cell,
    FactLine,
    IndicatorLine,
    MeasureLine,
    RuleLine,
    WayLines,
    WorkingSheet,
)
from permu.terms.refusal import Language

SECTION_NUMBERS = "一二三四五六七八九"
TONES = {"A": "best", "B": "good", "C": "fair", "D": "poor"}
COLORS = {
    "green": "best",
    "blue": "good",
    "yellow": "fair",
    "orange": "fair",
    "red": "poor",
    "grey": "plain",
}

Page = dict[str, object]


class Pair(TypedDict):
    """A label and what stands beside it."""

    label: str
    text: str


def page(sheet: WorkingSheet, language: Language) -> Page:
    """Everything the templates lay out; texts only, so that both print the same."""
    words = vocabulary(language)
    decimals = _decimals([sheet.base_score, *(line.points for line in sheet.indicators)])
    return {
        "language": language,
        "words": dict(words),
        "title": words["sheet_title"].format(year=sheet.year),
        "method": sheet.method_title,
        "document": sheet.method_document,
        "address": sheet.method_address,
        "is_synthetic": sheet.is_synthetic,
        "name": sheet.name,
        "subject": sheet.subject,
        "about": [Pair(label=label, text=text) for label, text in sheet.about if text],
        "result": _result(sheet, language),
        "steps": _steps(sheet, language),
        "notes": _notes(sheet),
        "indicators": [_indicator(line, language, decimals=decimals) for line in sheet.indicators],
        "totals": _totals(sheet, language, decimals=decimals),
        "rules": [_rule(line, language) for line in sheet.rules],
        "measures": [_measure(line, language) for line in sheet.measures],
        "way": _way(sheet.way) if sheet.way else None,
        "unknown": list(sheet.unknown),
        "sources": [asdict(line) | {"as_of": line.as_of.isoformat()} for line in sheet.sources],
        "heads": _heads(sheet, language),
        "digests": _digests(sheet, language),
    }


def tone_of(sheet: WorkingSheet) -> str:
    """The tone of the sheet's grade: of the method's own color, else of its letter."""
    return COLORS.get(sheet.grade_color) or TONES.get(sheet.grade, "plain")


def _heads(sheet: WorkingSheet, language: Language) -> dict[str, str]:
    """The numbered headings of the sections; empty for those that this sheet does not have."""
    words = vocabulary(language)
    present = {
        "indicators": sheet.indicators,
        "rules": sheet.rules,
        "measures": sheet.measures,
        "way": sheet.way,
        "unknown": sheet.unknown,
        "objection": True,
    }
    titles = {"way": sheet.way.title} if sheet.way else {}
    names = [name for name, lines in present.items() if lines]
    numbers = [f"{number}、" for number in SECTION_NUMBERS]
    if language == "en":
        numbers = [f"{number}. " for number in range(1, 10)]
    heads = dict.fromkeys(present, "")
    return heads | {
        name: numbers[i] + (titles[name] if name in titles else words[f"head_{name}"])
        for i, name in enumerate(names)
    }


def _result(sheet: WorkingSheet, language: Language) -> dict[str, object]:
    words = vocabulary(language)
    is_ranked = sheet.rank is not None and sheet.ranked is not None
    return {
        "state": sheet.state,
        "state_label": sheet.state_label,
        "reason": "" if sheet.state == "graded" else sheet.state_reason,
        "next": words.get(f"next_{sheet.state}", ""),
        "grade": sheet.grade,
        "grade_label": "" if sheet.grade_label == sheet.grade else sheet.grade_label,
        "tone": tone_of(sheet),
        "score": figure(sheet.score, decimals=2),
        "is_scored": sheet.score is not None,
        "rank": words["rank_of"].format(rank=sheet.rank, ranked=sheet.ranked) if is_ranked else "",
        "group": sheet.group_label,
        "is_changed": bool(sheet.grade_by_rank) and sheet.grade != sheet.grade_by_rank,
    }


def _steps(sheet: WorkingSheet, language: Language) -> list[Pair]:
    """The way from the points to the grade, one step a pair; none for who is not scored."""
    words = vocabulary(language)
    if sheet.score is None:
        return []
    steps = [
        (words["base_score"], figure(sheet.base_score, decimals=2)),
        (words["bonus"], signed(sheet.bonus, decimals=2)),
        (words["score"], figure(sheet.score, decimals=2)),
        (words["rank"], f"{sheet.rank} / {sheet.ranked}" if sheet.rank is not None else ""),
        (words["grade_by_rank"], sheet.grade_by_rank),
        (words["grade" if sheet.grade else "state"], sheet.grade or sheet.state_label),
    ]
    return [Pair(label=label, text=text) for label, text in steps if text]


def _notes(sheet: WorkingSheet) -> list[str]:
    """What to say under the steps; who is graded needs no box of its own to be told why."""
    why = sheet.state_reason if sheet.state == "graded" else ""
    return [text for text in (why, sheet.grade_rule) if text]


def _totals(sheet: WorkingSheet, language: Language, *, decimals: int) -> list[dict[str, str]]:
    """The lines under the points: their sum, what was added or taken, and the score."""
    words = vocabulary(language)
    if sheet.score is None:
        return []
    rows = [
        ("base_score", figure(sheet.base_score, decimals=decimals), words["exact_note"]),
        ("bonus", signed(sheet.bonus, decimals=2), ""),
        ("score", figure(sheet.score, decimals=2), sheet.score_rule),
    ]
    return [{"label": words[name], "text": text, "note": note} for name, text, note in rows]


def _decimals(values: Iterable[Decimal | None]) -> int:
    """So many decimals that every one of a column of points is shown in full, and at least two."""
    shown = [figure(value).partition(".")[2] for value in values if value is not None]
    return max([2, *map(len, shown)])


def _indicator(line: IndicatorLine, language: Language, *, decimals: int) -> dict[str, object]:
    unit = unit_label(line.unit, language)
    facts = [line.numerator] + ([line.denominator] if line.denominator else [])
    ratio = " ÷ ".join(_named_figure(fact, language) for fact in facts)
    moved = {"rise": f"{ratio} − 1", "fall": f"1 − {ratio}"}.get(line.change, ratio)
    return {
        "label": line.label,
        "unit": unit,
        "ratio": f"{moved} = {line.value} {unit}".rstrip(),
        "value": line.value,
        "benchmark": line.benchmark,
        "benchmark_note": line.benchmark_note,
        "weight": figure(line.weight),
        "formula": line.formula,
        "points": figure(line.points, decimals=decimals),
        "points_note": line.points_note,
        "clause": line.clause,
        "is_assumed": line.is_assumed,
        "figures": [shown for fact in facts for shown in _figures(fact, language)],
    }


def _named_figure(fact: FactLine, language: Language) -> str:
    return f"{fact.label} {figure(fact.value)} {unit_label(fact.unit, language)}".rstrip()


def _figures(fact: FactLine, language: Language, depth: int = 0) -> Iterator[dict[str, object]]:
    """A fact and, under it, the parts the method composes it of."""
    yield {
        "label": fact.label,
        "sign": fact.sign,
        "value": figure(fact.value),
        "unit": unit_label(fact.unit, language),
        "depth": depth,
        "note": fact.note,
        "cells": [_cell(cell, language, said=fact.note) for cell in fact.cells],
    }
    for part in fact.parts:
        yield from _figures(part, language, depth + 1)


def _cell(cell: Cell, language: Language, *, said: str) -> dict[str, str]:
    """A cell's address and text; its note where the figure's own does not say the same."""
    place = (cell.file, cell.sheet, cell.cell)
    return {
        "place": " · ".join(text for text in place if text),
        "raw": cell.raw,
        "unit": unit_label(cell.unit, language),
        "provider": cell.provider,
        "sha256": cell.sha256,
        "digest": cell.sha256[:12],
        "note": "" if cell.note == said else cell.note,
    }


def _rule(line: RuleLine, language: Language) -> dict[str, object]:
    tag = "took_effect" if line.took_effect else "undecided" if line.is_unsure else "no_effect"
    return {
        "label": line.label,
        "effect": line.effect,
        "took_effect": line.took_effect,
        "tag": vocabulary(language)[tag],
        "clause": line.clause,
        "is_assumed": line.is_assumed,
        "figures": [shown for fact in line.facts for shown in _figures(fact, language)],
    }


def _measure(line: MeasureLine, language: Language) -> dict[str, object]:
    amount = vocabulary(language)["yuan"].format(amount=figure(line.amount, decimals=2))
    return {
        "label": line.label,
        "amount": amount if line.amount is not None else "",
        "formula": line.formula,
        "gives": line.gives,
        "basis": line.basis,
    }


def _way(way: WayLines) -> Page:
    """The way to the next grade, its exact numbers as texts too."""
    steps = [asdict(step) | {"needed": figure(step.needed)} for step in way.steps]
    return asdict(way) | {"steps": steps}


def _digests(sheet: WorkingSheet, language: Language) -> list[Pair]:
    words = vocabulary(language)
    return [
        Pair(label=words["facts_digest"], text=sheet.facts_digest),
        Pair(label=words["method_digest"], text=sheet.method_digest),
        Pair(label=words["evaluation_digest"], text=sheet.evaluation_digest),
        Pair(label=words["engine"], text=sheet.engine),
    ]
