"""How likely each grade is under thousands of draws of the weights."""

from collections.abc import Iterator

from benchmarks.measure import Populations, costs
from benchmarks.sections.tables import Data, aim, aims

COUNT, DRAWS = 100_000, 10_000
TITLE = f"Grade probabilities: {COUNT:,} subjects × {DRAWS:,} draws of six weights, 30 groups"
PERMU, PANDAS, SCIKIT = "Permu", "pandas, a loop over draws", "scikit-criteria, a loop over draws and groups (points given)"  # fmt: skip
FEWER = {PANDAS: 64, SCIKIT: 10}


def measured(populations: Populations) -> Data:
    path = populations.subjects(COUNT)
    tasks = {
        PERMU: ("probabilities_permu", path, str(DRAWS), "uniform"),
        PANDAS: ("probabilities_pandas", path, str(FEWER[PANDAS]), "uniform"),
        SCIKIT: ("probabilities_scikit_criteria", path, str(FEWER[SCIKIT]), "uniform"),
    }
    found = costs(tasks, runs=3, before=0)
    rows = {
        name: cost.row() | {"draws": cost.said["draws"], "a": cost.said["A"]}
        for name, cost in found.items()
    }
    permu, pandas, scikit = (row["inside"] / row["draws"] for row in rows.values())
    return {
        "rows": rows,
        "aims": [
            aim("Permu's CPU, s", rows[PERMU]["inside"], 5),
            aim("peak of the process, MiB", rows[PERMU]["peak"], 300),
            aim("CPU a draw over pandas'", permu / pandas, 1 / 40),
            aim("CPU a draw over scikit-criteria's", permu / scikit, 1 / 200),
        ],
    }


def text(data: Data) -> Iterator[str]:
    yield (
        "Weights drawn uniformly within ± 10 %, and brought back to their sum. The others are asked for fewer "
        f"draws, and what {DRAWS:,} would take is reckoned from them.\n"
    )
    yield f"| | draws | CPU, s | ms a draw | {DRAWS:,} draws, s | times Permu | peak, MiB |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    least = data["rows"][PERMU]["inside"] / data["rows"][PERMU]["draws"]
    for name, row in data["rows"].items():
        each = row["inside"] / row["draws"]
        yield (
            f"| {name} | {row['draws']:,} | {row['inside']:.2f} | {each * 1e3:.3g} | {_seconds(each * DRAWS)} "
            f"| {each / least:,.0f} | {row['peak']:.0f} |"
        )
    yield ""
    yield from aims(data["aims"])


def _seconds(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
