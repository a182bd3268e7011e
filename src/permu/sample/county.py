"""The synthetic county on disk: `workbooks/` as eight offices send them, and `truth/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from permu.sample.enterprise import Enterprise
from permu.sample.land import Ledger
from permu.sample.names import Namer
from permu.sample.plant.desk import Desk
from permu.sample.plant.plan import plant
from permu.sample.population import population
from permu.sample.sharing import share
from permu.sample.sheets.environment import emission_sheet, penalty_sheet
from permu.sample.sheets.grid import Sheet
from permu.sample.sheets.land import lease_sheet, parcel_sheet
from permu.sample.sheets.monthly import power_sheet, staff_sheet
from permu.sample.sheets.operation import operation_sheet
from permu.sample.sheets.register import register_sheet
from permu.sample.sheets.safety import accident_sheet
from permu.sample.sheets.tax import tax_sheet
from permu.sample.taxes import taxes
from permu.sample.truth import write_truth
from permu.sample.write.csv import write_csv
from permu.sample.write.xls import write_xls
from permu.sample.write.xlsx import write_xlsx
from permu.terms.refusal import Refused

FEWEST, MOST = 60, 20_000
"""Below, no room for the cases a method needs; above, names run out and nobody opens the files."""


@dataclass(frozen=True, kw_only=True)
class County:
    """What was written, and where."""

    folder: Path
    workbooks: tuple[Path, ...]
    truth: Path
    enterprises: int
    planted: int


def write_county(folder: Path, *, enterprises: int = 600, seed: int = 2025) -> County:
    """Write the county. The same size and seed give the same bytes of every file.

    Raises:
        Refused: a size outside 60 to 20,000 (larger ones: `write_parquet_county`).
    """
    if not FEWEST <= enterprises <= MOST:
        raise Refused("sample.size", enterprises=enterprises, fewest=FEWEST, most=MOST)
    draw = Random(f"{seed}-{enterprises}")
    namer = Namer(draw)
    everybody, ledger = settled(draw, namer, enterprises)
    sheets = all_sheets(draw, everybody, ledger)
    desk = Desk(draw, namer, everybody, sheets)
    plant(desk, enterprises)
    share(desk, ledger.villages, Random(f"{seed}-{enterprises}-shared"))
    workbooks, truth = folder / "workbooks", folder / "truth"
    for one in (workbooks, truth):
        one.mkdir(parents=True, exist_ok=True)
    paths = write_workbooks(workbooks, sheets)
    write_truth(truth, everybody, desk.entries())
    return County(
        folder=folder,
        workbooks=paths,
        truth=truth,
        enterprises=enterprises,
        planted=len(desk.plantings),
    )


def settled(draw: Random, namer: Namer, enterprises: int) -> tuple[list[Enterprise], Ledger]:
    """The enterprises with land and taxes, and the ledger their land is booked in."""
    everybody = population(draw, namer, enterprises)
    ledger = Ledger(draw, namer)
    ledger.settle(everybody)
    levied = taxes(
        np.random.default_rng(draw.randrange(2**32)),
        np.array([firm.tax for firm in everybody]),
        np.array([firm.whole("land_owned") for firm in everybody]),
    )
    for at, firm in enumerate(everybody):
        firm.facts |= {item: int(column[at]) for item, column in levied.items()}
    return everybody, ledger


def all_sheets(draw: Random, everybody: list[Enterprise], ledger: Ledger) -> dict[str, Sheet]:
    """The sheets of the eight files, before any error and before anything is shared."""
    return {
        "register": register_sheet(everybody),
        "parcels": parcel_sheet(ledger.parcels),
        "leases": lease_sheet(ledger.leases),
        "tax": tax_sheet(everybody),
        "power": power_sheet(everybody),
        "operation": operation_sheet(everybody),
        "emissions": emission_sheet(everybody),
        "penalties": penalty_sheet(everybody, draw),
        "staff": staff_sheet(everybody),
        "accidents": accident_sheet(everybody, draw),
    }


def write_workbooks(folder: Path, sheets: Mapping[str, Sheet]) -> tuple[Path, ...]:
    """Write each file with its sheets; the ending says in which form."""
    files: dict[str, list[Sheet]] = {}
    for sheet in sheets.values():
        files.setdefault(sheet.file, []).append(sheet)
    for name, pages in files.items():
        path = folder / name
        if path.suffix == ".xlsx":
            write_xlsx(path, pages)
        elif path.suffix == ".xls":
            write_xls(path, pages[0])
        else:
            write_csv(path, pages[0])
    return tuple(sorted(folder / name for name in files))
