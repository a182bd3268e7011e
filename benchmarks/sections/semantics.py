"""What each engine answers where arithmetic alone has no answer."""

from collections.abc import Iterator

from benchmarks.hostile import CASES, Row
from benchmarks.measure import Populations, cost
from benchmarks.sections.tables import Data

TITLE = "Where peers part ways: the same hostile tables, answered by each"
ENGINES = {
    "pandas": "pandas",
    "polars": "Polars",
    "scikit_criteria": "scikit-criteria",
    "pymcdm": "pymcdm",
    "permu": "Permu",
}


def measured(populations: Populations) -> Data:  # noqa: ARG001
    found = {name: cost(f"semantics_{task}").said["answers"] for task, name in ENGINES.items()}
    return {"answers": found}


def text(data: Data) -> Iterator[str]:
    yield (
        "Scores, then ranks, as each gives them, or what it says instead. A subject's two values stand in "
        "brackets, half the weight each; – is missing. Libraries that only share out a sum are asked for that.\n"
    )
    yield from answers(data)


def answers(data: Data) -> Iterator[str]:
    """One row a table, one column an engine."""
    yield "| table | " + " | ".join(data["answers"]) + " |"
    yield "|---|" + "---|" * len(data["answers"])
    for name, (kind, rows) in CASES.items():
        judged = "value ÷ mean" if kind == "share" else "band"
        given = " ".join(map(_row, rows))
        said = (each.get(name, "").replace("|", "\\|") for each in data["answers"].values())
        yield f"| **{name}** ({judged}): {given} | " + " | ".join(said) + " |"
    yield ""


def _row(row: Row) -> str:
    return "(" + ", ".join("–" if n is None else f"{n:g}" for n in row) + ")"
