"""A file read as a child reads it and its parent takes it, but in this process: where a process is not the question."""

import io
import json
from collections.abc import Container
from typing import IO

from permu.intake import reader
from permu.intake.child import READERS
from permu.intake.grid import Workbook
from permu.intake.reading.kinds import kind_of
from permu.intake.reading.wire import Writer
from permu.terms.refusal import Refused


def read_here(file: IO[bytes], suffix: str, rows: Container[int] | None) -> Workbook:
    """In the place of `reader._read`."""
    told = io.BytesIO()
    writer = Writer(told)
    data = file.read()
    try:
        READERS[kind_of(data, suffix)](data, writer)
    except Refused as refused:
        writer.refuse(refused)
    return reader.as_told((json.loads(line) for line in told.getvalue().splitlines()), rows)
