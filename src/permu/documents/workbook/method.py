"""Sheet 办法: the rules this result follows, each with its clause, and what the text leaves open."""

from collections.abc import Mapping

from permu.documents.text import MISSING, figure, source_text, unit_label
from permu.documents.workbook.benchmarks import worked_out
from permu.documents.workbook.book import ResultBook
from permu.documents.workbook.results import effect
from permu.documents.workbook.rows import name_of
from permu.documents.workbook.sheet import ResultSheet, Sheet
from permu.method.model import Grading, Indicator, ScoreRule


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
    language = book.language
    parts = [part for part in (indicator.numerator, indicator.denominator) if part]
    known = indicator.benchmark.value
    missing = book.words[f"when_missing_{indicator.when_missing}"]
    return [
        indicator.label,
        unit_label(indicator.unit, language),
        figure(indicator.weight),
        " ÷ ".join(name_of(book.method, part, language) for part in parts),
        f"{figure(indicator.cap)} / {figure(indicator.floor)}",
        worked_out(indicator.benchmark, book.words) + (f" {figure(known)}" if known else ""),
        source_text(indicator.source, language),
        missing.format(points=figure(indicator.penalty)),
        source_text(indicator.missing_source, language),
    ]


def _scoring(sheet: ResultSheet) -> None:
    words, language = sheet.book.words, sheet.book.language
    sheet.section("method_scoring", ("group", "rule", "clause"))
    for group in sheet.book.method.groups:
        score = score_rule(group.score, words)
        sheet.line([group.label, score, source_text(group.score.source, language)])
        if group.grading is None:
            sheet.line([group.label, words["rule_no_grading"], MISSING])
        else:
            grading = grading_rule(group.grading, words)
            sheet.line([group.label, grading, source_text(group.grading.source, language)])


def score_rule(rule: ScoreRule, words: Mapping[str, str]) -> str:
    """How points become a score, in words."""
    how = words["rule_score_exact"]
    if rule.decimals is not None:
        rounding = words[f"rounding_{rule.rounding}"]
        how = words["rule_score"].format(rounding=rounding, decimals=rule.decimals)
    cap = words["rule_bonus_cap"].format(cap=figure(rule.bonus_cap))
    return how if rule.bonus_cap is None else how + cap


def grading_rule(rule: Grading, words: Mapping[str, str]) -> str:
    """How a ranking is cut into grades, in words."""
    cut = zip(rule.grades, rule.shares, strict=True)
    return words["rule_grading"].format(
        shares="、".join(f"{grade} {figure(share)}%" for grade, share in cut),
        rounding=words[f"rounding_{rule.rounding}"],
        ties=words[f"ties_{rule.ties}"],
        quota=words[f"quota_{rule.quota}"],
    )


def _definitions(sheet: ResultSheet) -> None:
    method, language = sheet.book.method, sheet.book.language
    sheet.section("method_definitions", ("title", "definition", "unit", "clause"))
    for definition in method.definitions:
        plus = " + ".join(name_of(method, part, language) for part in definition.plus)
        minus = "".join(f" − {name_of(method, part, language)}" for part in definition.minus)
        unit, clause = (
            unit_label(definition.unit, language),
            source_text(definition.source, language),
        )
        sheet.line([definition.label, plus + minus, unit, clause])


def _scope(sheet: ResultSheet) -> None:
    sheet.section("method_scope", ("state", "rule", "managed_as", "clause"))
    for scope in sheet.book.method.scope:
        state = sheet.book.words[f"state_{scope.state}"]
        clause = source_text(scope.source, sheet.book.language)
        sheet.line([state, scope.label, scope.managed_as, clause])


def _adjustments(sheet: ResultSheet) -> None:
    sheet.section("method_adjustments", ("group", "rule", "effect", "clause"))
    for group in sheet.book.method.groups:
        for rule in group.adjustments:
            clause = source_text(rule.source, sheet.book.language)
            sheet.line([group.label, rule.label, effect(rule, sheet.book.words), clause])


def _unknown(sheet: ResultSheet) -> None:
    sheet.section("method_unknown")
    for unknown in sheet.book.method.unknown:
        sheet.pair(sheet.book.words[f"stops_{unknown.stops}"], unknown.what)
    if not sheet.book.method.unknown:
        sheet.pair(sheet.book.words["nobody"], MISSING)
