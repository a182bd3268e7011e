"""A method as plain text values, section by section, for the page and for a terminal."""

from collections.abc import Iterator
from dataclasses import dataclass

from permu.documents.method.notice import Paragraph, paragraphs, place_of
from permu.documents.text import vocabulary
from permu.method.model import Grading, Group, Indicator, Method, Source
from permu.method.saying import (
    Speech,
    adjustment_words,
    benchmark_words,
    bounds_words,
    commitment_words,
    condition_words,
    day_words,
    definition_words,
    grading_words,
    measure_words,
    merge_words,
    missing_words,
    notice_words,
    points_words,
    procedure_words,
    ratio_words,
    scope_words,
    score_words,
    shares_of,
)
from permu.terms.refusal import Language

Page = dict[str, object]


@dataclass(frozen=True)
class Said:
    """One rule in words: its name, what it says, and where that stands."""

    name: str
    text: str
    clause: "Clause"


@dataclass(frozen=True)
class Clause:
    """What a rule cites: the clause and the paragraph it stands in, or what is assumed instead."""

    text: str
    place: int
    is_assumed: bool


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator, a table row."""

    name: str
    ratio: str
    unit: str
    weight: str
    benchmark: str
    benchmark_clause: Clause
    points: str
    bounds: str
    missing: str
    missing_clause: Clause | None
    clause: Clause


@dataclass(frozen=True)
class GroupPart:
    """One ranking group: who is in it, and its rules."""

    name: str
    who: Said
    pools: str
    indicators: list[IndicatorRow]
    score: Said
    grading: Said | None
    shares: list[tuple[str, str, str]]  # grade, share, tone
    adjustments: list[Said]
    lists: list[Said]
    measures: list[Said]


class _Writer:
    """Turns one method's rules into `Said`."""

    def __init__(self, method: Method, parts: list[Paragraph], language: Language) -> None:
        self.method = method
        self.parts = parts
        self.speech = Speech(language, method)

    def clause(self, source: Source) -> Clause:
        is_here = source.clause and not source.document  # not in the notice of the parent
        place = place_of(source.clause, self.parts) if is_here else 0
        return Clause(source.cited or source.assumed, place, source.is_assumed)

    def said(self, name: str, text: str, source: Source) -> Said:
        return Said(name, text, self.clause(source))

    def group(self, group: Group) -> GroupPart:
        speech, grading = self.speech, group.grading
        shown = [(r, adjustment_words(r, speech)) for r in group.adjustments]
        return GroupPart(
            name=group.label,
            who=self.said(group.label, condition_words(group.when, speech), group.source),
            pools=speech.name(group.each) if group.each else "",
            indicators=[self.indicator(one) for one in group.indicators],
            score=self.said("", score_words(group.score, speech), group.score.source),
            grading=self.said("", grading_words(grading, speech), grading.source) if grading else None,
            shares=_toned(grading) if grading else [],
            adjustments=[
                self.said(rule.label, f"{condition_words(rule.when, speech)}：{effect}", rule.source)
                for rule, effect in shown
            ],
            lists=[self.said(one.label, condition_words(one.when, speech), one.source) for one in group.lists],
            measures=[self.said(one.label, f"{measure_words(one, speech)}（{one.basis}）", one.source) for one in group.measures],
        )  # fmt: skip

    def indicator(self, one: Indicator) -> IndicatorRow:
        speech = self.speech
        is_missing_said = bool(one.missing_source.clause or one.missing_source.assumed)
        return IndicatorRow(
            name=one.label,
            ratio=ratio_words(one, speech),
            unit=speech.unit(one.unit),
            weight=speech.number(one.weight)
            if one.weight is not None
            else speech.say("bench_unknown"),
            benchmark=self._benchmarks(one),
            benchmark_clause=self.clause(one.benchmark.source),
            points=points_words(one, speech),
            bounds=bounds_words(one, speech),
            missing=missing_words(one, speech),
            missing_clause=self.clause(one.missing_source) if is_missing_said else None,
            clause=self.clause(one.source),
        )

    def _benchmarks(self, one: Indicator) -> str:
        said = benchmark_words(one.benchmark, self.speech, unit=one.unit)
        if one.otherwise is None:
            return said
        return f"{said}；{benchmark_words(one.otherwise.benchmark, self.speech, unit=one.otherwise.unit)}"

    def sections(self) -> Iterator[tuple[str, list[Said]]]:
        """The lists around the groups: their heading's word, and their rules."""
        method, speech = self.method, self.speech
        yield (
            "show_scope",
            [self.said(one.label, scope_words(one, speech), one.source) for one in method.scope],
        )
        yield (
            "show_merges",
            [self.said(one.label, merge_words(one, speech), one.source) for one in method.merges],
        )
        yield (
            "show_definitions",
            [
                self.said(
                    f"{one.label}（{speech.unit(one.unit)}）",
                    definition_words(one, speech),
                    one.source,
                )
                for one in method.definitions
            ],
        )
        yield (
            "show_sources",
            [
                self.said(
                    speech.name(one.item),
                    one.provider + (f"，{day_words(one.as_of, speech)}" if one.as_of else ""),
                    one.source,
                )
                for one in method.figure_sources
            ],
        )
        yield (
            "show_commitments",
            [
                self.said(
                    one.label,
                    f"{condition_words(one.when, speech)}：{commitment_words(one, speech)}",
                    one.source,
                )
                for one in method.commitments
            ],
        )

    def procedure(self) -> list[Said]:
        procedure, speech = self.method.procedure, self.speech
        if procedure is None:
            return []
        first = self.said("", procedure_words(procedure, speech), procedure.source)
        notices = [
            self.said(one.label, notice_words(one, speech), one.source) for one in procedure.notices
        ]
        return [first, *notices]


TONES = ("best", "good", "fair", "poor")


def _toned(grading: Grading) -> list[tuple[str, str, str]]:
    """Grades with their share and the tone of their place, best to worst."""
    last = max(len(grading.grades) - 1, 1)
    return [
        (grade, share, TONES[round(place * (len(TONES) - 1) / last)])
        for place, (grade, share) in enumerate(shares_of(grading))
    ]


def method_page(method: Method, notice: str, language: Language) -> Page:
    """Everything the page lays out, as texts."""
    words, parts = vocabulary(language), paragraphs(notice)
    writer = _Writer(method, parts, language)
    speech = writer.speech
    return {
        "language": language,
        "words": dict(words),
        "title": method.title,
        "is_synthetic": method.status == "synthetic",
        "about": [(words[f"show_{name}"], text) for name, text in _about(method, speech) if text],
        "is_mirror": method.is_mirror,
        "unknown": [(speech.say(f"kind_{one.stops}"), one.what) for one in method.unknown],
        "sections": [(words[head], rows) for head, rows in writer.sections() if rows],
        "groups": [writer.group(group) for group in method.groups],
        "procedure": writer.procedure(),
        "notice": parts,
        "digest": method.digest,
    }


def _about(method: Method, speech: Speech) -> Iterator[tuple[str, str]]:
    yield "document", method.document
    yield "place", f"{method.place_label}（{method.place}）"
    yield "year", str(method.year)
    yield "status", speech.say(f"kind_{method.status}")
    yield "published", method.published.isoformat() if method.published else ""
    valid = [day.isoformat() for day in (method.valid_from, method.valid_until) if day]
    yield "valid", " — ".join(valid)
    yield "repealed", method.repealed_on.isoformat() if method.repealed_on else ""
    yield "supersedes", method.supersedes
    yield "parent", method.parent
    yield "area", condition_words(method.area, speech) if method.parent else ""
    yield "subject", speech.say(f"kind_{method.subject}")
    yield "trial", speech.say("yes") if method.is_trial else ""
    yield "address", method.address
