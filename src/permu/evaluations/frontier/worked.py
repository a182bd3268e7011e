"""The analysis of a run, kept in memory while people look at it."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from permu.evaluations.models import Run
from permu.evaluations.stored import result_in

if TYPE_CHECKING:
    from permu.engine.frontier import Analysis


def analysis_of(run: Run, asked: Mapping[str, str]) -> "Analysis":
    """The run's analysis, `from` the inputs or the outputs, with `returns` to scale variable or constant.

    Raises:
        Refused: the run's folder was changed, or its method's indicators name no input and output.
    """
    orientation = "output" if asked.get("from") == "output" else "input"
    returns = "constant" if asked.get("returns") == "constant" else "variable"
    return _analysed(run.folder, orientation, returns)


@lru_cache(maxsize=4)
def _analysed(folder: Path, orientation: Any, returns: Any) -> "Analysis":
    from permu.engine.frontier import Asked, analyse

    stored = result_in(folder)
    return analyse(
        stored.method, stored.evaluation, asked=Asked(orientation=orientation, returns=returns)
    )
