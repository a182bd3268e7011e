"""The parts of one evaluation on Spark, and the rounds in which they are asked."""

import pickle
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from permu.engine.evaluation import Evaluation
from permu.engine.spark.asking import Answers
from permu.engine.spark.blobs import BLOBS, Task, as_ipc, blobs, joined_rows, pieces
from permu.engine.spark.packing import SHARE, SUBJECTS, Year, packed, share_of
from permu.engine.spark.parts import (
    Outcome,
    Share,
    joined,
    refuse,
    settled,
    work_out,
)  # fmt: skip
from permu.method.model import EVERYBODY, Method

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark import StorageLevel
    from pyspark.sql import DataFrame, SparkSession

SUMMARY = "summary"
YEARS = ("now", "past")
OF_AREA = ("area now", "area past")
"""Under these names stand the facts of an overlay's area, which are not all that were given."""


@dataclass(frozen=True)
class Summary:
    """What a part tells of its evaluation: how many stand in which state, and of how many something is unsure or held."""

    outcome: Outcome
    states: Counter[str]
    unsure: int
    held: int


@dataclass(frozen=True)
class Found:
    """What came out: the evaluation of nobody, with everybody's benchmarks; the parts' tables, and what each tells."""

    nobody: Evaluation
    tables: "DataFrame"
    summaries: list[Summary]


class County:
    """The subjects of one evaluation, in parts."""

    def __init__(
        self, session: "SparkSession", method: Method, now: Year, past: Year | None
    ) -> None:
        self.method, self.now, self.past = method, now, past
        earlier = past.nobody if past else None
        ledgers = now.has_ledger, bool(past and past.has_ledger)
        self.nobody = Share(facts=now.nobody, earlier=earlier, ledgers=ledgers)
        refuse(work_out(method, self.nobody, Answers()))  # what needs no subject is said at once
        self.subjects: int = now.tables["facts"].count()
        parts = max(session.sparkContext.defaultParallelism, -(-self.subjects // SUBJECTS))
        self.packed = packed(now, past, parts=parts).persist(_on_disk())
        self.kept = [self.packed]

    def settled(self) -> Found:
        """Ask round by round, until every part has its evaluation.

        Raises:
            Refused: whatever a part refuses.
        """
        answers = Answers()
        while True:
            answers = settled(self.method, self.nobody, self.ask, answers)
            own = work_out(self.method, self.nobody, answers)
            tables = self.packed.mapInArrow(_working(self.method, answers), BLOBS).persist(
                _on_disk()
            )
            self.kept.append(tables)
            rows = tables.filter(f"kind = '{SUMMARY}'").collect()
            summaries: list[Summary] = [_unpickled(blob) for _, _, blob in joined_rows(rows)]
            outcomes = [each.outcome for each in summaries]
            for each in outcomes:
                refuse(each)
            if own.evaluation is not None and not any(each.wants for each in outcomes):
                return Found(own.evaluation, tables, summaries)
            # Some part is in doubt about a number that only all together can tell exactly.
            tables.unpersist()
            answers = joined(own, outcomes, answers)

    def ask(self, answers: Answers) -> list[Outcome]:
        """What each part says to what is open."""
        rows = self.packed.mapInArrow(_asking(self.method, answers), BLOBS).collect()
        return [_unpickled(blob) for _, _, blob in joined_rows(rows)]

    @property
    def years(self) -> list[tuple[str, Year]]:
        """The year evaluated and, where it is given, the year before, under their names."""
        past = [(YEARS[1], self.past)] if self.past else []
        return [(YEARS[0], self.now), *past]

    def release(self) -> None:
        """Let go of what was kept."""
        for each in self.kept:
            each.unpersist()


def _on_disk() -> "StorageLevel":
    """Blocks are read from end to end, once a round: a disk does that, and the heap stays free."""
    from pyspark import StorageLevel

    return StorageLevel.DISK_ONLY


def _asking(method: Method, answers: Answers) -> Task:
    """A task that says of each part what it says to what is open."""

    def ask(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        for part, outcome in _outcomes(batches, method, answers):
            yield from pieces(part, "outcome", pickle.dumps(_said(outcome)))

    return ask


def _working(method: Method, answers: Answers) -> Task:
    """A task that gives each part's tables, and its summary."""

    def work(batches: "Iterable[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        for part, outcome in _outcomes(batches, method, answers):
            for kind, blob in _blobs(outcome, method):
                yield from pieces(part, kind, blob)

    return work


def _outcomes(
    batches: "Iterable[pa.RecordBatch]", method: Method, answers: Answers
) -> Iterator[tuple[int, Outcome]]:
    for part, kind, blob in blobs(batches):
        if kind == SHARE:
            yield part, work_out(method, share_of(blob), answers)
        else:
            yield part, _unpickled(blob)


def _unpickled(blob: bytes) -> Any:
    return pickle.loads(blob)  # noqa: S301 — what another part of this run packed


def _said(outcome: Outcome) -> Outcome:
    """What goes back of it."""
    return replace(outcome, evaluation=None, joins={})


def _blobs(outcome: Outcome, method: Method) -> Iterator[tuple[str, bytes]]:
    found = outcome.evaluation
    if found is None:
        yield SUMMARY, pickle.dumps(Summary(_said(outcome), Counter(), 0, 0))
        return
    states = Counter(dict(found.table["state"].value_counts().iter_rows()))
    unsure = int(found.table["unsure"].str.len_bytes().gt(0).sum())
    summary = Summary(_said(outcome), states, unsure, found.facts.held.height)
    yield SUMMARY, pickle.dumps(summary)
    yield "evaluation", as_ipc(found.table)
    yield "measures", as_ipc(found.measures)
    if method.area != EVERYBODY:
        for name, facts in zip(OF_AREA, (found.facts, found.earlier), strict=True):
            if facts is not None:
                yield f"{name} facts", as_ipc(facts.table)
                yield f"{name} held", as_ipc(facts.held)
