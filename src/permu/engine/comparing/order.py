"""Which of two grades is the better where two methods do not have the same ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Literal

Basis = Literal["words", "places"]
Pair = tuple[str, str]


@dataclass(frozen=True)
class GradeOrder:
    """The grades of two methods, each best first.

    Where one list holds the other's words in the same order (A–D and A–C, or A+–D and A–D), a word
    means the same in both. Where not (A–D and 绿、蓝、橙、红), a grade is compared by its place from
    the best (0) to the worst (1), which is coarse and said so wherever it is shown.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]

    @cached_property
    def basis(self) -> Basis:
        """How the grades are compared."""
        longer, shorter = sorted((self.before, self.after), key=len, reverse=True)
        kept = tuple(word for word in longer if word in shorter)
        return "words" if shorter and kept == shorter else "places"

    @property
    def better(self) -> list[Pair]:
        """The pairs (a grade before, a grade after) of which the second is the better."""
        return [pair for pair, step in self._steps() if step < 0]

    @property
    def worse(self) -> list[Pair]:
        """The pairs of which the second is the worse."""
        return [pair for pair, step in self._steps() if step > 0]

    def _steps(self) -> Iterator[tuple[Pair, Fraction]]:
        for old, new in product(self.before, self.after):
            yield (old, new), self._place(new, self.after) - self._place(old, self.before)

    def _place(self, grade: str, grades: tuple[str, ...]) -> Fraction:
        if self.basis == "words":
            return Fraction(max(self.before, self.after, key=len).index(grade))
        return Fraction(grades.index(grade), max(len(grades) - 1, 1))
