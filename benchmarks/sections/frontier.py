"""Data envelopment analysis of whole populations."""

from collections.abc import Iterator

from benchmarks.measure import Populations, cost, has_task
from benchmarks.sections.tables import Data, aim, aims

TITLE = "Frontier analysis: 2 inputs, 3 outputs, input-oriented, variable returns"
PERMU, HIGHS, SCIPY = (
    "Permu",
    "HiGHS, one model, warm start",
    "scipy.optimize.linprog, unit by unit",
)
ASKED = (
    (PERMU, "frontier_permu", 1_000),
    (SCIPY, "frontier_scipy", 1_000),
    (HIGHS, "frontier_highs", 1_000),
    (PERMU, "frontier_permu", 10_000),
    (HIGHS, "frontier_highs", 10_000),
    (PERMU, "frontier_permu", 100_000),
)


def measured(populations: Populations) -> Data:  # noqa: ARG001
    if not has_task("frontier_permu"):
        return {}
    rows, inside = [], {}
    for name, task, count in ASKED:
        found = cost(task, str(count))
        rows.append({"name": name, "units": count, **found.row()})
        inside[name, count] = found.inside
    return {
        "rows": rows,
        "aims": [
            aim("CPU for 10,000 units over HiGHS'", inside[PERMU, 10_000] / inside[HIGHS, 10_000], 1 / 20),
            aim("CPU for 100,000 units, s", inside[PERMU, 100_000], 5),
        ],
    }  # fmt: skip


def text(data: Data) -> Iterator[str]:
    yield "| units | | CPU, s | µs a unit | peak, MiB |"
    yield "|--:|---|--:|--:|--:|"
    for row in data["rows"]:
        each = row["inside"] / row["units"] * 1e6
        yield f"| {row['units']:,} | {row['name']} | {row['inside']:.3g} | {each:,.0f} | {row['peak']:.0f} |"
    yield ""
    yield from aims(data["aims"])
