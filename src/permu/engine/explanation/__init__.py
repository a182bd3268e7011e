"""The working sheet (工作底稿): every figure's way from the cell to the grade, in words and exact numbers."""

from permu.engine.explanation.sheets import (
    Sheets,
    explain,
    explain_all,
    explain_some,
    rankings,
    told_ways,
)

__all__ = ["Sheets", "explain", "explain_all", "explain_some", "rankings", "told_ways"]
