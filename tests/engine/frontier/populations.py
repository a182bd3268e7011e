"""Populations of units for the tests: of the shape that counties have, and of shapes that break solvers."""

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

Floats = npt.NDArray[np.float64]
Population = tuple[Floats, Floats]


def county(units: int, *, inputs: int = 2, outputs: int = 3, seed: int = 2025) -> Population:
    """Enterprises of very unequal size, most of them well inside the frontier."""
    draw = np.random.default_rng(seed)
    size = draw.lognormal(0.0, 1.2, (units, 1))
    skill = draw.beta(5, 2, (units, 1))
    put_in = size * draw.lognormal(0.0, 0.3, (units, inputs))
    return put_in, size**0.95 * skill * draw.lognormal(0.0, 0.3, (units, outputs))


def by_means(population: Population) -> Population:
    """Each column ÷ its mean, as an LP solver wants it."""
    inputs, outputs = population
    return inputs / inputs.mean(axis=0), outputs / np.where(
        outputs.mean(axis=0) > 0, outputs.mean(axis=0), 1.0
    )


@st.composite
def populations(draw: st.DrawFn, *, most: int = 14) -> Population:
    """Small whole numbers: ties, duplicates, zeros, collinear units, constant columns; then columns of any unit."""
    units = draw(st.integers(1, most))
    inputs, outputs = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    amounts = hnp.arrays(np.float64, (units, inputs), elements=st.integers(1, 6).map(float))
    yields = hnp.arrays(np.float64, (units, outputs), elements=st.integers(0, 6).map(float))
    put_in, come_out = draw(amounts), draw(yields)
    come_out[:, 0] += come_out.sum(axis=1) == 0
    scales = st.sampled_from([1.0, 1e-3, 1e4, 1e9])
    return (
        put_in * [draw(scales) for _ in range(inputs)],
        come_out * [draw(scales) for _ in range(outputs)],
    )
