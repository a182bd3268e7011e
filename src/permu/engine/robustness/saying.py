"""The assumptions in words: they stand beside every number that follows from them."""

from decimal import Decimal

from permu.engine.robustness.uncertainty import Uncertainty
from permu.terms.items import item
from permu.terms.refusal import Language, words


def assumptions_said(uncertainty: Uncertainty, language: Language = "zh") -> list[str]:
    """One sentence for each kind of thing that is uncertain; items with the same error together."""
    told = [_weights_said(uncertainty, language)] if uncertainty.weights != "none" else []
    for error in dict.fromkeys(uncertainty.data.values()):
        names = [name for name, each in uncertainty.data.items() if each == error]
        labels = _COMMAS[language].join(item(name).called(language) for name in names)
        told.append(words("engine.assumed_data", language, labels=labels, share=percent(error)))
    for name, is_so in (
        ("rounding", uncertainty.rounding),
        ("missing", uncertainty.missing == "draw"),
    ):
        told += [words(f"engine.assumed_{name}", language)] if is_so else []
    return told


_COMMAS: dict[Language, str] = {"zh": "、", "en": ", "}


def _weights_said(uncertainty: Uncertainty, language: Language) -> str:
    spread = uncertainty.spread
    said = f"{spread.normalize():f}" if uncertainty.weights == "dirichlet" else percent(spread)
    return words(f"engine.assumed_{uncertainty.weights}", language, spread=said)


def source_said(source: str | None, language: Language = "zh") -> str:
    """A source's short name: 指标权重, 数据误差（职工人数）, 得分修约, 缺失数据; None: no single one of them."""
    kind, _, name = (source or "none").partition(":")
    label = item(name).called(language) if name else ""
    return words(f"engine.source_{kind}", language, label=label)


def percent(share: Decimal | float) -> str:
    """A share as people write it.

    >>> percent(Decimal("0.05"))
    '5%'
    """
    return f"{(Decimal(str(share)) * 100).normalize():f}%"
