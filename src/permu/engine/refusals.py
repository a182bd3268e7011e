"""What the engine refuses before it computes anything: it never pretends."""

from collections.abc import Iterator

from permu.engine.evaluation import DECIMALS
from permu.engine.figures import used_items
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.items import item
from permu.terms.refusal import Refused

REPLACEMENTS = {
    "statistical_value_added": "industrial_value_added",
    "statistical_output": "output",
}
"""What an office may use in place of one respondent's statistical return: its own confirmed declaration."""


def refuse_what_cannot_be_scored(method: Method, earlier: Facts | None) -> None:
    """Check the method against what law and arithmetic allow.

    Raises:
        Refused: `purpose` (统计法第二十五条), `cannot_score`, `needs_earlier`, `too_many_decimals`.
    """
    for name in used_items(method):
        refuse_other_purpose(name)
    if unknown := list(unknowns(method)):
        raise Refused("engine.cannot_score", method=method.title, unknown="；".join(unknown))
    if earlier is None and (read := list(read_of_earlier(method))):
        raise Refused("engine.needs_earlier", year=method.year - 1, what="”、“".join(read))
    for group in method.groups:
        finest = [group.score.decimals or 0]
        finest += [-int(each.points.as_tuple().exponent) for each in group.adjustments]
        if max(finest) > DECIMALS:
            raise Refused("engine.too_many_decimals", group=group.label, decimals=DECIMALS)


def refuse_other_purpose(name: str) -> None:
    """Refuse an item that the law does not let anybody grade by."""
    found = item(name)
    if found.purpose != "grading":
        replacement = item(REPLACEMENTS[name]).label if name in REPLACEMENTS else "—"
        raise Refused("engine.purpose", item=found.label, replacement=replacement)


def unknowns(method: Method) -> Iterator[str]:
    """Every weight and benchmark that the published text, as known to us, does not print."""
    for group in method.groups:
        for indicator in group.indicators:
            if indicator.weight is None:
                yield f"{group.label}·{indicator.label}：权重（weight）"
            if indicator.benchmark.kind == "unknown":
                yield f"{group.label}·{indicator.label}：基准值（benchmark）"


def needs_earlier(method: Method) -> bool:
    """Whether last year's facts are needed."""
    return any(read_of_earlier(method))


def read_of_earlier(method: Method) -> Iterator[str]:
    """What is worked out from last year's facts, each once, as people call it."""
    yield from (each.label for each in method.definitions if each.kind == "earlier")
    labels = (
        indicator.label
        for group in method.groups
        for indicator in group.indicators
        if indicator.benchmark.kind == "last_group_mean" or indicator.change != "none"
    )
    yield from dict.fromkeys(labels)
