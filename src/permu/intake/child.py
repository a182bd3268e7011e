"""The process that opens a file nobody vouches for: bytes in, one JSON line a row out, nothing else.

    python -m permu.intake.child xlsx < workbook.xlsx
    python -m permu.intake.child xlsx '{"sheet": [0], "rows": [5], "columns": [1, 2]}' < workbook.xlsx

The second tells in one line how those cells looked, and nothing of what they hold but numbers as they are displayed.

Whatever it meets, only this process dies of it. Exit codes: 0 read or refused (the last line
says so), 3 out of memory; anything else is a fault in the file that no check foresaw.
"""

import json
import sys

from permu.intake.reading.appearance.dress import Asked
from permu.intake.reading.appearance.xls import xls_looks
from permu.intake.reading.appearance.xlsx import xlsx_looks
from permu.intake.reading.biff import read_xls
from permu.intake.reading.kinds import kind_of
from permu.intake.reading.limits import set_limits
from permu.intake.reading.text import read_csv
from permu.intake.reading.wire import Writer
from permu.intake.reading.xlsx import read_xlsx
from permu.terms.refusal import Refused

READERS = {"xlsx": read_xlsx, "xls": read_xls, "csv": read_csv}
LOOKERS = {"xlsx": xlsx_looks, "xls": xls_looks}
OUT_OF_MEMORY = 3


def main() -> int:
    """Read standard input, a file whose name ends as the first argument says; or look at some of its cells."""
    set_limits()
    writer = Writer(sys.stdout.buffer)
    try:
        data = sys.stdin.buffer.read()
        kind = kind_of(data, sys.argv[1])
        if len(sys.argv) > 2:
            asked = Asked.of(json.loads(sys.argv[2]))
            writer.looks(LOOKERS[kind](data, asked).as_json())
        else:
            READERS[kind](data, writer)
    except Refused as refused:
        writer.refuse(refused)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
