"""Sheet 办法: the rules this result follows, each with its clause, and what the text leaves open."""

from permu.documents.text import MISSING, figure, source_text
from permu.documents.workbook.book import ResultBook
from permu.documents.workbook.sheet import ResultSheet, Sheet
from permu.method.model import Indicator
from permu.method.saying import (
    adjustment_words,
    benchmark_words,
    bounds_words,
    condition_words,
    definition_words,
    grading_words,
    merge_words,
    missing_words,
    points_words,
    ratio_words,
    scope_words,
    score_words,
)


def write_method(book: ResultBook) -> None:
    """The method section by section."""
    sheet = Sheet(book, "sheet_method", widths=[20, 36, 15, 12, 24, 14, 26, 12, 18, 34])
    for write in (_about, _indicators, _scoring, _definitions, _scope, _adjustments, _unknown):
        write(sheet)
        sheet.row += 1


def _about(sheet: ResultSheet) -> None:
    method, evaluation, words = sheet.book.method, sheet.book.result.evaluation, sheet.book.words
    sheet.section("method_about")
    status = words[f"status_{method.status}"]
    lines = {
        "title": method.title,
        "document": method.document,
        "address": words["mirror"].format(address=method.address)
        if method.is_mirror
        else method.address,
        "year": str(method.year),
        "published": method.published.isoformat() if method.published else MISSING,
        "status": words["trial"].format(status=status) if method.is_trial else status,
        "method_digest": evaluation.method_digest,
        "facts_digest": evaluation.facts_digest,
        "evaluation_digest": evaluation.digest,
        "engine": evaluation.engine,
    }
    for name, text in lines.items():
        sheet.pair(words[name], text)


def _indicators(sheet: ResultSheet) -> None:
    heads = ("group", "indicator", "unit", "weight", "calculation", "bounds", "benchmark", "clause",
             "when_missing", "clause")  # fmt: skip
    sheet.section("method_indicators", heads)
    for group in sheet.book.method.groups:
        for indicator in group.indicators:
            sheet.line([group.label, *_indicator(sheet.book, indicator)])


def _indicator(book: ResultBook, indicator: Indicator) -> list[str]:
    speech, language = book.speech, book.language
    return [
        indicator.label,
        speech.unit(indicator.unit),
        figure(indicator.weight),
        f"{ratio_words(indicator, speech)}\n{points_words(indicator, speech)}",
        bounds_words(indicator, speech) or MISSING,
        benchmark_words(indicator.benchmark, speech, unit=indicator.unit),
        source_text(indicator.source, language),
        missing_words(indicator, speech),
        source_text(indicator.missing_source, language),
    ]


def _scoring(sheet: ResultSheet) -> None:
    words, language, speech = sheet.book.words, sheet.book.language, sheet.book.speech
    sheet.section("method_scoring", ("group", "rule", "clause"))
    for group in sheet.book.method.groups:
        score = score_words(group.score, speech)
        sheet.line([group.label, score, source_text(group.score.source, language)])
        if group.grading is None:
            sheet.line([group.label, words["rule_no_grading"], MISSING])
        else:
            grading = grading_words(group.grading, speech)
            sheet.line([group.label, grading, source_text(group.grading.source, language)])


def _definitions(sheet: ResultSheet) -> None:
    speech, language = sheet.book.speech, sheet.book.language
    sheet.section("method_definitions", ("title", "definition", "unit", "clause"))
    for definition in sheet.book.method.definitions:
        sheet.line([
            definition.label,
            definition_words(definition, speech),
            speech.unit(definition.unit),
            source_text(definition.source, language),
        ])  # fmt: skip


def _scope(sheet: ResultSheet) -> None:
    book = sheet.book
    sheet.section("method_scope", ("rule", "effect", "managed_as", "clause"))
    for scope in book.method.scope:
        clause = source_text(scope.source, book.language)
        sheet.line([scope.label, scope_words(scope, book.speech), scope.managed_as, clause])
    for merge in book.method.merges:
        clause = source_text(merge.source, book.language)
        sheet.line([merge.label, merge_words(merge, book.speech), MISSING, clause])


def _adjustments(sheet: ResultSheet) -> None:
    book = sheet.book
    sheet.section("method_adjustments", ("group", "rule", "effect", "clause"))
    for group in book.method.groups:
        for rule in group.adjustments:
            effect = adjustment_words(rule, book.speech)
            sheet.line([group.label, rule.label, effect, source_text(rule.source, book.language)])
        for each in group.lists:
            when = condition_words(each.when, book.speech)
            sheet.line([group.label, each.label, when, source_text(each.source, book.language)])


def _unknown(sheet: ResultSheet) -> None:
    sheet.section("method_unknown")
    for unknown in sheet.book.method.unknown:
        sheet.pair(sheet.book.words[f"stops_{unknown.stops}"], unknown.what)
    if not sheet.book.method.unknown:
        sheet.pair(sheet.book.words["nobody"], MISSING)
