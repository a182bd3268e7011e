"""A method's values as a person reads them: numbers as printed, conditions as sentences."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from permu.method.model import Benchmark, Condition, Source
from permu.terms.items import items
from permu.terms.quantities import UNITS
from permu.terms.refusal import Language, words

_KINDS = frozenset(
    {"hold", "zero", "mean_points", "penalty", "published", "group_mean", "last_group_mean", "best",
     "group_range", "unknown", "half_up", "half_even", "down", "up", "better", "worse", "keep",
     "before_adjustments", "after_adjustments", "exempt", "deferred", "ungraded", "to_benchmark",
     "inverse", "min_max", "in_force", "superseded", "repealed", "draft", "synthetic", "bonus",
     "deduction", "direct", "ceiling", "floor", "veto", "per_unit", "share_of", "text", "all",
     "any", "either", "numerator", "nothing", "points", "grades", "scope"}
)  # fmt: skip


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
        return value.clause or words("method.assumed", language, why=value.assumed)
    if isinstance(value, Condition):
        return condition_words(value, language)
    if isinstance(value, Benchmark):
        kind = _named(value.kind, language)
        return kind if value.factor == 1 else f"{kind} × {value.factor:f}"
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
    if text in items():
        return items()[text].label if language == "zh" else items()[text].label_en
    if text in _KINDS:
        return words(f"method.kind_{text}", language)
    return unit_words(text, language)


def unit_words(code: str, language: Language) -> str:
    """`10k_yuan/mu` as 万元/亩; any other text as it is."""
    parts = code.split("/")
    if not all(part in UNITS for part in parts):
        return code
    found = [UNITS[part] for part in parts]
    return "/".join(one.label if language == "zh" else one.label_en for one in found)


def condition_words(condition: Condition, language: Language) -> str:
    """`规上企业 且 用地面积 ≥ 3 亩`, or the same in English."""
    inner = [condition_words(one, language) for one in condition.of]
    match condition.kind:
        case "all" | "any":
            joined = words(f"method.join_{condition.kind}", language).join(inner)
            return f"({joined})" if language == "en" else f"（{joined}）"
        case "not":
            return words("method.when_not", language, inner="".join(inner))
        case "always":
            return words("method.when_always", language)
        case kind:
            return words(
                f"method.when_{kind}",
                language,
                item=_named(condition.item, language),
                value=condition.value,
                unit=unit_words(condition.unit, language),
                codes=words("method.comma", language).join(condition.codes),
            )
