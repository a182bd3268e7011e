"""The process that opens a file nobody vouches for: bytes in, one JSON line a row out, nothing else.

    python -m permu.intake.child xlsx < workbook.xlsx

Whatever it meets, only this process dies of it. Exit codes: 0 read or refused (the last line
says so), 3 out of memory; anything else is a fault in the file that no check foresaw.
"""

import sys

from permu.intake.reading.biff import read_xls
from permu.intake.reading.kinds import kind_of
from permu.intake.reading.limits import set_limits
from permu.intake.reading.text import read_csv
from permu.intake.reading.wire import Writer
from permu.intake.reading.xlsx import read_xlsx
from permu.terms.refusal import Refused

READERS = {"xlsx": read_xlsx, "xls": read_xls, "csv": read_csv}
OUT_OF_MEMORY = 3


def main() -> int:
    """Read standard input, a file whose name ends as the first argument says."""
    set_limits()
    writer = Writer(sys.stdout.buffer)
    try:
        data = sys.stdin.buffer.read()
        READERS[kind_of(data, sys.argv[1])](data, writer)
    except Refused as refused:
        writer.refuse(refused)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
