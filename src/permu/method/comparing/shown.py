"""A method's values as a person reads them: numbers as printed, conditions as sentences."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import chain
from typing import Any, get_args

from permu.method.model import (
    AdjustmentKind,
    Benchmark,
    BenchmarkKind,
    Change,
    Condition,
    Day,
    DefinitionKind,
    GradingKind,
    MeasureKind,
    MissingOf,
    Role,
    ScoringKind,
    Source,
    State,
    Status,
    SubjectKind,
    WhenMissing,
)
from permu.method.saying import benchmark_words, condition_words, day_words
from permu.method.saying.speech import Speech
from permu.terms.items import items
from permu.terms.refusal import Language, words
from permu.terms.rounding import Rounding

KINDS = frozenset(
    chain.from_iterable(
        map(get_args, (AdjustmentKind, BenchmarkKind, Change, DefinitionKind, GradingKind, MeasureKind, MissingOf,
                       Role, Rounding, ScoringKind, State, Status, SubjectKind, WhenMissing))
    )
) | {"keep", "all", "any", "better", "worse", "merged", "alone", "shared", "both", "inclusive", "exclusive",
     "before_adjustments", "after_adjustments", "refilled", "pool", "all_pools", "group", "land", "floor",
     "facts", "scores", "days", "working_days", "unordered", "full", "nothing", "points", "grades", "scope"}  # fmt: skip
"""Words of the files that people read as other words."""


def shown(value: object, language: Language) -> str:
    """Any value of a method, in words; nothing given is said so."""
    if value is None or value in ("", ()):
        return words("method.none", language)
    if isinstance(value, bool):
        return words("method.yes" if value else "method.no", language)
    if isinstance(value, tuple):
        return words("method.comma", language).join(shown(one, language) for one in value)
    if isinstance(value, str):
        return _named(value, language)
    if is_dataclass(value):
        return _record(value, language)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _record(value: object, language: Language) -> str:
    if isinstance(value, Source):
        return value.cited or words("method.assumed", language, why=value.assumed)
    if isinstance(value, Condition):
        return condition_words(value, Speech(language))
    if isinstance(value, Benchmark):
        return benchmark_words(value, Speech(language))
    if isinstance(value, Day):
        return day_words(value, Speech(language))
    name = getattr(value, "label", "") or getattr(value, "what", "")
    return name or _whole(value, language)


def _whole(value: Any, language: Language) -> str:
    """A value without a name, such as a grading: the fields that say something, its source left out."""
    parts = [
        shown(part, language)
        for field in fields(value)
        if (part := getattr(value, field.name)) not in (None, "", ()) and field.name != "source"
    ]
    return " ".join(parts)


def _named(text: str, language: Language) -> str:
    speech = Speech(language)
    if text in items():
        return speech.name(text)
    return speech.say(f"kind_{text}") if text in KINDS else speech.unit(text)
