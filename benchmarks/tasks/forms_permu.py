"""Two forms read in a child, recognised, matched to the register, checked: facts with the cell of each, and findings; or a refusal."""

import json
import sys
from datetime import date
from pathlib import Path

from benchmarks.usage import used
from permu.intake import read_workbooks
from permu.terms.refusal import Refused

try:
    intake = read_workbooks(
        sorted(Path(sys.argv[1]).iterdir()), year=2025, as_of=date(2026, 2, 28)
    )  # fmt: skip
    found = {"figures": intake.facts.cells.height, "findings": len(intake.findings)}
except Refused as refused:
    found = {"refused": refused.code}
print(json.dumps(used() | found))
