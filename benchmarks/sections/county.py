"""A county: the sample county's method over a facts folder, with and without every working sheet."""

from benchmarks.measure import Populations, costs
from benchmarks.sections.tables import Data, aim, rows_of, standard

COUNTY = 7_000
TITLE = f"A county: {COUNTY:,} enterprises, the sample county's method, Parquet in and out"
text = standard


def measured(populations: Populations) -> Data:
    folder = populations.county(COUNTY)
    found = costs(
        {
            "pandas, as an analyst writes it (float64, scores and grades alone)": ("county_pandas", folder),
            "Permu, exact, every explaining column": ("county_permu", folder),
            "Permu, and a working sheet of each enterprise": ("county_permu", folder, "sheets"),
        }
    )  # fmt: skip
    pandas, permu, sheets = found.values()
    return {
        "rows": rows_of(found),
        "aims": [
            aim("CPU of the whole process, over pandas'", permu.cpu / pandas.cpu, 1),
            aim("and with every working sheet as an object", sheets.cpu / pandas.cpu, 1),
        ],
    }
