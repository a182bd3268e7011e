"""One indicator as a line: what was divided by what, judged against what, worth how many points."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from permu.engine.benchmarks import Benchmark
from permu.engine.evaluation import DECIMALS
from permu.engine.explanation.context import Context, Row, clause_of
from permu.engine.explanation.facts import Figured
from permu.engine.explanation.numbers import kept, short, shown
from permu.engine.explanation.ratios import parts_of, ratio_words, sums_words
from permu.engine.figures import label_of
from permu.engine.points import unbounded_points, weight_of, within_bounds
from permu.engine.pools import value_of
from permu.engine.scoring import Scoring, share
from permu.engine.sheet import IndicatorLine
from permu.engine.variants import all_variants
from permu.method.model import Indicator
from permu.terms.rounding import scaled


class IndicatorLines:
    """The lines of one group's indicators; what is the same for all its subjects is written once."""

    def __init__(self, context: Context, scoring: Scoring) -> None:
        self.context = context
        self.scoring = scoring
        self.place = (scoring.group.id, value_of(scoring.group))
        by = list(all_variants(scoring.group.indicators))
        self.benchmarks = {each.id: self._benchmark(each) for each in by}
        self.notes = {each.id: self._note(each) for each in by}
        self.formulas = {each.id: self._formula(each) for each in by}

    def lines(self, result: Row, figured: Figured) -> tuple[IndicatorLine, ...]:
        """The lines of one subject."""
        lacked = self.scoring.lacked(figured.figures)
        return tuple(
            self._line(indicator, result, figured, lacked)
            for indicator in self.scoring.group.indicators
        )

    def _line(
        self, indicator: Indicator, result: Row, figured: Figured, lacked: Sequence[Indicator]
    ) -> IndicatorLine:
        variant = self.scoring.variant(indicator, figured.figures)
        ratio = self.scoring.ratios[variant.id]
        value = ratio.exact(figured.figures)
        points, note = self._points(indicator, variant, value, result, lacked=lacked)
        number = "—" if value is None else shown(value, indicator.decimals)
        numerator, denominator = parts_of(variant, ratio, figured)
        has_formula = value is not None and (value != 0 or variant.scoring != "reciprocal")
        formula = self.formulas[variant.id].format(number=number) if has_formula else "—"
        return IndicatorLine(
            id=indicator.id,
            label=indicator.label,
            unit=self.context.unit_label(variant.unit),
            numerator=numerator,
            denominator=denominator,
            value=number,
            benchmark=self.benchmarks[variant.id],
            benchmark_note=self.notes[variant.id],
            weight=indicator.weight or Decimal(0),
            formula=self._carrying(formula, lacked) if has_formula else formula,
            points=points,
            points_note=self.context.join([self._instead(indicator, variant), note]),
            clause=clause_of(variant.source),
            is_assumed=variant.source.is_assumed,
            change=variant.change,
        )

    def _carrying(self, formula: str, lacked: Sequence[Indicator]) -> str:
        """The formula with what the points are multiplied by, where others' weight is carried."""
        if not lacked:
            return formula
        total = sum(map(weight_of, self.scoring.group.indicators), Fraction(0))
        left = total - sum(map(weight_of, lacked), Fraction(0))
        return f"{formula} × {short(total)} ÷ {short(left)}"

    def _instead(self, indicator: Indicator, variant: Indicator) -> str:
        """That another ratio is judged in the indicator's place, and why."""
        if variant is indicator:
            return ""
        named = label_of(self.context.method, indicator.denominator)
        ratio = ratio_words(self.context, variant)
        return self.context.words(
            "points_otherwise", figure=named, ratio=ratio, clause=clause_of(variant.source)
        )

    def _points(
        self,
        indicator: Indicator,
        variant: Indicator,
        value: Fraction | None,
        result: Row,
        *,
        lacked: Sequence[Indicator],
    ) -> tuple[Decimal | None, str]:
        """The points of a measured value, worked out again; the mean's stand in the result."""
        benchmark = self.scoring.judged.get(variant.id)
        if result["score"] is None:
            return None, ""
        if value is None or benchmark is None:
            return kept(result[f"points:{indicator.id}"]), self._missing(indicator, result)
        free = unbounded_points(variant, value, benchmark.parts)
        points = within_bounds(variant, free)
        notes = [self._bounded(variant, value, benchmark, free=free, points=points)]
        if variant.change != "none":
            notes.insert(0, self.context.words(f"change_{variant.change}"))
        if lacked:
            names, clause = "”、“".join(each.label for each in lacked), lacked[0].missing_source
            notes.append(
                self.context.words("points_carrying", names=names, clause=clause_of(clause))
            )
            points *= share(self.scoring.group.indicators, lacked)
        return kept(scaled(points, DECIMALS)), self.context.join(notes)

    def _missing(self, indicator: Indicator, result: Row) -> str:
        source = indicator.missing_source
        return self.context.words(
            f"points_{indicator.when_missing}",
            subjects=self.context.measured(self.place, indicator),
            penalty=indicator.penalty,
            why=self.context.words(result[f"how:{indicator.id}"]),
            clause=clause_of(source),
        )

    def _bounded(
        self,
        indicator: Indicator,
        value: Fraction,
        benchmark: Benchmark,
        *,
        free: Fraction,
        points: Fraction,
    ) -> str:
        if indicator.scoring == "value":
            return self.context.words("points_value")
        if indicator.scoring == "reciprocal" and value == 0:
            times = short(indicator.cap or Decimal(1))
            return self.context.words("points_of_nothing", times=times)
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
        rule = indicator.benchmark
        if rule.kind == "published":
            return short(number)
        return shown(number, indicator.decimals if rule.decimals is None else rule.decimals)

    def _benchmark(self, indicator: Indicator) -> str:
        benchmark = self.scoring.judged.get(indicator.id)
        if benchmark is None or not benchmark.parts:
            return "—"
        return " – ".join(self._shown(indicator, each) for each in benchmark.parts.values())

    def _note(self, indicator: Indicator) -> str:
        rule = indicator.benchmark
        benchmark = self.scoring.judged.get(indicator.id)
        if benchmark is None:
            return self.context.words("benchmark_nobody")
        factor = rule.factor
        times = self.context.words("benchmark_times", factor=factor) if factor != 1 else ""
        if rule.kind == "group_mean":
            sums = self.context.sums(None if rule.pool == "all" else self.place, indicator)
            times = sums_words(self.context, indicator, sums) + times
        note = self.context.words(
            f"benchmark_{rule.kind}",
            whom=self.context.words(f"whom_{rule.pool}", subjects=benchmark.subjects),
            times=times,
            clause=clause_of(rule.source),
        )
        return self.context.join([note, self._kept(indicator)])

    def _kept(self, indicator: Indicator) -> str:
        """To how many decimals a worked-out benchmark is kept."""
        rule = indicator.benchmark
        if rule.decimals is None or rule.kind in ("published", "none"):
            return ""
        rounding = self.context.words(f"rounding_{rule.rounding}")
        name = "benchmark_kept" if rule.decimals else "benchmark_whole"
        return self.context.words(name, rounding=rounding, decimals=rule.decimals)
