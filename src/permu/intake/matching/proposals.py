"""Who may own a row: ranked, each with a score and a reason in words. Nothing here joins."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from permu.intake.matching.directory import LONGEST, Directory, Known
from permu.intake.matching.likeness import likeness
from permu.intake.matching.match import Hint, Proposal
from permu.intake.matching.names import normal, places_apart
from permu.terms.refusal import words

_MASK = re.compile(r"[*×●■□○]+")
_MASKS = 3  # stretches of stars that a masked name may have
_MASKED_ALONE, _MASKED = 900, 700
_FITTING = 10  # of an exact number of stars
_LEAST = 520  # a likeness under this is none
_RELATED = 600  # from here on a name resembles: an assumed 0 waits for it
_PROPOSED = 5
_PROPOSED_MASKED = 20
_SAME_CORE = 50
_BRANCH_LESS = 100
_FORMER_LESS = 20
_MORE = 15  # for each further reason
_CLOSE = 30
_REMEMBERED = 10_000


class Suggestion(NamedTuple):
    """What the hints about a row come to."""

    related: tuple[str, ...]  # likeliest first
    proposals: tuple[Proposal, ...]


class Proposer:
    """Proposes enterprises of a register by their names."""

    def __init__(self, names: Mapping[str, str], former: Iterable[tuple[str, str]]) -> None:
        """Take names by code, and former names as (name, code)."""
        self._names = names
        self._directory = Directory(
            [(name, code, False) for code, name in names.items()]
            + [(name, code, True) for name, code in former]
        )
        self.by_name = lru_cache(_REMEMBERED)(self._by_name)

    def _by_name(self, raw_name: str) -> Suggestion:
        """What a name alone suggests; many rows may have the same."""
        return self.suggestion(self.resembling(raw_name))

    def suggestion(self, hints: Iterable[Hint]) -> Suggestion:
        """Who is proposed, and for whose assumed 0 a row is enough of a doubt."""
        told = tuple(hints)
        return Suggestion(_doubting(told), self._ranked(told))

    def resembling(self, raw_name: str) -> tuple[Hint, ...]:
        """Everybody whose name a masked or unknown one resembles."""
        if not raw_name or len(raw_name) > LONGEST:
            return ()
        shown = normal(raw_name)
        if 1 < len(_MASK.split(shown)) <= _MASKS + 1:
            return tuple(self._masked(shown))
        asked = self._directory.part(raw_name)
        return self._related(asked) or tuple(self._like(asked))

    def related(self, raw_name: str) -> tuple[Hint, ...]:
        """Whose branch a name says it is, or whose it is but for notes and spelling: without any likeness."""
        if not raw_name or len(raw_name) > LONGEST:
            return ()
        return self._related(self._directory.part(raw_name))

    def _related(self, asked: Known) -> tuple[Hint, ...]:
        same = self._directory.by_full.get(asked.name.full, ())
        if same:
            return tuple(_hints(same[:_SAME_CORE], asked))
        wholes = self._directory.by_full.get(asked.name.head, ())
        return tuple(
            Hint(known.code, 950, "branch", (("branch", asked.name.branch),)) for known in wholes
        )

    def _like(self, asked: Known) -> Iterator[Hint]:
        known = self._directory.by_core.get(asked.name.core) or self._directory.near(asked)
        yield from (hint for hint in _hints(known[:_SAME_CORE], asked) if hint.score >= _LEAST)

    def _masked(self, shown: str) -> Iterator[Hint]:
        """All whose full names the visible characters fit."""
        parts = _MASK.split(shown)
        pattern = re.compile(".+".join(map(re.escape, parts)))
        hidden = ["." * len(stars) for stars in _MASK.findall(shown)]
        pairs = zip(map(re.escape, parts), [*hidden, ""], strict=True)
        exact = re.compile("".join(map("".join, pairs)))
        known = self._directory.having("".join(parts))
        fitting = [one for one in known if pattern.fullmatch(one.name.full)]
        details = (("number", len({one.code for one in fitting})),)
        score = _MASKED_ALONE if details[0][1] == 1 else _MASKED
        for one in fitting:
            more = _FITTING if exact.fullmatch(one.name.full) else 0
            yield Hint(one.code, score + more, "masked", details)

    def _ranked(self, hints: Iterable[Hint]) -> tuple[Proposal, ...]:
        """One proposal an enterprise, likeliest first; where two are close the first says so."""
        by_subject: dict[str, dict[str, Hint]] = defaultdict(dict)
        for hint in hints:
            kinds = by_subject[hint.subject]
            kinds[hint.kind] = max(hint, kinds.get(hint.kind, hint), key=lambda one: one.score)
        scored = sorted(
            ((_score(kinds.values()), subject) for subject, kinds in by_subject.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )
        is_masked = any("masked" in kinds for kinds in by_subject.values())
        most = _PROPOSED_MASKED if is_masked else _PROPOSED
        close = len(scored) > 1 and scored[0][0] - scored[1][0] < _CLOSE
        return tuple(
            self._proposal(subject, score, by_subject[subject].values(), is_close=close and not at)
            for at, (score, subject) in enumerate(scored[:most])
        )

    def _proposal(
        self, subject: str, score: int, hints: Iterable[Hint], *, is_close: bool
    ) -> Proposal:
        ordered = sorted(hints, key=lambda one: (-one.score, one.kind))
        close = ["intake.why_close"] if is_close else []
        return Proposal(
            subject=subject,
            name=self._names[subject],
            score=score,
            reason="；".join([*(one.text("zh") for one in ordered), *map(words, close)]),
            reason_en="; ".join(
                [*(one.text("en") for one in ordered), *(words(one, "en") for one in close)]
            ),
            kind=ordered[0].kind,
        )


def _doubting(hints: Iterable[Hint]) -> tuple[str, ...]:
    """The enterprises that a row resembles enough for their assumed 0 to wait for it, likeliest first."""
    best: dict[str, int] = {}
    for hint in hints:
        best[hint.subject] = max(hint.score, best.get(hint.subject, 0))
    return tuple(sorted((s for s in best if best[s] >= _RELATED), key=lambda s: (-best[s], s)))


def _score(hints: Iterable[Hint]) -> int:
    scores = [hint.score for hint in hints]
    return min(1000, max(scores) + _MORE * (len(scores) - 1))


def _hints(known: Iterable[Known], asked: Known) -> Iterator[Hint]:
    """The likeness of each, less for a former name or a branch of it."""
    for one in known:
        score, kind = likeness(asked, one, places_apart(asked.name.place, one.name.place))
        if one.is_former:
            score -= _FORMER_LESS
            yield Hint(one.code, score, "former_name")
        if asked.name.branch != one.name.branch:
            score -= _BRANCH_LESS
            if asked.name.branch:
                yield Hint(one.code, score, "branch", (("branch", asked.name.branch),))
        yield Hint(one.code, score, kind)
