"""A slider's answer in the sample county: weights otherwise, evaluated exactly, compared, counted, with money and reasons.

`python -m benchmarks.tasks.whatif_permu 10000` says the least of some runs, each of another weight, in
seconds of CPU of one process: as a server has it, with the county rehearsed before.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path

from permu.engine import evaluate
from permu.engine.trying import rehearse
from permu.engine.whatif import answer, what_if
from permu.method import load_method
from permu.method.model import Method
from permu.method.model.scenarios import Amendment, Scenario
from permu.method.scenarios import amended
from permu.sample import SAMPLE_METHOD, write_parquet_county
from permu.terms.facts import Facts

WEIGHTS = (20, 25, 35, 40, 45, 50, 55)


def scenario(weight: int) -> Scenario:
    """Tax per mu weighs so much; the other indicators share what is left."""
    change = Amendment(
        key="weight", of="tax_per_mu", groups=("above",), to=(Decimal(weight),), times=None
    )
    return Scenario(id="tax", label="tax", amendments=(change,), digest=f"{weight:064}")


def least(run: Callable[[Method], object], methods: Sequence[Method]) -> float:
    """The least CPU seconds of one answer."""
    took = []
    for method in methods:
        started = time.process_time()
        run(method)
        took.append(time.process_time() - started)
    return min(took)


with tempfile.TemporaryDirectory() as name:
    write_parquet_county(Path(name), enterprises=int(sys.argv[1]))
    county = Facts.load(Path(name))
own = load_method(SAMPLE_METHOD)
started = time.process_time()
rehearsal = rehearse(own, county)
rehearsed = time.process_time() - started
tried = [amended(own, [scenario(weight)]) for weight in WEIGHTS]
assert all(answer(what_if(rehearsal, method))["movers"] for method in tried)
print(
    json.dumps(
        {
            "rehearse": rehearsed,
            "evaluate": least(partial(evaluate, facts=county), tried),
            "under": least(rehearsal.under, tried),
            "cpu": least(lambda method: answer(what_if(rehearsal, method)), tried),
        }
    )
)
