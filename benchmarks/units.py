"""Units for the frontier: 2 inputs, 3 outputs, of very unequal size. It imports nobody's library but numpy."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def units(count: int) -> tuple[Floats, Floats]:
    """Inputs and outputs, each column ÷ its mean, as an LP solver wants them."""
    draw = np.random.default_rng(2025)
    size = draw.lognormal(0.0, 1.2, (count, 1))
    skill = draw.beta(5, 2, (count, 1))
    inputs = size * draw.lognormal(0.0, 0.3, (count, 2))
    outputs = size**0.95 * skill * draw.lognormal(0.0, 0.3, (count, 3))
    return inputs / inputs.mean(axis=0), outputs / outputs.mean(axis=0)
