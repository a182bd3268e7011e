"""A county's facts folder read, evaluated under the sample county's method, and written; with `sheets`, all explained."""

import json
import sys
import tempfile
import time
from pathlib import Path

from permu.engine import evaluate, explain_all
from permu.method import load_method
from permu.sample import SAMPLE_METHOD
from permu.terms.facts import Facts, write_table

facts, method = Facts.load(Path(sys.argv[1])), load_method(SAMPLE_METHOD)
started = time.process_time()
result = evaluate(method, facts)
evaluated = time.process_time() - started
with tempfile.TemporaryDirectory() as folder:
    write_table(result.table, Path(folder) / "evaluation.parquet")
sheets = sum(1 for _ in explain_all(result, method, facts)) if "sheets" in sys.argv else 0
print(
    json.dumps({"cpu": evaluated, "d": int((result.table["grade"] == "D").sum()), "sheets": sheets})
)
