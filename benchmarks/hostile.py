"""Small tables on which engines disagree: a sound indicator and a hostile one, half the weight each. It imports nobody's library.

`share`: value ÷ the mean of the group. `band`: (value − least) ÷ (greatest − least). Each name says
what is hostile; None is missing.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any

INFINITE = float("inf")
Row = tuple[float | None, float | None]

CASES: dict[str, tuple[str, list[Row]]] = {
    "constant column": ("band", [(2, 5), (3, 5), (5, 5)]),
    "one-member group": ("band", [(2, 5)]),
    "everything missing": ("share", [(2, None), (3, None), (5, None)]),
    "one value missing": ("share", [(2, 4), (3, None), (5, 6)]),
    "ties": ("share", [(3, 4), (3, 4), (1, 4)]),
    "benchmark of zero": ("share", [(2, 0), (3, 0), (5, 0)]),
    "negative benchmark": ("share", [(2, -3), (3, -1), (5, 1)]),
    "infinite input": ("share", [(2, 4), (3, INFINITE), (5, 6)]),
    "huge input": ("share", [(2, 4), (3, 1e300), (5, 6)]),
}

Answer = tuple[Iterable[Any], Iterable[Any]]
"""The scores (of 100, before anything is cut) and the ranks."""


def answered(answer: Callable[[str, list[Row]], Answer]) -> None:
    """Print what an engine answers to each case, or what it says instead."""
    found = {}
    for name, (kind, rows) in CASES.items():
        try:
            scores, ranks = answer(kind, rows)
            found[name] = f"{_told(scores)}; ranks {_told(ranks)}"
        except Exception as error:  # noqa: BLE001 — whatever it raises is its answer
            found[name] = (
                f"{type(error).__name__}: {str(error).splitlines()[0][:90] if str(error) else ''}"
            )
    print(json.dumps({"answers": found}, ensure_ascii=False))


def _told(numbers: Iterable[Any]) -> str:
    return " ".join("–" if n is None else f"{n:.6g}" for n in numbers)
