"""Two forms read in a child, recognised, matched to the register, checked: facts with the cell of each, and findings."""

import json
import resource
import sys
from datetime import date
from pathlib import Path

from permu.intake import read_workbooks

intake = read_workbooks(
    sorted(Path(sys.argv[1]).iterdir()), year=2025, as_of=date(2026, 2, 28)
)  # fmt: skip
own, child = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(
    json.dumps(
        {
            "cpu": sum(usage.ru_utime + usage.ru_stime for usage in (own, child)),
            "megabytes": round((own.ru_maxrss + child.ru_maxrss) / 1024),
            "figures": intake.facts.cells.height,
            "findings": len(intake.findings),
        }
    )
)
