"""A run's stored result, read once: a run never changes, so what was read stays true."""

from functools import lru_cache
from pathlib import Path

from permu import engine
from permu.documents.method.notice import Paragraph, paragraphs
from permu.engine.sheet import WorkingSheet
from permu.evaluations.models import Result, Run
from permu.evaluations.sentences import reading_language
from permu.method import load_method
from permu.method.loading import notice_of
from permu.method.model import Method
from permu.terms.refusal import Refused


def stored_result(run: Run) -> "engine.Result":
    """The run's evaluation, method and facts.

    Raises:
        Refused: the folder is incomplete or was changed.
    """
    return result_in(run.folder)


def working_sheet(result: Result) -> WorkingSheet:
    """One subject's working sheet, in the reader's language.

    Raises:
        Refused: the folder is incomplete or was changed.
    """
    return _sheets(result.run.folder).sheet(result.subject, language=reading_language())


def kept_method(run: Run) -> Method | None:
    """The method as the run kept it; None where it is lost, for a list does without."""
    return _kept(run.folder / "method")


def method_of(run: Run) -> Method:
    """The method as the run kept it.

    Raises:
        Refused: it is lost.
    """
    method = kept_method(run)
    if method is None:
        raise Refused("evaluations.result_lost")
    return method


@lru_cache(maxsize=8)
def kept_paragraphs(folder: Path) -> list[Paragraph]:
    """The notice of the method that a run kept, as the method's page numbers its paragraphs; none where it is lost."""
    try:
        return paragraphs(notice_of(folder))
    except (Refused, OSError):
        return []


@lru_cache(maxsize=8)
def _kept(folder: Path) -> Method | None:
    try:
        return load_method(folder)
    except (Refused, OSError):
        return None


@lru_cache(maxsize=4)
def _sheets(folder: Path) -> "engine.Sheets":
    stored = result_in(folder)
    return engine.Sheets(stored.evaluation, stored.method, stored.facts)


@lru_cache(maxsize=4)
def result_in(folder: Path) -> "engine.Result":
    """As `stored_result`, by the run's folder."""
    if not folder.is_dir():
        raise Refused("evaluations.result_lost")
    return engine.load_result(folder)
