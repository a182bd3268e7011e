"""One sheet to a .csv file, as a Chinese spreadsheet saves it."""

import csv
from pathlib import Path

from permu.sample.sheets.grid import Sheet


def write_csv(path: Path, sheet: Sheet) -> None:
    """Write title and note (where the sheet has them), the header and the rows: GB18030, with CRLF ends."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        for line in (sheet.title, sheet.note):
            if line:
                writer.writerow([line])
        writer.writerow([column.head[-1] for column in sheet.columns])
        for row in sheet.laid():
            writer.writerow(["" if value is None else value for value in row.cells])
