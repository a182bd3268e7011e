"""The answer to a slider: a whole exact evaluation under other numbers, compared with the official one."""

from collections.abc import Iterator

from benchmarks.measure import Populations, cost, has_task
from benchmarks.sections.tables import Data, aim, aims

TITLE = "A slider dragged: a weight otherwise, the exact evaluation anew, compared, with money and movers"
LIMITS = {10_000: 50, 100_000: 300}
STEPS = {
    "rehearse": "made ready, once",
    "evaluate": "evaluated from the start",
    "under": "evaluated anew",
    "cpu": "the whole answer",
    "server": "by the office's server",
}


def measured(populations: Populations) -> Data:  # noqa: ARG001 — the task makes its own county
    if not has_task("whatif_permu"):
        return {}
    rows = {}
    for count in LIMITS:
        said = cost("whatif_permu", str(count)).said
        said["server"] = cost("slider", str(count)).said["cpu"]
        rows[str(count)] = {step: round(said[step] * 1000, 1) for step in STEPS}
    limits = [
        aim(f"CPU of the server's answer for {int(count):,}, ms", row["server"], LIMITS[int(count)])
        for count, row in rows.items()
    ]
    return {"rows": rows, "aims": limits}


def text(data: Data) -> Iterator[str]:
    yield (
        "The sample county; CPU milliseconds in one process, the best of seven weights. The server's answer has the request, the"
        " session, the page's parts and the JSON besides.\n"
    )
    yield "| enterprises | " + " | ".join(STEPS.values()) + " |"
    yield "|--:|" + "--:|" * len(STEPS)
    for count, row in data["rows"].items():
        yield f"| {int(count):,} | " + " | ".join(f"{row[step]:.0f}" for step in STEPS) + " |"
    yield ""
    yield from aims(data["aims"])
