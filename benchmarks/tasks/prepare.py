"""Write a population of so many: the sample county's facts folder, departments' forms, or subjects in thirty industries."""

import sys
from pathlib import Path

from benchmarks import forms
from benchmarks.population import write
from permu.sample import write_parquet_county

kind, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
if kind == "county":
    write_parquet_county(path, enterprises=count)
elif kind.startswith("forms-"):
    forms.write(path, kind.removeprefix("forms-"), count)
else:
    write(path, count)
