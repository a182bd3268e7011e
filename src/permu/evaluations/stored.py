"""A run's stored result, read once: a run never changes, so what was read stays true."""

from functools import lru_cache
from pathlib import Path

from permu import engine
from permu.engine.sheet import WorkingSheet
from permu.evaluations.models import Result, Run
from permu.evaluations.sentences import reading_language
from permu.terms.refusal import Refused


def stored_result(run: Run) -> "engine.Result":
    """The run's evaluation, method and facts.

    Raises:
        Refused: the folder is incomplete or was changed.
    """
    return _load(run.folder)


def working_sheet(result: Result) -> WorkingSheet:
    """One subject's working sheet, in the reader's language.

    Raises:
        Refused: the folder is incomplete or was changed.
    """
    stored = stored_result(result.run)
    return engine.explain(
        stored.evaluation,
        stored.method,
        stored.facts,
        result.subject,
        language=reading_language(),
    )


@lru_cache(maxsize=4)
def _load(folder: Path) -> "engine.Result":
    if not folder.is_dir():
        raise Refused("evaluations.result_lost")
    return engine.load_result(folder)
