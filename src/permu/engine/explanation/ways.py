"""The way to the next grade in words: how far, by which figure, by all together, and whom it displaces."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from permu.engine.evaluation import DECIMALS, KEPT
from permu.engine.explanation.context import Context, Row, clause_of
from permu.engine.explanation.numbers import decimal_of, grouped
from permu.engine.explanation.steps import number, numbers, percent
from permu.engine.figures import label_of
from permu.engine.indicators import FROM_THE_RANKED
from permu.engine.next_grade import Anew, Step, Way
from permu.engine.sheet import StepLine, WayLines
from permu.method.model import Group
from permu.terms.items import item, items
from permu.terms.rounding import rounded

SHOWN = 4
"""Steps that stand in the list; those that move further are named in a sentence."""


class WayWords:
    """Puts ways into words; what all sheets say alike is worked out once."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def lines(self, result: Row, way: Way, anew: Anew | None) -> WayLines:
        """One subject's way; `anew` is its first step tried with the benchmarks worked out anew."""
        group = self.context.group_of(result)
        told = [self._together(way), self._rest(way), *self._beyond(way), self._displaced(way)]
        told.append(self._anew(way, anew, group) if anew and group else "")
        return WayLines(
            next=way.next,
            title=self._words("way_title", next=way.next),
            lead=self._lead(way, group),
            head=self._head(way),
            steps=tuple(self._step(step, group) for step in way.steps[:SHOWN] or way.together),
            notes=tuple(filter(None, told)),
            basis=self._words("way_basis") if way.first else "",
        )

    def _head(self, way: Way) -> str:
        """What is said over the steps: one of them is enough, or all are needed."""
        if way.steps:
            return self._words("way_alone_head") if len(way.steps) > 1 else ""
        return self._words("way_together_head", share=percent(way.share)) if way.share else ""

    def _words(self, name: str, /, **details: object) -> str:
        return self.context.words(name, **details)

    def _lead(self, way: Way, group: Group | None) -> str:
        """How far it is, or why it cannot be worked out."""
        rules = self._rules(way, group)
        if way.why:
            return self._words(f"way_{way.why}", grade=way.grade, next=way.next, rules=rules)
        held = self._words("way_held", rules=rules) if rules else ""
        return self._gap(way, group) + held or self._words("way_by_rules", next=way.next)

    def _gap(self, way: Way, group: Group | None) -> str:
        """The score asked for, and the one there is."""
        line = way.line
        if line is None or line.shown is None or way.score is None or group is None:
            return ""
        score, kept = Fraction(way.score, KEPT), group.score.decimals
        is_strict = line.is_strict and line.least == line.shown
        line_, gap = (
            grouped(rounded(each, DECIMALS if kept is None else kept, rounding="up"))
            for each in (line.shown, line.shown - score)
        )
        own = grouped(rounded(score, DECIMALS if kept is None else kept))
        name = "way_gap_strict" if is_strict else "way_gap"
        return self._words(name, next=way.next, line=line_, score=own, gap=gap)

    def _rules(self, way: Way, group: Group | None) -> str:
        rules = [each for each in group.adjustments if each.id in way.blocked] if group else []
        return "、".join(f"“{each.label}”（{clause_of(each.source)}）" for each in rules)

    def _step(self, step: Step, group: Group | None) -> StepLine:
        before, after, difference = numbers(step)
        return StepLine(
            item=step.figure,
            label=self.label(step.figure),
            unit=self.context.unit_label(step.scale.unit),
            before=before,
            after=after,
            difference=difference,
            share="—" if step.change is None else percent(step.change),
            needed=decimal_of(number(step.after, step.scale)),
            note=self._harm(step, group),
        )

    def _harm(self, step: Step, group: Group | None) -> str:
        """Which indicators lose by it: that is reckoned with."""
        labels = [each.label for each in group.indicators if each.id in step.harms] if group else []
        return self._words("way_harm", indicators="、".join(labels)) if labels else ""

    def _together(self, way: Way) -> str:
        """What all do together, beside what one does alone."""
        if way.share is None or not way.steps or len(way.together) < 2:
            return ""
        return self._words(
            "way_together", share=percent(way.share), list=self._listed(way.together)
        )

    def _rest(self, way: Way) -> str:
        rest = way.steps[SHOWN:]
        return self._words("way_rest", list=self._listed(rest)) if rest else ""

    def _listed(self, steps: Sequence[Step]) -> str:
        """Several steps in a sentence."""
        found = []
        for step in steps:
            before, after, _ = numbers(step)
            unit_ = self.context.unit_label(step.scale.unit)
            label = self.label(step.figure)
            found.append(
                self._words(
                    "way_from_to", label=label, before=before, after=after, unit=unit_
                ).rstrip()
            )
        return self._words("comma").join(found)

    def _beyond(self, way: Way) -> Iterator[str]:
        """Which figures alone do not reach it, by the reason."""
        reasons = ("spent", "outside", "far", "missing")
        for why in reasons if way.steps else reasons[-1:]:
            labels = [self.label(figure) for figure, found in way.beyond if found == why]
            if labels:
                yield self._words(
                    f"way_{why}", figures=self._words("comma").join(labels), next=way.next
                )

    def _displaced(self, way: Way) -> str:
        if not way.first or way.displaced is None:
            return ""
        count = len(way.displaced)
        name = "way_displaces" if count else "way_displaces_nobody"
        has_others = len(way.steps) > 1 or (way.steps and way.together)
        others = self._words("way_others_untried") if has_others else ""
        return self._words(name, by=self._by(way), count=count) + others

    def _by(self, way: Way) -> str:
        return self._words("way_by_first" if way.steps else "way_by_all")

    def _anew(self, way: Way, anew: Anew, group: Group) -> str:
        """What comes of it once the means have moved with it; nothing where none is worked out of the group."""
        if not any(each.benchmark.kind in FROM_THE_RANKED for each in group.indicators):
            return ""
        by, more = self._by(way), anew.steps or ()
        if anew.holds or not more:
            name = "way_anew_holds" if anew.holds else "way_anew_fails"
            return self._words(name, by=by, next=way.next)
        share = max(filter(None, (step.change for step in more)), default=None)
        is_each = len(more) > 1 and share is not None
        list_ = (
            self._words("way_anew_share", share=percent(share))
            if is_each and share
            else self._listed(more)
        )
        return self._words("way_anew_more", by=by, list=list_, next=way.next)

    def label(self, figure: str) -> str:
        """What people call the figure."""
        if figure not in self._labels:
            is_item = figure in items() and figure not in self.context.definitions
            self._labels[figure] = (
                item(figure).called(self.context.language)
                if is_item
                else label_of(self.context.method, figure)
            )
        return self._labels[figure]

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {}
