"""How likely each grade is over draws of weights, by Permu: every enterprise, every draw, ranks' bands as well."""

import json
import sys
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.population import facts, method
from permu.engine import evaluate
from permu.engine.robustness import Uncertainty, robustness

given, rules, kind = facts(Path(sys.argv[1])), method(), sys.argv[3]
assumed = Uncertainty(
    weights="dirichlet" if kind == "dirichlet" else "uniform",
    spread=Decimal(6) if kind == "dirichlet" else Decimal("0.1"),
    draws=int(sys.argv[2]),
)  # fmt: skip
official = evaluate(rules, given)
started, wall = time.process_time(), time.perf_counter()
found = robustness(rules, official, assumed)
took = {"cpu": time.process_time() - started, "wall": time.perf_counter() - wall}
p = {grade: round(float(found.table[f"p:{grade}"].mean()), 6) for grade in "ABCD"}
print(
    json.dumps(
        {**took, "draws": assumed.draws, "own": round(float(found.table["own"].mean()), 6), **p}
    )
)
