"""Scenarios: read from a file, written to one, laid over a method, said in words.

A scenario changes numbers that a method already has: weights, benchmarks, caps, shares, points,
prices. Other rules are another method, which is a folder of its own (or an overlay).
"""

from permu.method.scenarios.amending import amended
from permu.method.scenarios.reading import load_scenario, read_scenario
from permu.method.scenarios.saying import amendments_said, cited, overridden
from permu.method.scenarios.turning import knobs
from permu.method.scenarios.writing import scenario_text, with_digest

__all__ = [
    "amended", "amendments_said", "cited", "knobs", "load_scenario", "overridden", "read_scenario",
    "scenario_text", "with_digest",
]  # fmt: skip
