"""One indicator as a line: what was divided by what, judged against what, worth how many points."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from permu.engine.benchmarks import Benchmark
from permu.engine.evaluation import DECIMALS
from permu.engine.explanation.context import Context, Row
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.numbers import decimal_of, grouped, kept, short, shown
from permu.engine.figures import label_of
from permu.engine.points import unbounded_points, weight_of, within_bounds
from permu.engine.pools import value_of
from permu.engine.scores import Scoring
from permu.engine.sheet import IndicatorLine
from permu.method.model import Indicator
from permu.terms.rounding import scaled


class IndicatorLines:
    """The lines of one group's indicators; what is the same for all its subjects is written once."""

    def __init__(self, context: Context, scoring: Scoring) -> None:
        self.context = context
        self.scoring = scoring
        self.place = (scoring.group.id, value_of(scoring.group))
        self.benchmarks = {each.id: self._benchmark(each) for each in scoring.group.indicators}
        self.notes = {each.id: self._note(each) for each in scoring.group.indicators}
        self.formulas = {each.id: self._formula(each) for each in scoring.group.indicators}

    def lines(self, result: Row, figured: Figured) -> tuple[IndicatorLine, ...]:
        """The lines of one subject."""
        return tuple(
            self._line(indicator, result, figured) for indicator in self.scoring.group.indicators
        )

    def _line(self, indicator: Indicator, result: Row, figured: Figured) -> IndicatorLine:
        value = self.scoring.value(indicator, figured.figures)
        points, note = self._points(indicator, value, result)
        number = "—" if value is None else shown(value, indicator.decimals)
        return IndicatorLine(
            id=indicator.id,
            label=indicator.label,
            unit=self.context.unit_label(indicator.unit),
            numerator=figured.line(indicator.numerator),
            denominator=figured.line(indicator.denominator) if indicator.denominator else None,
            value=number,
            benchmark=self.benchmarks[indicator.id],
            benchmark_note=self.notes[indicator.id],
            weight=indicator.weight or Decimal(0),
            formula="—" if value is None else self.formulas[indicator.id].format(number=number),
            points=points,
            points_note=note,
            clause=indicator.source.clause or indicator.source.assumed,
            is_assumed=indicator.source.is_assumed,
        )

    def _points(
        self, indicator: Indicator, value: Fraction | None, result: Row
    ) -> tuple[Decimal | None, str]:
        """The points of a measured value, worked out again; the mean's stand in the result."""
        benchmark = self.scoring.judged.get(indicator.id)
        if result["score"] is None:
            return None, ""
        if value is None or benchmark is None:
            return kept(result[f"points:{indicator.id}"]), self._missing(indicator, result)
        free = unbounded_points(indicator, value, benchmark.parts)
        points = within_bounds(indicator, free)
        return kept(scaled(points, DECIMALS)), self._bounded(
            indicator, benchmark, free=free, points=points
        )

    def _missing(self, indicator: Indicator, result: Row) -> str:
        sums = self.context.sums[self.place, indicator.id]
        source = indicator.missing_source
        return self.context.words(
            f"points_{indicator.when_missing}",
            subjects=sums["subjects"],
            penalty=indicator.penalty,
            why=self.context.words(result[f"how:{indicator.id}"]),
            clause=source.clause or source.assumed,
        )

    def _bounded(
        self, indicator: Indicator, benchmark: Benchmark, *, free: Fraction, points: Fraction
    ) -> str:
        if indicator.scoring == "min_max" and benchmark.least == benchmark.greatest:
            return self.context.words("points_all_equal")
        if points < free:
            return self.context.words("points_capped", times=short(indicator.cap or Decimal(0)))
        if points > free:
            return self.context.words("points_floored", times=short(indicator.floor or Decimal(0)))
        return ""

    def _formula(self, indicator: Indicator) -> str:
        """How points come of a value, which stands as `{number}`."""
        benchmark = self.scoring.judged.get(indicator.id)
        if benchmark is None:
            return "—"
        parts: Mapping[str, str] = {
            part: self._shown(indicator, number) for part, number in benchmark.parts.items()
        }
        return self.context.words(
            f"formula_{indicator.scoring}",
            weight=short(weight_of(indicator)),
            number="{number}",
            low=short(indicator.band[0]),
            spread=short(indicator.band[1] - indicator.band[0]),
            **parts,
        )

    def _shown(self, indicator: Indicator, number: Fraction) -> str:
        is_printed = indicator.benchmark.kind == "published"
        return short(number) if is_printed else shown(number, indicator.decimals)

    def _benchmark(self, indicator: Indicator) -> str:
        benchmark = self.scoring.judged.get(indicator.id)
        if benchmark is None:
            return "—"
        return " – ".join(self._shown(indicator, each) for each in benchmark.parts.values())

    def _note(self, indicator: Indicator) -> str:
        source = indicator.benchmark.source
        benchmark = self.scoring.judged.get(indicator.id)
        if benchmark is None:
            return self.context.words("benchmark_none")
        kind = indicator.benchmark.kind
        factor = indicator.benchmark.factor
        times = self.context.words("benchmark_times", factor=factor) if factor != 1 else ""
        return self.context.words(
            f"benchmark_{kind}",
            subjects=benchmark.subjects,
            sums=self._sums(indicator) if kind == "group_mean" else "",
            times=times,
            clause=source.clause or source.assumed,
        )

    def _sums(self, indicator: Indicator) -> str:
        sums = self.context.sums[self.place, indicator.id]
        texts = []
        for name in filter(None, (indicator.numerator, indicator.denominator)):
            scale = self.context.figures.scales[name]
            amount = grouped(decimal_of(sums[name] * scale.step))
            label = label_of(self.context.method, name)
            texts.append(f"{label} {amount} {self.context.unit_label(scale.unit)}".rstrip())
        if not indicator.denominator:
            texts.append(self.context.words("subjects", subjects=sums["subjects"]))
        return " ÷ ".join(texts)
