"""By what right the figures of a sheet are here: who gave each, what it means, under which law, for what."""

from collections.abc import Iterable, Iterator

from permu.engine.explanation.context import Context
from permu.engine.sheet import FactLine, IndicatorLine, RuleLine, SourceLine
from permu.terms.items import item
from permu.terms.lineage import Lineage


class Rights:
    """The sources of an evaluation's facts, to be found by a figure's item and the sheet that it stands on."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._known = {(one.item, one.sha256, one.sheet): one for one in context.facts.sources}

    def lines(
        self, indicators: Iterable[IndicatorLine], rules: Iterable[RuleLine]
    ) -> tuple[SourceLine, ...]:
        """Every source of the figures that a sheet shows, each once, in order of the sheet."""
        facts = [
            fact
            for line in indicators
            for fact in (line.numerator, line.denominator)
            if fact is not None
        ]
        facts += (fact for rule in rules for fact in rule.facts)
        found = (line for fact in facts for line in self._of(fact))
        return tuple(dict.fromkeys(found))

    def _of(self, fact: FactLine) -> Iterator[SourceLine]:
        sources = [self._known.get((fact.item, cell.sha256, cell.sheet)) for cell in fact.cells]
        known = [one for one in sources if one]
        if sources and not known:  # of no file: a person said it
            known = [_as_catalogued(fact.item)]
        for one in known:
            yield SourceLine(
                label=item(one.item).called(self.context.language),
                provider=one.provider,
                definition=one.definition,
                origin=one.origin,
                purpose=self.context.words(f"purpose_is_{one.purpose}"),
                as_of=self.context.facts.as_of,
            )
        for part in fact.parts:
            yield from self._of(part)


def _as_catalogued(name: str) -> Lineage:
    found = item(name)
    return Lineage(
        item=name, sha256="", sheet="", provider=found.provider,
        definition=found.definition, origin=found.origin, purpose=found.purpose,
    )  # fmt: skip
