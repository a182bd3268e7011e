"""The tally: every planted error against what was found, every figure against the truth."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from permu.sample.tallying.figures import Difference, Figures, differences
from permu.sample.tallying.outcomes import Outcome, outcome, pairs_of, same_sheet
from permu.sample.tallying.table import aligned
from permu.terms.facts import Facts
from permu.terms.findings import Finding
from permu.terms.refusal import Language, Refused, words

RESULTS = ("found", "held", "read_right", "missed")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What became of every planted error and of every figure."""

    outcomes: tuple[Outcome, ...]
    figures: int  # compared with the truth
    silently_wrong: tuple[Difference, ...]  # differing, and no finding says so
    held_besides: int  # figures held with a finding, though the truth has them

    @property
    def got_through(self) -> tuple[Outcome, ...]:
        """Planted errors that were missed."""
        return tuple(one for one in self.outcomes if one.result == "missed")

    @property
    def missed(self) -> int:
        """Planted errors that got through and figures silently wrong: 0 for a reading to trust."""
        return len(self.got_through) + len(self.silently_wrong)

    @property
    def is_clean(self) -> bool:
        """Whether nothing was missed and nothing is silently wrong."""
        return not self.missed

    def lines(self, language: Language = "zh") -> list[str]:
        """A table for people: one line a kind, then the sums; lines of equal width on a terminal."""
        kinds = list(dict.fromkeys(one.kind for one in self.outcomes))
        rows = [
            [words(f"sample.tally_{name}", language) for name in ("kind", "planted", *RESULTS)],
            *([words(f"sample.{kind}", language), *self._counts(kind)] for kind in kinds),
            [words("sample.tally_all", language), *self._counts("")],
        ]
        closing = words(
            "sample.tally_figures", language,
            figures=self.figures, wrong=len(self.silently_wrong), besides=self.held_besides,
        )  # fmt: skip
        return [*aligned(rows), closing]

    def _counts(self, kind: str) -> list[str]:
        results = Counter(one.result for one in self.outcomes if one.kind == kind or not kind)
        counts = (results.total(), *(results[name] for name in RESULTS))  # type: ignore[index]
        return [str(count) if count else "·" for count in counts]

    def as_json(self) -> dict[str, object]:
        """The tally as plain values."""
        return {
            "is_clean": self.is_clean,
            "planted": [{**one.error, "result": one.result} for one in self.outcomes],
            "figures": self.figures,
            "held_besides": self.held_besides,
            "silently_wrong": [
                {"subject": one.subject, "item": one.item, "truth": _plain(one.truth), "read": _plain(one.read)}
                for one in self.silently_wrong
            ],
        }  # fmt: skip


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def tally(truth: Path, facts: Facts, findings: Sequence[Finding]) -> Tally:
    """Compare a reading of the sample county with its `truth` folder.

    A figure is silently wrong when it differs from the truth and no finding speaks of that subject and
    item, or of a row it stands on. A note does not excuse a wrong figure, only a missing one.

    Raises:
        Refused: the truth folder is not there, or damaged.
    """
    try:
        planted = json.loads((truth / "planted.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refused("sample.truth_damaged", what="planted.json") from error
    known, read = Figures(Facts.load(truth / "facts")), Figures(facts)
    outcomes = tuple(outcome(error, known, read, findings) for error in planted)
    different = list(differences(known, read))
    places = _places(planted, read)
    told = _Told(findings)
    silent = [one for one in different if not told.excuses(one, places)]
    return Tally(
        outcomes=outcomes,
        figures=len(known.subjects) * len(known.items),
        silently_wrong=tuple(silent),
        held_besides=sum(one.read is None for one in different)
        - sum(one.read is None for one in silent),
    )


Places = Mapping[tuple[str, str], set[tuple[str, str, int]]]


def _places(planted: Sequence[Mapping[str, Any]], read: Figures) -> Places:
    """(subject, item) → the rows it stands on, by the reading's own account and by the errors planted."""
    places = {pair: set(rows) for pair, rows in read.sources.items()}
    for error in planted:
        for pair in pairs_of(error):
            rows = places.setdefault(pair, set())
            rows |= {(error["file"], error["sheet"], row) for row in error["rows"]}
    return places


class _Told:
    """What the findings speak of: figures, and rows of sheets."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.figures: dict[tuple[str, str], set[str]] = {}
        self.rows: dict[tuple[str, int | None], list[tuple[str, str]]] = {}
        for one in findings:
            self.figures.setdefault((one.subject, one.item), set()).add(one.severity)
            self.rows.setdefault((one.file, one.row), []).append((one.sheet, one.severity))

    def excuses(self, wrong: Difference, places: Places) -> bool:
        """Whether a finding speaks of the figure or of a row it stands on."""
        pair = (wrong.subject, wrong.item)
        severities = set(self.figures.get(pair, ()))
        for file, sheet, row in places.get(pair, ()):
            severities |= {
                severity
                for name, severity in self.rows.get((file, row), ())
                if same_sheet(name, sheet)
            }
        return bool(severities if wrong.read is None else severities - {"note"})
