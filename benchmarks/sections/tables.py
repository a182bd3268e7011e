"""Tables of costs and what was aimed at, as they are stored and as they are written down."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from benchmarks.measure import Cost

Data = Mapping[str, Any]


def rows_of(found: Mapping[str, Cost]) -> dict[str, dict[str, float]]:
    """The costs of each contender, as they are stored."""
    return {name: cost.row() for name, cost in found.items()}


def aim(what: str, ratio: float, most: float) -> dict[str, Any]:
    """Something aimed at: a ratio that is at most so much."""
    return {"what": what, "found": round(ratio, 4), "most": most}


def table(rows: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Whole process, computation and peak memory of each, beside the first."""
    base = next(iter(rows.values()))
    yield "| | whole, s | ratio | inside, s | ratio | peak, MiB | ratio |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for name, each in rows.items():
        yield (
            f"| {name} | {each['cpu']:.2f} | {_ratio(each, base, 'cpu')} | {each['inside']:.3f} "
            f"| {_ratio(each, base, 'inside')} | {each['peak']:.0f} | {_ratio(each, base, 'peak')} |"
        )
    yield ""


def _ratio(each: Mapping[str, float], base: Mapping[str, float], name: str) -> str:
    return f"{each[name] / base[name]:.2f}" if base[name] else ""


def aims(found: Iterable[Data]) -> Iterator[str]:
    """What was aimed at, and whether it was reached."""
    for each in found:
        verdict = "reached" if each["found"] <= each["most"] else "**not reached**"
        yield f"- {each['what']}: {each['found']:.3g}, at most {each['most']:g} wanted: {verdict}"
    yield ""


def standard(data: Data) -> Iterator[str]:
    """The table, then what was aimed at."""
    yield from table(data["rows"])
    yield from aims(data["aims"])
