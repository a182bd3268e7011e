"""A million subjects: the full evaluation beside those who do as much, and those who do less."""

from benchmarks.measure import Populations, costs
from benchmarks.sections.tables import Data, aim, rows_of, standard

COUNT = 1_000_000
TITLE = f"{COUNT:,} subjects × 6 indicators in 30 groups: group means, caps, ranks, four grades"
PANDAS, PERMU = "pandas, vectorised", "Permu, exact, every explaining column"
text = standard


def measured(populations: Populations) -> Data:
    path = populations.subjects(COUNT)
    found = costs(
        {
            PANDAS: ("many_pandas", path),
            PERMU: ("many_permu", path),
            "Polars, plain expressions": ("many_polars", path),
            "scikit-criteria per group (ratios given, scores and ranks alone)": ("many_scikit_criteria", path),
            "pymcdm per group (ratios given, scores and ranks alone)": ("many_pymcdm", path),
        },
        runs=11,  # a virtual machine hands out large pages quickly or slowly: numpy's programs take 1 × or 2 ×
    )  # fmt: skip
    pandas, permu, _, *libraries = found.values()
    ratios = [permu.cpu / each.cpu for each in libraries]
    return {
        "rows": rows_of(found),
        "aims": [
            aim("CPU of the computation alone, over pandas'", permu.inside / pandas.inside, 0.35),
            aim("CPU of the whole process, over pandas'", permu.cpu / pandas.cpu, 0.5),
            aim("the same over scikit-criteria's", ratios[0], 0.2),
            aim("the same over pymcdm's", ratios[1], 0.2),
            aim("peak memory, over pandas'", permu.peak / pandas.peak, 1),
        ],
    }
