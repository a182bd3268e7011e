"""The assumptions in words: they stand beside every number that follows from them."""

from decimal import Decimal

from permu.engine.robustness.uncertainty import Uncertainty
from permu.terms.items import item
from permu.terms.refusal import Language, words


def assumptions_said(uncertainty: Uncertainty, language: Language = "zh") -> list[str]:
    """One sentence for each thing that is uncertain."""
    told = [
        words(f"engine.assumed_{source}", language)
        if source in ("rounding", "missing")
        else _measured(uncertainty, source, language)
        for source in uncertainty.sources
    ]
    return told or [words("engine.assumed_nothing", language)]


def _measured(uncertainty: Uncertainty, source: str, language: Language) -> str:
    _, _, name = source.partition(":")
    if name:
        label, share = item(name).called(language), percent(uncertainty.data[name])
        return words("engine.assumed_data", language, label=label, share=share)
    spread = uncertainty.spread
    said = f"{spread.normalize():f}" if uncertainty.weights == "dirichlet" else percent(spread)
    return words(f"engine.assumed_{uncertainty.weights}", language, spread=said)


def source_said(source: str | None, language: Language = "zh") -> str:
    """A source's short name: 权重, 数据误差（职工人数）, 得分修约, 缺失数据; 没有 for none."""
    kind, _, name = (source or "none").partition(":")
    label = item(name).called(language) if name else ""
    return words(f"engine.source_{kind}", language, label=label)


def percent(share: Decimal | float) -> str:
    """A share as people write it.

    >>> percent(Decimal("0.05"))
    '5%'
    """
    return f"{(Decimal(str(share)) * 100).normalize():f}%"
