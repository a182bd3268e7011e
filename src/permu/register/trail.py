"""The audit log as one digest: a publication names it, so that a log changed afterwards shows."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Q, QuerySet

from permu.register.models import Record

NOTHING = "0" * 64
MOST_MISSING = 1_000_000
"""Numbers: a bent content may name more than any memory holds."""


@dataclass(frozen=True)
class Trail:
    """The log up to line `last`; `digest` is over the trail before it and the lines that came since.

    `missing` are numbers up to `last` that no line had: of transactions that were undone, or not yet done.
    Their lines belong to the next trail.
    """

    last: int
    digest: str
    missing: tuple[int, ...] = ()

    def as_plain(self) -> dict[str, Any]:
        """As a publication's content has it; what is missing as `1-477,503`, for it grows with the years."""
        return {"last": self.last, "digest": self.digest, "missing": _rows(self.missing)}


START = Trail(0, NOTHING)


def trail_after(before: Trail) -> Trail:
    """The trail that follows `before`: to the log's end as it stands now."""
    return _trail(before, Record.objects.all())


def trail_again(before: Trail, said: Trail) -> Trail:
    """The trail that follows `before`, of the lines that `said` was made of, as they are now."""
    found = _trail(before, lines_up_to(said))
    return Trail(said.last, found.digest, said.missing)


def lines_up_to(said: Trail) -> QuerySet[Record]:
    """Every line that this trail, or one before it, was made of."""
    return Record.objects.filter(pk__lte=said.last).exclude(pk__in=said.missing)


def written(line: Record) -> bytes:
    """A line as trails digest it."""
    said = [line.pk, line.at.isoformat(), line.actor_id, line.verb, line.about, line.details]
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def read_trail(said: object) -> Trail:
    """A trail out of a publication's content; one that nothing equals where it is none."""
    match said:
        case {"last": int(last), "digest": str(digest), "missing": str(missing)}:
            with suppress(ValueError, OverflowError):
                return Trail(last, digest, _numbers(missing))
    return Trail(0, "")


def _rows(numbers: Sequence[int]) -> str:
    """Rising numbers, of each unbroken row the first and the last."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1][1:] = [number]
        else:
            rows.append([number])
    return ",".join("-".join(map(str, row)) for row in rows)


def _numbers(rows: str) -> tuple[int, ...]:
    ends = [[int(end) for end in row.split("-")] for row in rows.split(",") if row]
    found = [range(row[0], row[-1] + 1) for row in ends]
    if sum(map(len, found)) > MOST_MISSING:
        raise ValueError(rows)
    return tuple(chain.from_iterable(found))


def _trail(before: Trail, lines: Any) -> Trail:
    sha = hashlib.sha256(before.digest.encode())
    seen = []
    since = lines.filter(Q(pk__gt=before.last) | Q(pk__in=before.missing))
    for line in since.order_by("pk").iterator(chunk_size=1000):
        sha.update(written(line))
        seen.append(line.pk)
    last = max([before.last, *seen])
    wanted = {*before.missing, *range(before.last + 1, last + 1)}
    return Trail(last, sha.hexdigest(), tuple(sorted(wanted.difference(seen))))
