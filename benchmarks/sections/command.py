"""What every command pays: `permu --help`."""

from collections.abc import Iterator

from benchmarks.measure import Populations, command_cost
from benchmarks.sections.tables import Data

TITLE = "`permu --help`"


def measured(populations: Populations) -> Data:  # noqa: ARG001
    found = command_cost("permu", "--help")
    return {"cpu": round(found.cpu, 3), "peak": round(found.peak)}


def text(data: Data) -> Iterator[str]:
    yield f"{data['cpu']:.2f} s CPU, {data['peak']:.0f} MiB.\n"
