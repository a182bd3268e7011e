"""`python -m benchmarks`: measure everything beside its peers, and write `benchmarks/RESULTS.md` and its charts.

    python -m benchmarks                        all of it
    python -m benchmarks --only county files    some sections: the others stay as they were measured
    python -m benchmarks --only                 nothing: the page and the charts anew from what is stored

This process stays small: a child's peak memory counts what its parent held when it was started.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from benchmarks import page, stored
from benchmarks.measure import Populations
from benchmarks.sections import SECTIONS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # for those to be measured
        os.environ["PYTHONPYCACHEPREFIX"] = f"{name}/bytecode"
        populations = Populations(Path(name))
        for section in parser.parse_args().only:
            started = time.monotonic()
            print(f"{section} …", end=" ", flush=True)
            found = SECTIONS[section].measured(populations)
            took = time.monotonic() - started
            stored.keep(section, found, seconds=took)
            print(f"{took:.0f} s", "" if found else "(left out)")
    page.write()
    print(page.PAGE.read_text("utf-8"))


if __name__ == "__main__":
    main()
