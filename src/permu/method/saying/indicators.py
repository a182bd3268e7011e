"""Indicators in words: what is divided by what, what it is judged against, and how that makes points."""

from permu.method.model import Benchmark, Indicator
from permu.method.saying.speech import Speech


def ratio_words(indicator: Indicator, speech: Speech) -> str:
    """`评价税收 ÷ 用地面积`; how far it moved, where the indicator is a change."""
    parts = [part for part in (indicator.numerator, indicator.denominator) if part]
    ratio = " ÷ ".join(map(speech.name, parts))
    if indicator.change != "none":
        ratio = speech.say(f"change_{indicator.change}", ratio=ratio)
    if indicator.otherwise is None:
        return ratio
    other = ratio_words(indicator.otherwise, speech)
    needs = speech.name(indicator.denominator)
    return ratio + speech.say("otherwise", needs=needs, ratio=other)


def benchmark_words(benchmark: Benchmark, speech: Speech, *, unit: str = "") -> str:
    """`24.097 万元/亩`, or how the benchmark is worked out."""
    if benchmark.kind == "published":
        return f"{speech.number(benchmark.value)} {speech.unit(unit)}".strip()
    said = speech.say(f"bench_{benchmark.kind}")
    if benchmark.pool == "all":
        said = speech.say(f"bench_{benchmark.kind}_of_all")
    if benchmark.factor != 1:
        said += f" × {benchmark.factor:f}"
    if benchmark.decimals is not None:
        rounding = speech.say(f"kind_{benchmark.rounding}")
        said += speech.say("bench_kept", decimals=benchmark.decimals, rounding=rounding)
    return said


def points_words(indicator: Indicator, speech: Speech) -> str:
    """How a value makes points, before bounds."""
    low, high = indicator.band
    return speech.say(f"points_{indicator.scoring}", low=f"{low:f}", high=f"{high:f}")


def bounds_words(indicator: Indicator, speech: Speech) -> str:
    """`最高为权重的 1.5 倍，最低 0 分`; empty where the notice states none."""
    said = []
    if indicator.cap is not None:
        said.append(speech.say("bound_cap", times=f"{indicator.cap:f}"))
    if indicator.floor is not None:
        name = "bound_zero" if indicator.floor == 0 else "bound_floor"
        said.append(speech.say(name, times=f"{indicator.floor:f}"))
    elif indicator.when_negative == "keep":
        said.append(speech.say("negative_kept"))
    return speech.say("clause_comma").join(said)


def missing_words(indicator: Indicator, speech: Speech) -> str:
    """What a missing figure gives."""
    said = speech.say(f"missing_{indicator.when_missing}", points=f"{indicator.penalty:f}")
    if indicator.missing_of == "numerator":
        said = speech.say("missing_numerator", item=speech.name(indicator.numerator), what=said)
    return said
