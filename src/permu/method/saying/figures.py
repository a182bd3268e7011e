"""How a figure is composed, and what a contract demands of one."""

from decimal import Decimal
from fractions import Fraction

from permu.method.model import Commitment, Definition
from permu.method.saying.conditions import condition_words
from permu.method.saying.speech import Speech


def definition_words(definition: Definition, speech: Speech) -> str:
    """`增值税（入库） + 企业所得税 − 稽查查补税款`, or how else it is made."""
    match definition.kind:
        case "sum":
            return _sum(definition, speech) + _needs(definition, speech)
        case "holding":
            roles = speech.list(speech.say(f"role_{role}") for role in definition.roles)
            return speech.say(f"define_holding_{definition.of}", roles=roles)
        case "tenants":
            return speech.say("define_tenants", when=condition_words(definition.when, speech))
        case kind:
            return speech.say(f"define_{kind}", parts=speech.names(definition.plus)) + _needs(
                definition, speech
            )


def commitment_words(commitment: Commitment, speech: Speech) -> str:
    """`亩均税收（税收 ÷ 用地面积）≥ 8 万元/亩`."""
    parts = [part for part in (commitment.numerator, commitment.denominator) if part]
    ratio = " ÷ ".join(map(speech.name, parts))
    if commitment.value is None:
        return speech.say(
            "commitment_promised", ratio=ratio, promised=speech.name(commitment.promised)
        )
    unit = speech.unit(commitment.unit)
    return speech.say("commitment_value", ratio=ratio, value=f"{commitment.value:f}", unit=unit)


def _sum(definition: Definition, speech: Speech) -> str:
    times = dict(definition.times)
    plus = [_term(part, times.get(part), speech) for part in definition.plus]
    minus = [_term(part, times.get(part), speech) for part in definition.minus]
    return " + ".join(plus) + "".join(f" − {term}" for term in minus)


def _term(part: str, times: Fraction | None, speech: Speech) -> str:
    if times is None or times == 1:
        return speech.name(part)
    if times.numerator == 1 or _decimal(times) is None:
        divisor = 1 / times
        return f"{speech.name(part)} ÷ {_decimal(divisor) or divisor}"
    return f"{speech.name(part)} × {_decimal(times)}"


def _decimal(number: Fraction) -> str | None:
    """A fraction as a decimal that has an end, or None."""
    bottom = number.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    return None if bottom != 1 else f"{Decimal(number.numerator) / number.denominator:f}"


def _needs(definition: Definition, speech: Speech) -> str:
    """What a missing part means, where there are several."""
    parts = len(definition.plus) + len(definition.minus)
    if parts < 2 or definition.kind in ("first", "earlier"):
        return ""
    return speech.say(f"needs_{definition.needs}")
