"""Exact numbers as people read them."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from permu.engine.benchmarks import as_text
from permu.engine.evaluation import DECIMALS, KEPT
from permu.terms.rounding import rounded


def kept(whole: int | None) -> Decimal | None:
    """A kept number (whole 10^-6) as a decimal, without the zeros nobody wrote."""
    if whole is None:
        return None
    return Decimal(whole).scaleb(-DECIMALS).normalize() if whole % KEPT else Decimal(whole // KEPT)


def plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short.as_tuple().exponent > 0 else short  # type: ignore[operator]


def decimal_of(number: Fraction) -> Decimal:
    """A fraction as a decimal: exact where it has an end, else to 6 decimals."""
    text = as_text(number)
    return rounded(number, DECIMALS) if "/" in text else Decimal(text)


def shown(number: Fraction, decimals: int) -> str:
    """A number to so many decimals; one that a notice prints with fewer keeps its own form."""
    return str(rounded(number, decimals))


@lru_cache(maxsize=4096)
def short(number: Decimal | Fraction) -> str:
    """A constant of the method: 30, 1.5, 24.097."""
    return as_text(Fraction(number))


def grouped(number: Decimal) -> str:
    """With thousands separated: 1,234.5."""
    return f"{number:,f}"
