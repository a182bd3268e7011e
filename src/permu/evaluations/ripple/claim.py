"""What a clerk enters for one subject, and what would come of it."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from permu import __version__
from permu.evaluations.models import Result
from permu.evaluations.ripple.figures import Field, Figures
from permu.evaluations.stored import stored_result
from permu.terms.quantities import UNITS

if TYPE_CHECKING:
    from permu import engine
    from permu.engine.evaluation import Evaluation
    from permu.engine.ripple import Correction, Ripple

KINDS = ("number", "flag", "date", "text", "code")


class Claim:
    """What a clerk enters for one subject, and what would come of it."""

    def __init__(self, result: Result, asked: Mapping[str, str]) -> None:
        """Raise `Refused` where the run's folder is incomplete."""
        self.result = result
        self.stored: engine.Result = stored_result(result.run)
        self.fields = list(Figures(result, self.stored, asked))

    @property
    def groups(self) -> list[tuple[str, list[Field]]]:
        """The fields by kind: figures first, then what is so or not, days, and words."""
        found = {kind: [one for one in self.fields if one.item.kind == kind] for kind in KINDS}
        return [(kind, fields) for kind, fields in found.items() if fields]

    @property
    def example(self) -> str:
        """A figure with the unit of the first that has one; units are read in Chinese."""
        units = (UNITS[one.item.unit] for one in self.fields if one.item.unit in UNITS)
        return next((f"12 {one.label}" for one in units if one.label), "")

    @property
    def is_faulty(self) -> bool:
        """Whether something entered cannot be read."""
        return any(one.error for one in self.fields)

    @property
    def entered(self) -> list[Field]:
        """What is entered."""
        return [one for one in self.fields if one.entered]

    @cached_property
    def ripples(self) -> "list[Ripple]":
        """What would come of it, with benchmarks frozen and anew; one where no benchmark moves.

        Raises:
            Refused: as the engine.
        """
        from permu.engine.ripple import ripple_of

        corrections = list(self._corrections())
        if not corrections or self.is_faulty:
            return []
        frozen, anew = (
            ripple_of(self.stored.method, self._before, corrections, benchmarks=benchmarks)
            for benchmarks in ("frozen", "anew")
        )
        is_one = frozen.after.digest == anew.after.digest
        return [frozen] if is_one else [frozen, anew]

    @property
    def _before(self) -> "Evaluation":
        """The run's evaluation; worked out again where another version of the program made it."""
        from permu.engine import evaluate

        stored = self.stored
        if stored.evaluation.engine == __version__:
            return stored.evaluation
        return evaluate(stored.method, stored.facts, earlier=stored.earlier)

    def _corrections(self) -> "Iterator[Correction]":
        from permu.engine.ripple import Correction, read_value

        for field in self.entered:
            if not field.error:
                as_of = self.stored.facts.as_of
                value = read_value(field.item.id, field.entered, as_of=as_of)
                yield Correction(self.result.subject, field.item.id, value)
