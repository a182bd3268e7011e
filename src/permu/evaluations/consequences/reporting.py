"""One measure of a published list as its bureau gets it: the figure that it is worked out from, and no other."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from permu.documents.consequences import MeasureReport, Owed
from permu.engine.composing import compose
from permu.engine.figures import Figures
from permu.evaluations.consequences.gate import Judged
from permu.evaluations.consequences.lines import Handed, Line, must_run
from permu.evaluations.models import Publication
from permu.evaluations.papers.issued import issued, standing_of
from permu.evaluations.sentences import reading_language
from permu.evaluations.states import state_labels
from permu.evaluations.stored import stored_result
from permu.method.model import Measure
from permu.method.saying import Speech, measure_words

Bases = Mapping[str, Fraction | None]


def report_of(final: Publication, one: Handed) -> MeasureReport:
    """What goes out of a measure that runs.

    Raises:
        Refused: it does not run, or the run's folder is damaged.
    """
    gated = must_run(one)
    stored = stored_result(final.run)
    speech = Speech(reading_language(), stored.method)
    read = sorted({measure.item for measure in gated.variants.values() if measure.item})
    figures = compose(stored.method, stored.facts, earlier=stored.earlier, names=read)
    bases = {name: _measured(name, figures) for name in read}
    said = dict.fromkeys(measure_words(measure, speech) for measure in gated.variants.values())
    return MeasureReport(
        issued=issued(final), measure=gated.measure, says=tuple(said), bureau=gated.bureau,
        reviewed=_reviewed(gated), standing=standing_of(final, reading_language()),
        is_synthetic=stored.method.makes_synthetic(stored.facts), quarters=tuple(one.quarters),
        owed=tuple(_owed(one.lines, bases, figures, speech)),
    )  # fmt: skip


def _owed(
    lines: Sequence[Line], bases: Mapping[str, Bases], figures: Figures, speech: Speech
) -> Iterator[Owed]:
    labels = state_labels()
    for line in sorted(lines, key=lambda line: line.result.subject):
        measure, result = line.measure, line.result
        base = bases[measure.item].get(result.subject) if measure.item else None
        yield Owed(
            subject=result.subject, name=result.name, by=_by(measure, figures, speech), base=base,
            grade=result.grade or labels.get(result.state, ""), rate=rate_text(measure, speech),
            cut=_cut(measure, base), amount=line.amount, quarters=line.quarters,
        )  # fmt: skip


def _measured(item: str, figures: Figures) -> Bases:
    """A figure of each subject, in the figure's own unit."""
    step = figures.scales[item].step
    rows = figures.table.select("subject", item).iter_rows()
    return {subject: None if whole is None else whole * step for subject, whole in rows}


def _cut(measure: Measure, base: Fraction | None) -> Fraction | None:
    if measure.kind != "cut" or base is None:
        return None
    return base * Fraction(measure.rate) / 100


def _by(measure: Measure, figures: Figures, speech: Speech) -> str:
    if not measure.item:
        return ""
    return f"{speech.name(measure.item)}（{speech.unit(figures.scales[measure.item].unit)}）"


def rate_text(measure: Measure, speech: Speech) -> str:
    """The rate with its unit; "" where there is none."""
    if measure.kind == "text":
        return ""
    if measure.kind in ("share_of", "cut"):
        return f"{measure.rate:f}%"
    return f"{measure.rate:f} {speech.unit(measure.unit)}"


def _reviewed(one: Judged) -> str:
    review = one.review
    if review is None:
        return ""
    said = (
        review.get_outcome_display(),
        review.reviewed_on.isoformat(),
        review.basis,
        review.remark,
    )
    return " · ".join(part for part in said if part)
