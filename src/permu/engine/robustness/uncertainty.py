"""What is taken to be uncertain, stated once and kept beside every number that follows from it.

Weights (`weights`, `spread`), each by a distribution that the literature on stochastic multicriteria
acceptability analysis (SMAA) and on composite indicators uses:

- `uniform`: each weight anywhere within ± `spread` of its own, all then scaled to the notice's sum
  (OECD/JRC, Handbook on Constructing Composite Indicators, 2008, part 1, step 7);
- `normal`: its own ± a standard deviation of `spread` of it, none below zero, scaled likewise
  (Butler, Jia, Dyer, EJOR 103, 1997: weights as responses with an error);
- `dirichlet`: around the notice's weights with concentration `spread`: the larger, the nearer to them
  (Tervonen, Lahdelma, EJOR 178, 2007, for sampling the simplex);
- `ordered`: any weights at all that keep the notice's order of importance, uniformly
  (Lahdelma, Salminen, Operations Research 49, 2001: SMAA-2 with ordinal information).

`data` is the error of an item: each subject's figure anywhere within ± that share of itself, whatever the
others'. `rounding`: the score as the method rounds it, or not rounded (rounded to two decimals, where
the method does not round), each in half of the draws. `missing` = `draw`: who is graded without a figure
gets the ratio of somebody of its ranking who has it, instead of what the method gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from permu.terms.items import items
from permu.terms.refusal import Refused

WeightsKind = Literal["none", "uniform", "normal", "dirichlet", "ordered"]
Missing = Literal["keep", "draw"]
SPREADS: Mapping[str, tuple[Decimal, Decimal]] = {
    "uniform": (Decimal("0.001"), Decimal(1)),
    "normal": (Decimal("0.001"), Decimal(1)),
    "dirichlet": (Decimal(1), Decimal(1_000_000)),
}
"""The least and greatest spread that means something, of the distributions that have one."""
FEWEST, MOST_DRAWS = 20, 1_000_000


@dataclass(frozen=True, kw_only=True)
class Uncertainty:
    """The assumptions of one analysis.

    Args:
        draws: how many where whole columns are worked out (weights and rounding).
        engine_draws: how many where each is an evaluation of its own (all else).
        seed: the same seed gives the same draws, on any machine and number of threads.
        spread: a share of each weight (0.1 is 10 %); of `dirichlet` the concentration.
        data: the relative error of each item, as a share (0.05 is 5 %).

    Raises:
        Refused: an item nobody knows, or a number that means nothing.
    """

    draws: int = 10_000
    engine_draws: int = 200
    seed: int = 2025
    weights: WeightsKind = "none"
    spread: Decimal = Decimal("0.1")
    data: Mapping[str, Decimal] = field(default_factory=dict)
    rounding: bool = False
    missing: Missing = "keep"

    def __post_init__(self) -> None:
        _within("draws", self.draws, (FEWEST, MOST_DRAWS))
        _within("engine_draws", self.engine_draws, (FEWEST, MOST_DRAWS))
        _within("seed", self.seed, (0, 2**63 - 1))
        if self.weights in SPREADS:
            _within(f"weights {self.weights}", self.spread, SPREADS[self.weights])
        for name, error in self.data.items():
            if name not in items() or items()[name].kind != "number":
                raise Refused("engine.no_error_of", item=name)
            _within(name, error, (Decimal("0.0001"), Decimal("0.9")))

    @property
    def sources(self) -> list[str]:
        """What is uncertain, each by its name: `weights`, `data:<item>`, `rounding`, `missing`."""
        found = ["weights"] if self.weights != "none" else []
        found += [f"data:{name}" for name in self.data]
        found += ["rounding"] if self.rounding else []
        return [*found, "missing"] if self.missing == "draw" else found

    def alone(self, source: str) -> "Uncertainty":
        """The same with one source, and all else as it stands; half as many evaluations, for there are many sources."""
        kind, _, name = source.partition(":")
        return Uncertainty(
            draws=self.draws, engine_draws=max(self.engine_draws // 2, FEWEST), seed=self.seed, spread=self.spread,
            weights=self.weights if kind == "weights" else "none",
            data={name: self.data[name]} if kind == "data" else {},
            rounding=kind == "rounding", missing=self.missing if kind == "missing" else "keep",
        )  # fmt: skip

    @property
    def needs_engine(self) -> bool:
        """Whether facts change too: each draw is then an evaluation of its own."""
        return bool(self.data) or self.missing == "draw"


def _within(name: str, number: Decimal | int, ends: tuple[Decimal | int, Decimal | int]) -> None:
    least, most = ends
    if not least <= number <= most:
        raise Refused("engine.uncertainty_number", name=name, number=number, least=least, most=most)
