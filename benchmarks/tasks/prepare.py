"""Write the two populations into a folder."""

import sys
from pathlib import Path

from benchmarks.population import write
from permu.sample import write_parquet_county

folder = Path(sys.argv[1])
write_parquet_county(folder / "county", enterprises=int(sys.argv[2]))
write(folder / "nation.parquet", int(sys.argv[3]))
