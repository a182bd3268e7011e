"""What a publication holds: every subject's entry, and one content that names all it stands on."""

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from permu.evaluations.models import Result, Run
from permu.register.trail import Trail
from permu.terms.canonical import Algorithm
from permu.terms.proofs import root_of

SALT_SIGNS = 32
"""Hexadecimal signs of an entry's salt: 128 bits, so that nobody finds a neighbor's grade by trying all."""
Entry = dict[str, Any]


def entries_of(run: Run, number: int, *, key: bytes) -> list[Entry]:
    """Every subject of a run in the order of their codes, for the publication of that number."""
    results: Iterable[Result] = run.results.order_by("subject")
    return [_entry(one, _salt(number, one.subject, key)) for one in results]


def content_of(
    run: Run, entries: Sequence[Entry], *, about: dict[str, Any], trail: Trail, algorithm: Algorithm
) -> dict[str, Any]:
    """What the link of the chain holds the digest of; `about` says which publication it is."""
    return about | {
        "round": run.round.title,
        "year": run.round.year,
        "as_of": str(run.round.as_of),
        "run": run.number,
        "method": run.method_id,
        "method_digest": run.method_digest,
        "facts_digest": run.facts_digest,
        "evaluation_digest": run.evaluation_digest,
        "engine": run.engine,
        "counts": run.counts,
        "root": root_of(entries, algorithm),
        "trail": trail.as_plain(),
    }


def about(*, number: int, kind: str, version: int, by: str, at: datetime) -> dict[str, Any]:
    """Which publication it is, by whom and when."""
    return {"number": number, "kind": kind, "version": version, "by": by, "at": at.isoformat()}


def _entry(result: Result, salt: str) -> Entry:
    return {
        "salt": salt,
        "subject": result.subject,
        "name": result.name,
        "town": result.town,
        "group": result.group_label,
        "state": result.state,
        "score": None if result.score is None else format(result.score.normalize(), "f"),
        "rank": result.rank,
        "ranked": result.ranked,
        "grade": result.grade,
    }


def _salt(number: int, subject: str, key: bytes) -> str:
    return hmac.new(key, f"{number}/{subject}".encode(), "sha256").hexdigest()[:SALT_SIGNS]
