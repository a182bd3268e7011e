"""The same linear programs, one unit at a time, by HiGHS: what the frontier is held against."""

import highspy
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def by_highs(
    unit: tuple[Floats, Floats], frontier: tuple[Floats, Floats], *, returns: str, orientation: str
) -> tuple[float, float]:
    """θ or φ of one unit against a population, NaN where there is none; and the largest sum of slacks."""
    (x, y), (inputs, outputs) = unit, frontier
    n, m, s = len(inputs), len(x), len(y)
    rows = m + s + (returns == "variable")
    matrix, right = np.zeros((rows, 1 + n + m + s)), np.ones(rows)
    matrix[:m, 1 : n + 1], matrix[m : m + s, 1 : n + 1] = inputs.T, outputs.T
    matrix[:m, n + 1 : n + m + 1] = np.eye(m)
    matrix[m : m + s, n + m + 1 :] = -np.eye(s)
    matrix[m + s :, 1 : n + 1] = 1.0
    right[:m], right[m : m + s] = (0.0, y) if orientation == "input" else (x, 0.0)
    matrix[:m, 0] = -x if orientation == "input" else 0.0
    matrix[m : m + s, 0] = 0.0 if orientation == "input" else -y
    first = np.zeros(matrix.shape[1])
    first[0] = 1.0 if orientation == "input" else -1.0
    distance = _least(first, matrix, right)
    if np.isnan(distance):
        return distance, distance
    distance = abs(distance)
    second = np.r_[0.0, np.zeros(n), -np.ones(m + s)]
    return distance, -_least(second, matrix, right, first_column=distance)


def _least(
    costs: Floats, matrix: Floats, right: Floats, first_column: float | None = None
) -> float:
    solver = highspy.Highs()
    solver.silent()
    for name in ("primal_feasibility_tolerance", "dual_feasibility_tolerance"):
        solver.setOptionValue(name, 1e-10)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.row_lower_, lp.row_upper_ = costs, right, right
    least, most = np.zeros(len(costs)), np.full(len(costs), highspy.kHighsInf)
    if first_column is not None:
        least[0], most[0] = first_column - 1e-9, first_column + 1e-9
    lp.col_lower_, lp.col_upper_ = least, most
    lp.a_matrix_.start_ = np.arange(matrix.shape[1] + 1) * len(matrix)
    lp.a_matrix_.index_ = np.tile(np.arange(len(matrix)), matrix.shape[1])
    lp.a_matrix_.value_ = matrix.T.ravel()
    solver.passModel(lp)
    solver.run()
    is_optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(solver.getInfo().objective_function_value) if is_optimal else float("nan")
