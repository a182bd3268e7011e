"""Every rule of every method can be said in words, in Chinese without a word of the files' English."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from permu.method import library_methods, load_method
from permu.method.comparing.shown import KINDS
from permu.method.model import ConditionKind, Group, Method
from permu.method.saying import (
    Speech,
    adjustment_words,
    benchmark_words,
    bounds_words,
    commitment_words,
    condition_words,
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
)
from permu.sample import SAMPLE_METHOD
from permu.terms.refusal import Language, words

EXAMPLES = Path(__file__).parents[2] / "src" / "permu" / "method" / "examples"
FOLDERS = [
    *library_methods(),
    SAMPLE_METHOD,
    *sorted(p.parent for p in EXAMPLES.glob("*/method.toml")),
]
SYMBOLS = {"R", "D", "COD", "GB", "T", "A", "B", "C", "S", "CO", "X", "VOC", "VOCs"}


@cache
def method_of(folder: Path) -> Method:
    return load_method(folder)


def said(method: Method, language: Language) -> Iterator[str]:
    speech = Speech(language, method)
    yield from (definition_words(one, speech) for one in method.definitions)
    yield from (scope_words(one, speech) for one in method.scope)
    yield from (merge_words(one, speech) for one in method.merges)
    yield from (commitment_words(one, speech) for one in method.commitments)
    if method.procedure:
        yield procedure_words(method.procedure, speech)
        yield from (notice_words(one, speech) for one in method.procedure.notices)
    for group in method.groups:
        yield from of_group(group, speech)


def of_group(group: Group, speech: Speech) -> Iterator[str]:
    yield condition_words(group.when, speech)
    yield score_words(group.score, speech)
    if group.grading:
        yield grading_words(group.grading, speech)
    for indicator in group.indicators:
        yield ratio_words(indicator, speech)
        yield points_words(indicator, speech)
        yield benchmark_words(indicator.benchmark, speech, unit=indicator.unit)
        yield bounds_words(indicator, speech) or "—"
        yield missing_words(indicator, speech)
    yield from (adjustment_words(one, speech) for one in group.adjustments)
    yield from (condition_words(one.when, speech) for one in (*group.adjustments, *group.lists))
    yield from (measure_words(one, speech) for one in group.measures)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_a_method_is_said_in_chinese_without_a_word_of_the_files(folder: Path) -> None:
    method = method_of(folder)
    marks = {grade for group in method.groups if group.grading for grade in group.grading.grades}
    for sentence in said(method, "zh"):
        left = set(re.findall(r"[A-Za-z_]{2,}", sentence)) - SYMBOLS - marks
        assert not {word for word in left if word in KINDS or "_" in word}, sentence
        assert "{" not in sentence


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: f"{one.parent.name}/{one.name}")
def test_a_method_is_said_in_english_too(folder: Path) -> None:
    assert all(
        sentence.strip() and "{" not in sentence for sentence in said(method_of(folder), "en")
    )


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_word_of_the_files_has_a_word_for_people(kind: str) -> None:
    assert words(f"method.kind_{kind}", "zh")
    assert words(f"method.kind_{kind}", "en")


@pytest.mark.parametrize(
    "kind", [kind for kind in get_args(ConditionKind) if kind not in ("all", "any")]
)
def test_every_condition_has_a_sentence(kind: str) -> None:
    assert Speech("zh").say(
        f"when_{kind}",
        item="项",
        value=1,
        unit="",
        codes="",
        day="",
        until="",
        reference="",
        inner="内",
    )
