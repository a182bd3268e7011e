"""A department's spreadsheet becomes facts, every cell keeping its address, or a finding.

The names of the contract come from here; they are loaded at first use, so that the child process,
which lives in this package too, starts without a dataframe library.
"""

from typing import TYPE_CHECKING

from permu.terms.late import late

if TYPE_CHECKING:  # for the type checker alone: at run time `late` answers
    from permu.intake.intake import FileRead as FileRead
    from permu.intake.intake import Intake as Intake
    from permu.intake.store import load_intake as load_intake
    from permu.intake.store import save_intake as save_intake
    from permu.intake.window import Window as Window
    from permu.intake.window import sheet_window as sheet_window
    from permu.intake.workbooks import read_workbooks as read_workbooks

__getattr__ = late(__name__, {
    "FileRead": "intake", "Intake": "intake", "load_intake": "store", "save_intake": "store",
    "Window": "window", "sheet_window": "window", "read_workbooks": "workbooks",
})  # fmt: skip
