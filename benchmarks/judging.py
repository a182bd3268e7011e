"""How good ranked candidates are: what would be joined above a line, and what a clerk finds on top."""

from collections.abc import Iterator, Sequence
from typing import Any

Ranked = Sequence[tuple[str, float]]  # likeliest first


def judged(
    ranked: Sequence[Ranked], truth: Sequence[str], lines: Sequence[float]
) -> dict[str, Any]:
    """The best line by F1, and the clerk's chances. A candidate above 1000 was joined as exact."""
    best = max(
        (_joined(ranked, truth, line, margin) for line in lines for margin in (0.0, 10.0, 30.0)),
        key=lambda found: float(found["f1"]),
    )
    return {"best": best, **_clerk(ranked, truth)}


def _joined(
    ranked: Sequence[Ranked], truth: Sequence[str], line: float, margin: float
) -> dict[str, float]:
    """What joining the first above a line, clear of the second by a margin, would get right and wrong."""
    right = wrong = 0
    for candidates, whose in zip(ranked, truth, strict=True):
        if candidates and _is_clear(candidates, line, margin):
            right += candidates[0][0] == whose
            wrong += candidates[0][0] != whose
    pairs = sum(1 for whose in truth if whose)
    precision, recall = right / max(1, right + wrong), right / pairs
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    numbers = {"precision": precision, "recall": recall, "f1": f1, "line": line, "margin": margin}
    return {name: round(value, 4) for name, value in numbers.items()} | {"wrong": wrong}


def _is_clear(candidates: Ranked, line: float, margin: float) -> bool:
    second = candidates[1][1] if len(candidates) > 1 else -1e9
    return candidates[0][1] >= line and candidates[0][1] - second >= margin


def _clerk(ranked: Sequence[Ranked], truth: Sequence[str]) -> dict[str, float]:
    """Of the rows that wait for a person: is the right one first, among three, anywhere; are strangers left in peace."""
    exact = [(found[0][0], whose) for found, whose in _pairs(ranked, truth) if _is_exact(found)]
    waiting = [([code for code, _ in found[:3]], whose) for found, whose in _pairs(ranked, truth) if not _is_exact(found)]  # fmt: skip
    known = [(found, whose) for found, whose in waiting if whose]
    strangers = [found for found, whose in waiting if not whose]
    return {
        "exact": len(exact),
        "exact_wrong": sum(1 for code, whose in exact if code != whose),
        "waiting": len(known),
        "first": round(sum(1 for found, whose in known if whose in found[:1]) / len(known), 4),
        "three": round(sum(1 for found, whose in known if whose in found) / len(known), 4),
        "strangers": len(strangers),
        "left": round(sum(1 for found in strangers if not found) / len(strangers), 4),
    }


def _pairs(ranked: Sequence[Ranked], truth: Sequence[str]) -> Iterator[tuple[Ranked, str]]:
    return zip(ranked, truth, strict=True)


def _is_exact(found: Ranked) -> bool:
    return bool(found) and found[0][1] > 1000
