"""A synthetic county (样例县, 虚构): enterprises, parcels, workbooks with planted errors, and the truth."""

from pathlib import Path

from permu.sample.county import County, write_county
from permu.sample.parquet import write_parquet_county
from permu.sample.tallying import Tally, tally

SAMPLE_METHOD: Path = Path(__file__).parent / "method"
"""The method folder of the synthetic county."""

SAMPLE_SCENARIOS: Path = Path(__file__).parent / "scenarios"
"""Scenario files that may be tried on it."""

__all__ = [
    "SAMPLE_METHOD",
    "SAMPLE_SCENARIOS",
    "County",
    "Tally",
    "tally",
    "write_county",
    "write_parquet_county",
]
