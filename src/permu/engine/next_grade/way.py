"""The way of one enterprise to the next better grade, as numbers; `explanation` puts it into words."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from permu.engine.figures import Scale
from permu.engine.next_grade.lines import Line

Why = Literal[
    "",  # there is a way
    "blocked",  # a rule of the grade holds it, whatever the score
    "no_lever",  # no figure that may be moved reaches it
    "two_stage",  # the halves of a second ranking move with whoever changes sides: not worked out
    "of_two",  # a rule chooses between two results, merged and alone: not worked out
]
Beyond = Literal[
    "missing",  # the figure is not known
    "outside",  # so much of it, and the enterprise is graded elsewhere or not at all
    "spent",  # it earns nothing more (封顶)
    "far",  # not even a hundred times as much, or as little
]
"""Why a figure alone does not reach it."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One figure and what it would have to be, in whole units of its scale."""

    figure: str
    before: int
    after: int
    scale: Scale
    harms: tuple[str, ...] = ()  # indicators that lose by it

    @property
    def change(self) -> Fraction | None:
        """How far it moves, as a share of what it is; None where there is nothing to take a share of."""
        return Fraction(abs(self.after - self.before), self.before) if self.before > 0 else None


@dataclass(frozen=True, kw_only=True)
class Way:
    """The least change that reaches a better grade, everybody else and the benchmarks as they are.

    `steps` are the figures that reach it alone, the least relative change first; `together` what all do
    that earn something, none changing by more than `share`. `displaced` lose a grade by the first of
    these, None where nobody worked that out. `line` is the score asked for, where it is by a score.
    """

    subject: str
    judged_as: str  # the head of its unit, or itself
    grade: str
    next: str
    score: int | None = None  # whole 10^-6
    line: Line | None = None
    steps: tuple[Step, ...] = ()
    beyond: tuple[tuple[str, Beyond], ...] = ()
    share: Fraction | None = None
    together: tuple[Step, ...] = ()
    displaced: tuple[str, ...] | None = None
    blocked: tuple[str, ...] = ()  # adjustments that hold the grade as the figures are
    why: Why = ""

    @property
    def first(self) -> tuple[Step, ...]:
        """What to look at first: the step of the least relative change, else all together."""
        return self.steps[:1] or self.together


@dataclass(frozen=True, kw_only=True)
class Anew:
    """The first of a way once more, with the benchmarks worked out anew: its own figures move the means, too.

    `holds`: it still reaches the grade. Else `steps` are what does, None where nothing near it does.
    """

    holds: bool
    steps: tuple[Step, ...] | None
