"""Registered codes that an unsound one may mean: one slip away, an older number, what Excel left of it."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from permu.intake.matching.match import Hint, Kind
from permu.terms import credit_code

_SLIP, _OTHER_SLIPS, _ORGANISATION, _PREFIX = 970, 800, 960, 820
_OLD_TAX_NUMBER = 15  # a place of six, an organisation code of nine
_KEPT = 15  # digits that a number in Excel keeps
_FEWEST_KEPT = 12
_POWER = re.compile(r"^(\d)\.(\d+)[eE]\+?17$")  # eighteen digits, as a number shows them
_MOST = 20  # enterprises that an incomplete code may stand for


class Codes:
    """The registered codes."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._ordered = sorted(codes)
        self._known = frozenset(self._ordered)
        self._by_organisation: dict[str, list[str]] = defaultdict(list)
        for code in self._ordered:
            self._by_organisation[credit_code.organisation_part(code)].append(code)

    def hints(self, code: str) -> Iterator[Hint]:
        """The registered codes that `code` may mean."""
        given = credit_code.plain(code)
        yield from self._slips(given)
        organisation = given[-9:] if len(given) in (9, _OLD_TAX_NUMBER) else ""
        for found in self._by_organisation.get(organisation, ()):
            yield Hint(found, _ORGANISATION, "organisation_code")

    def _slips(self, given: str) -> Iterator[Hint]:
        """Where exactly one is a single slip away, or two of look-alike letters, that is nearly sure."""
        if given in self._known:
            yield Hint(given, _SLIP, "code_spelling")
            return
        read = given.translate(credit_code.LOOK_ALIKE)
        near = {read} & self._known or self._known.intersection(credit_code.slips(read))
        for found in sorted(near):
            kind, details = _slip(given, found)
            yield Hint(found, _SLIP if len(near) == 1 else _OTHER_SLIPS, kind, details)

    def of_number(self, shown: str) -> Iterator[Hint]:
        """The codes that begin with the digits which a number has kept."""
        kept = _POWER.sub(r"\1\2", shown)[:_KEPT]
        if not (kept.isdigit() and len(kept) >= _FEWEST_KEPT):
            return
        start, end = (bisect_left(self._ordered, kept + last) for last in ("", "~"))
        if end - start <= _MOST:
            for found in self._ordered[start:end]:
                yield Hint(found, _PREFIX, "code_prefix", (("number", len(kept)),))


def _slip(given: str, right: str) -> tuple[Kind, tuple[tuple[str, object], ...]]:
    """In which way `given` is not the right code."""
    at = next((n for n, pair in enumerate(zip(given, right, strict=False)) if len(set(pair)) > 1), min(len(given), len(right)))  # fmt: skip
    if len(given) < len(right):
        return "code_lost", (("place", at + 1), ("right", right[at]))
    if len(given) > len(right):
        return "code_added", (("place", at + 1), ("wrong", given[at]))
    places = [n for n in range(len(right)) if given[n] != right[n]]
    if len(places) == 2 and sorted(given) == sorted(right):
        return "code_turned", (("place", at + 1), ("next", places[1] + 1))
    return "code_slip", (
        ("place", "、".join(str(n + 1) for n in places)),
        ("wrong", "、".join(given[n] for n in places)),
        ("right", "、".join(right[n] for n in places)),
    )
