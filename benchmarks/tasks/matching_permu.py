"""Whose each name is: Permu's register, with the reasons in words."""

import json
import sys
import time
from pathlib import Path

from benchmarks.judging import judged
from permu.intake.grid import BLANK, Cell
from permu.intake.matching import Match, Register

given = json.loads(Path(sys.argv[1]).read_text("utf-8"))
started = time.process_time()
register = Register()
for code, name in given["register"]:
    register.add(code, name, "")
found = [register.match(BLANK, Cell("t", name)) for name, _ in given["rows"]]
cpu = time.process_time() - started


def ranked(match: Match) -> list[tuple[str, float]]:
    if match.subject:
        return [(match.subject, 1001)]
    return [(one.subject, one.score) for one in match.proposals]


truth = [whose for _, whose in given["rows"]]
print(json.dumps({"cpu": cpu, **judged(list(map(ranked, found)), truth, range(500, 1000, 10))}))
