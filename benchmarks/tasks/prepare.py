"""Write a population of so many: the sample county's facts folder, departments' forms, names, or subjects in thirty industries."""

import sys
from pathlib import Path

from benchmarks import enterprises, forms
from benchmarks.population import write
from permu.sample import write_parquet_county

kind, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
if kind == "county":
    write_parquet_county(path, enterprises=count)
elif kind.startswith("forms-"):
    forms.write(path, kind.removeprefix("forms-"), count)
elif kind.startswith("check-"):
    forms.write_check(path, kind.removeprefix("check-"), count)
elif kind == "rows":
    forms.write_rows(path, count)
elif kind == "names":
    enterprises.write(path, count)
else:
    write(path, count)
