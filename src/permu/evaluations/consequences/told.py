"""What an enterprise reads of measures: those that run, and of the rest that they are not reviewed yet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from permu.engine.sheet import MeasureLine, WorkingSheet
from permu.evaluations.consequences.gate import Judged, judged
from permu.evaluations.models import Run


def as_gated(sheet: WorkingSheet, run: Run) -> WorkingSheet:
    """The sheet with no amount of a measure that was not reviewed, and no measure that must not run.

    Raises:
        Refused: the run's method is lost.
    """
    if not sheet.measures:
        return sheet
    known = {one.measure.id: one for one in judged(run.round, run)}
    return replace(sheet, measures=tuple(_told(sheet.measures, known)))


def _told(lines: tuple[MeasureLine, ...], known: Mapping[str, Judged]) -> Iterator[MeasureLine]:
    for line in lines:
        one = known.get(line.id)
        if one and one.may_run:
            yield line
        elif one is None or one.review is None:
            waits = _("这项措施还没有作公平竞争审查，现在不执行，也没有金额。")
            yield replace(line, amount=None, formula=waits)
