"""Scores rounded otherwise than the method says: not at all, or as they are printed where it does not round."""

from dataclasses import replace

import numpy as np

from permu.engine.robustness.pools import Flags
from permu.engine.robustness.uncertainty import Uncertainty
from permu.engine.robustness.weights import random_for
from permu.method.model import Group, Method

PRINTED = 2
"""Decimals of a score as it is printed, where the method does not round it."""


def is_otherwise_rounded(uncertainty: Uncertainty, draws: int) -> Flags:
    """In which draws the score is rounded otherwise than the method says: each by the toss of a coin."""
    if not uncertainty.rounding:
        return np.zeros(draws, np.bool_)
    return random_for(uncertainty, "rounding").random(draws) < 0.5


def decimals_otherwise(group: Group) -> int | None:
    """To how many decimals a score is rounded in such a draw; None: it is not."""
    return PRINTED if group.score.decimals is None else None


def otherwise_rounded(method: Method) -> Method:
    """The method with scores not rounded, or rounded as they are printed where it does not round."""
    groups = (
        replace(group, score=replace(group.score, decimals=decimals_otherwise(group)))
        for group in method.groups
    )
    return replace(method, groups=tuple(groups))
