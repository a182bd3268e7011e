"""The fair-competition gate (公平竞争审查): no measure runs before somebody read what allows it."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from permu.evaluations.models import MeasureReview, Round, Run
from permu.evaluations.stored import method_of
from permu.method.model import Measure, Method
from permu.terms.canonical import Plain, canonical, content_digest
from permu.terms.items import items


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One measure of a method with what was said of it. `variants` are its wordings by group.

    `review` is of these very wordings; `earlier` is what was said of others before the measure changed.
    """

    variants: dict[str, Measure]
    digest: str
    review: MeasureReview | None
    earlier: MeasureReview | None

    @property
    def measure(self) -> Measure:
        """Its first wording: most have no other."""
        return next(iter(self.variants.values()))

    @property
    def last(self) -> MeasureReview | None:
        """What was said last, of these wordings or of others."""
        return self.review or self.earlier

    @property
    def may_run(self) -> bool:
        """Whether it was reviewed, and allowed."""
        return self.review is not None and self.review.outcome == MeasureReview.Outcome.RUNS

    @property
    def bureau(self) -> str:
        """Who carries it out: as reviewed; until then whoever has the figure that it is of."""
        if self.review:
            return self.review.bureau
        known = items().get(self.measure.item)
        return known.provider if known else ""

    @property
    def names_tax(self) -> bool:
        """Whether its words speak of taxes, which no program can judge and a reviewer must."""
        return any("税" in one.label + one.refund for one in self.variants.values())


def judged(round_: Round, run: Run) -> list[Judged]:
    """Every measure of the run's method; of a trial year none.

    Raises:
        Refused: the run's method is lost.
    """
    method = method_of(run)
    said = list(MeasureReview.objects.filter(round=round_).select_related("by"))
    return [] if method.is_trial else [_judged(one, said) for one in _variants(method)]


def unreviewed(round_: Round, run: Run) -> list[Judged]:
    """Those about which nobody said anything yet."""
    return [one for one in judged(round_, run) if one.review is None]


def measure_digest(variants: dict[str, Measure]) -> str:
    """The digest of all that a measure says, in every group."""
    plain = {group: _plain(asdict(measure)) for group, measure in variants.items()}
    return content_digest(canonical(plain))


def _judged(variants: dict[str, Measure], said: list[MeasureReview]) -> Judged:
    digest = measure_digest(variants)
    name = next(iter(variants.values())).id
    own = [one for one in said if one.measure == name]
    same = [one for one in own if one.digest == digest]
    return Judged(
        variants=variants, digest=digest,
        review=same[-1] if same else None, earlier=own[-1] if own and not same else None,
    )  # fmt: skip


def _variants(method: Method) -> list[dict[str, Measure]]:
    found: dict[str, dict[str, Measure]] = {}
    for group in method.groups:
        for measure in group.measures:
            found.setdefault(measure.id, {})[group.id] = measure
    return list(found.values())


def _plain(value: object) -> Plain:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value.isoformat() if isinstance(value, date) else str(value)
