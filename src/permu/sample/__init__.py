"""A synthetic county (样例县, 虚构): enterprises, parcels, workbooks with planted errors, and the truth."""

from pathlib import Path

from permu.sample.county import County, write_county
from permu.sample.parquet import write_parquet_county
from permu.sample.tallying import Tally, tally

SAMPLE_METHOD: Path = Path(__file__).parent / "method"
"""The method folder of the synthetic county."""

__all__ = ["SAMPLE_METHOD", "County", "Tally", "tally", "write_county", "write_parquet_county"]
