"""A working sheet without what departments sent: for a leader, who is to see results, not tax cells."""

from dataclasses import replace

from permu.engine.sheet import FactLine, IndicatorLine, RuleLine, WorkingSheet


def without_sources(sheet: WorkingSheet) -> WorkingSheet:
    """The same sheet; each figure stands as the method uses it, without the parts and cells it is made of, and what they are."""
    return replace(
        sheet,
        indicators=tuple(_indicator(line) for line in sheet.indicators),
        rules=tuple(_rule(line) for line in sheet.rules),
        sources=(),
    )


def _indicator(line: IndicatorLine) -> IndicatorLine:
    below = None if line.denominator is None else _fact(line.denominator)
    return replace(line, numerator=_fact(line.numerator), denominator=below)


def _rule(line: RuleLine) -> RuleLine:
    return replace(line, facts=tuple(_fact(fact) for fact in line.facts))


def _fact(fact: FactLine) -> FactLine:
    return replace(fact, cells=(), parts=())
