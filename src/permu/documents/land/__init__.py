"""The land ledger told: by enterprise, by parcel, by town, and what does not close."""

from permu.documents.land.report import Account, LandReport, Stake, load_land
from permu.documents.land.workbook import write_land_workbook

__all__ = ["Account", "LandReport", "Stake", "load_land", "write_land_workbook"]
