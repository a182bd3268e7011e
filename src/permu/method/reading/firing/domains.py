"""What a fact may be: numbers between two bounds, some words, some codes of industries."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Span:
    """Numbers from `low` up to, and without, `high`."""

    low: Fraction | None = None
    high: Fraction | None = None

    def meet(self, other: "Span") -> "Span | None":
        """What is both; None where nothing is."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        both = Span(max(lows, default=None), min(highs, default=None))
        is_empty = both.low is not None and both.high is not None and both.low >= both.high
        return None if is_empty else both

    def within(self, other: "Span") -> bool:
        """Whether all of this is surely the other too."""
        return self.meet(other) == self


@dataclass(frozen=True)
class Words:
    """One of the words; with `are_excluded` any other."""

    words: frozenset[str]
    are_excluded: bool = False

    def meet(self, other: "Words") -> "Words | None":
        """What is both; None where nothing is."""
        if self.are_excluded and other.are_excluded:
            return Words(self.words | other.words, are_excluded=True)
        if self.are_excluded:
            return other.meet(self)
        words = self.words - other.words if other.are_excluded else self.words & other.words
        return Words(words) if words else None

    def within(self, other: "Words") -> bool:
        """Whether all of this is surely the other too."""
        return self.meet(other) == self


@dataclass(frozen=True)
class Codes:
    """A code of GB/T 4754 that begins with one of `begins` and with none of `never`, divisions at least."""

    begins: frozenset[str]
    never: frozenset[str] = frozenset()

    def meet(self, other: "Codes") -> "Codes | None":
        """What is both; None where nothing is."""
        never = self.never | other.never
        narrower = (
            {one for one in mine if one.startswith(tuple(others))}
            for mine, others in ((self.begins, other.begins), (other.begins, self.begins))
        )
        begins = frozenset(
            one for one in set().union(*narrower) if not one.startswith(tuple(never))
        )
        return Codes(begins, never) if begins else None

    def within(self, other: "Codes") -> bool:
        """Whether all of this is surely the other too."""
        both = self.meet(other)
        part = {one for one in other.never if one.startswith(tuple(self.begins))}
        return (
            both is not None
            and both.begins == self.begins
            and all(one.startswith(tuple(self.never)) for one in part)
        )


Domain = Span | Words | Codes
Box = Mapping[Hashable, Domain]
YES, NO = Words(frozenset({"yes"})), Words(frozenset({"no"}))
