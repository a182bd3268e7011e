"""CPU seconds by step of one evaluation, by wrapping the steps of `permu.engine.ready` and `pipeline`."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy.ma  # noqa: F401 — Polars imports it with the first column of numpy's

from benchmarks.population import facts, method
from permu.engine import pipeline, ready

STEPS = {
    ready: {
        "compose": "figures composed", "in_scope": "scope and groups", "measure": "what is known", "with_hits": "rules hit",
    },
    pipeline: {
        "benchmarks_of": "benchmarks", "points_of": "what points are worked out from", "score": "scores, rounded and settled",
        "rank": "ranks and grades", "assembled": "the table of results, and members of each group",
    },
}  # fmt: skip


def steps(path: Path) -> Iterator[tuple[str, float]]:
    """Each step with its seconds; what stands between them is `the rest`."""
    given, rules = facts(path), method()
    started = time.process_time()
    assert given.digest
    digest = time.process_time() - started
    spent: dict[str, float] = defaultdict(float)

    inner = [
        0.0
    ]  # time of the steps inside each step under way: groups are graded while the table is made

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            begun = time.process_time()
            inner.append(0.0)
            try:
                return step(*arguments, **named)
            finally:
                took = time.process_time() - begun
                spent[name] += took - inner.pop()
                inner[-1] += took

        return run

    with ExitStack() as patches:
        for room, named in STEPS.items():
            wrapped = {name: timed(label, getattr(room, name)) for name, label in named.items()}
            patches.enter_context(patch.multiple(room, **wrapped))
        begun = time.process_time()
        pipeline.evaluate(rules, given)
        total = time.process_time() - begun
    yield from spent.items()
    yield "the rest (calls)", total - sum(spent.values())
    yield "the digest of the facts, once", digest


if __name__ == "__main__":
    print(json.dumps({"steps": list(steps(Path(sys.argv[1])))}))
