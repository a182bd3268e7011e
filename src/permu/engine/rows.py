"""Some rows of a table, as arrays of float64 and of flags."""

from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from permu.engine.arithmetic import Places

Known = npt.NDArray[np.bool_]


class Rows:
    """Some rows of a table, whose whole numbers are float64 here, exactly: `compose` refuses what is too large.

    `complete` names flags that are known to be set in every row, so that nobody asks again.
    """

    def __init__(self, table: pl.DataFrame, *, complete: frozenset[str] = frozenset()) -> None:
        self.table, self._complete = table, complete
        self._numbers: dict[str, npt.NDArray[np.float64]] = {}

    def __len__(self) -> int:
        return len(self.table)

    def number(self, name: str, known: Known | None, otherwise: int) -> npt.NDArray[np.float64]:
        """A column of whole numbers; `otherwise` where it is not known."""
        if name not in self._numbers:
            self._numbers[name] = self.table[name].cast(pl.Float64).to_numpy()
        found = self._numbers[name]
        return found if known is None else np.where(known, found, otherwise)

    @cached_property
    def places(self) -> Places:
        """Each row's group in its batch."""
        return self.table["place"].cast(pl.Int64).to_numpy()

    def flags(self, name: str) -> Known | None:
        """A column of flags without nulls; None where all are set."""
        return None if name in self._complete or self.table[name].all() else self.array(name)

    def array(self, name: str) -> Known:
        """A column of flags without nulls."""
        return self.table[name].to_numpy()


def complete(table: pl.DataFrame) -> frozenset[str]:
    """The flags that are set in every row."""
    flags = table.select(pl.col(pl.Boolean).all())
    return frozenset(name for name, is_set in flags.row(0, named=True).items() if is_set)
