"""One list of taxes through the dry run: every figure that it would give, and every reason why one would not count."""

import json
import sys
from datetime import date
from pathlib import Path

from benchmarks.usage import used
from permu.intake.dryrun import import_check

folder = Path(sys.argv[1])
taxes = next(folder.glob("税金.*"))
checked = import_check(taxes, dataset="tax", register=folder / "名册.csv", today=date(2026, 2, 28))
if not checked.values:
    raise SystemExit(f"not a figure of {taxes.name} was read: {checked.message}")
told = {"figures": len(checked.values), "findings": len(checked.findings)}
print(json.dumps(used() | told))
