"""CPU seconds by step of one evaluation, by wrapping the steps of `permu.engine.pipeline`."""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy.ma  # noqa: F401 — Polars imports it with the first column of numpy's

from benchmarks.population import facts, method
from permu.engine import pipeline

STEPS = {
    "compose": "figures composed", "in_scope": "scope and groups", "measure": "what is known", "with_hits": "rules hit",
    "benchmarks_of": "benchmarks", "Points": "values and points", "score": "scores, rounded and settled", "rank": "ranks and grades",
    "assembled": "the table of results, and members of each group",
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

    wrapped = {name: timed(label, getattr(pipeline, name)) for name, label in STEPS.items()}
    with patch.multiple(pipeline, **wrapped):
        begun = time.process_time()
        pipeline.evaluate(rules, given)
        total = time.process_time() - begun
    yield from spent.items()
    yield "the rest (calls)", total - sum(spent.values())
    yield "the digest of the facts, once", digest


if __name__ == "__main__":
    print(json.dumps({"steps": list(steps(Path(sys.argv[1])))}))
