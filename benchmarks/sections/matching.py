"""Whose each of twenty thousand noisy names is, beside a record-linkage library."""

from collections.abc import Iterator

from benchmarks.measure import Populations, costs
from benchmarks.sections.tables import Data, aim, aims

COUNT = 20_000
TITLE = f"Matching: {COUNT:,} names as departments write them × {COUNT:,} on the register"
PERMU, SPLINK = "Permu", "splink, DuckDB, one thread"


def measured(populations: Populations) -> Data:
    path = populations.names(COUNT)
    tasks = {PERMU: ("matching_permu", path), SPLINK: ("matching_splink", path)}
    found = costs(tasks, runs=3, before=0)
    rows = {
        name: cost.row() | {key: value for key, value in cost.said.items() if key != "cpu"}
        for name, cost in found.items()
    }
    permu, splink = rows.values()
    return {
        "rows": rows,
        "aims": [
            aim("CPU over splink's", permu["inside"] / splink["inside"], 1),
            aim("wrong of 1,000 joined by the exact name alone", 1000 * permu["exact_wrong"] / permu["exact"], 2),
            aim("waiting rows whose enterprise is not among the first three, over splink's", (1 - permu["three"]) / (1 - splink["three"]), 1),
        ],
    }  # fmt: skip


def text(data: Data) -> Iterator[str]:
    yield (
        "Half of the names are written exactly; the others with a noise or two: legal form, place, brackets, spaces, a homophone, a character lost "
        "or two exchanged, no trade, a note; 3 % are old names that nothing tells, a tenth are strangers, half of them with a brand of the register, "
        "where one in eight looks like another. Both join exact names first; splink then compares the parts that Permu's parser found, "
        "among the candidates that share what Permu looks for. Medians of three runs.\n"
    )
    yield "What waits for a person (Permu joins nothing else; an exact name is wrong where a department wrote another's):\n"
    yield "| | CPU, s | peak, MiB | joined by exact name | of these wrong | waiting | right one first | among three | strangers without a proposal |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, row in data["rows"].items():
        yield (
            f"| {name} | {row['inside']:.2f} | {row['peak']:.0f} | {row['exact']:,} | {row['exact_wrong']} | {row['waiting']:,} "
            f"| {row['first']:.1%} | {row['three']:.1%} | {row['left']:.1%} |"
        )
    yield "\nWere likeness allowed to join (it is not), at each one's best line and margin:\n"
    yield "| | precision | recall | F1 | wrong |"
    yield "|---|--:|--:|--:|--:|"
    for name, row in data["rows"].items():
        best = row["best"]
        yield f"| {name} | {best['precision']:.4f} | {best['recall']:.4f} | {best['f1']:.4f} | {best['wrong']:,} |"
    yield ""
    yield from aims(data["aims"])
