"""Weights drawn at random, of each group that has weights of its own."""

import hashlib
from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from permu.engine.robustness.uncertainty import Uncertainty
from permu.method.model import Group

Array = npt.NDArray[np.float64]


def random_for(uncertainty: Uncertainty, *names: object) -> np.random.Generator:
    """A stream of its own for each purpose: what is drawn in it depends on the seed and its name alone."""
    named = hashlib.sha256("\n".join(map(str, names)).encode()).digest()
    return np.random.default_rng([uncertainty.seed, *np.frombuffer(named, np.uint32)])


def own_weights(group: Group) -> Array:
    """The notice's weights, in the order of the indicators."""
    return np.array([float(each.weight or 0) for each in group.indicators])


def weight_draws(group: Group, uncertainty: Uncertainty, *, draws: int) -> Array:
    """`draws` × indicators, each row adding up to what the notice's weights do.

    Groups with the same indicators and weights share their draws: the notice has one table of them.
    The first draws are the same, however many are asked for.
    """
    own = own_weights(group)
    total = own.sum()
    if uncertainty.weights == "none" or len(own) < 2 or total <= 0:
        return np.tile(own, (draws, 1))
    named = [f"{each.id} {each.weight}" for each in group.indicators]
    random = random_for(uncertainty, "weights", *named)
    found = np.concatenate(list(_blocks(own, uncertainty, random, draws)))[:draws]
    scaled: Array = found * (total / found.sum(axis=1, keepdims=True))
    return scaled


def written_out(group: Group, drawn: Array) -> list[Decimal]:
    """One draw to twelve decimals, adding up to the notice's sum exactly: full marks stay full."""
    found = [Decimal(f"{weight:.12f}") for weight in drawn]
    total = sum((each.weight or Decimal(0) for each in group.indicators), Decimal(0))
    found[int(drawn.argmax())] += total - sum(found, Decimal(0))
    return found


BLOCK = 1024


def _blocks(
    own: Array, uncertainty: Uncertainty, random: np.random.Generator, draws: int
) -> Iterator[Array]:
    """In blocks of one size, so that more draws begin with the same ones."""
    for _ in range(0, draws, BLOCK):
        yield _KINDS[uncertainty.weights](own, float(uncertainty.spread), random)


def _uniform(own: Array, spread: float, random: np.random.Generator) -> Array:
    return own * random.uniform(1 - spread, 1 + spread, (BLOCK, len(own)))


def _normal(own: Array, spread: float, random: np.random.Generator) -> Array:
    found = np.maximum(own * random.normal(1, spread, (BLOCK, len(own))), 0)
    return np.where(found.sum(axis=1, keepdims=True) > 0, found, own)


def _dirichlet(own: Array, concentration: float, random: np.random.Generator) -> Array:
    """A weight of nothing stays nothing."""
    found = np.zeros((BLOCK, len(own)))
    shares = own[own > 0] / own.sum()
    found[:, own > 0] = random.dirichlet(shares * concentration, BLOCK)
    return found


def _ordered(own: Array, _spread: float, random: np.random.Generator) -> Array:
    """Uniform on the simplex, sorted into the notice's order; equal weights in an order by lot."""
    drawn = np.sort(random.dirichlet(np.ones(len(own)), BLOCK), axis=1)
    lots = random.random((BLOCK, len(own)))
    order = np.lexsort((lots, np.broadcast_to(own, lots.shape)), axis=1)
    found = np.empty_like(drawn)
    np.put_along_axis(found, order, drawn, axis=1)
    return found


_KINDS = {"uniform": _uniform, "normal": _normal, "dirichlet": _dirichlet, "ordered": _ordered}
