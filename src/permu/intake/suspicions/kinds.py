"""The kinds of rules: each tells of whom there is something to say, with the evidence."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from permu.intake.suspicions.figures import Figures, Peerage
from permu.intake.suspicions.peers import Fences, Peerages
from permu.intake.suspicions.rules import Rule
from permu.intake.suspicions.saying import SIZES, both, digits, short
from permu.terms.evidence import Peers
from permu.terms.items import item


@dataclass(frozen=True, kw_only=True)
class Odd:
    """One enterprise of which a rule has something to say; the greater `weight`, the odder."""

    weight: Fraction
    subject: str
    kind: str
    details: dict[str, str]
    ratio: str = ""
    units: tuple[str, str] | None = None
    bound: str = ""
    peers: Peers | None = field(default=None)


@dataclass(frozen=True)
class Years:
    """This year's figures, and last year's where they are known."""

    now: Figures
    before: Figures | None


def odd(rule: Rule, years: Years) -> list[Odd]:
    """Of whom a rule has something to say, the oddest first."""
    found = _KINDS[rule.kind](rule, years)
    return sorted(found, key=lambda one: (-one.weight, one.subject))


def _ratio(rule: Rule, years: Years) -> Iterator[Odd]:
    ratios = dict(_ratios(rule, years.now))
    peerages = Peerages(years.now, ratios, rule.times)
    for subject, ratio in ratios.items():
        nearest = peerages.of(subject)
        if nearest and nearest[1].is_odd(ratio):
            peerage, peers = nearest
            zh, en = SIZES[peerage[1]]
            yield Odd(
                weight=peers.times(ratio), subject=subject, ratio=short(ratio), units=_units(rule),
                kind="peers" if peerage[0] else "county", peers=_peers(peerage, peers, ratio),
                details=_pair(rule, years.now, subject) | {
                    "ratio": short(ratio), "median": short(peers.median), "low": short(peers.low),
                    "high": short(peers.high), "number": str(peers.number),
                    "industry": peerage[0], "size": zh, "size_en": en,
                },
            )  # fmt: skip


def _peers(peerage: Peerage, peers: Fences, ratio: Fraction) -> Peers:
    return Peers(
        industry=peerage[0], size=peerage[1], number=peers.number, place=peers.place(ratio),
        low=short(peers.low), first=short(peers.first), median=short(peers.median),
        third=short(peers.third), high=short(peers.high),
    )  # fmt: skip


def _limit(rule: Rule, years: Years) -> Iterator[Odd]:
    for subject, ratio in _ratios(rule, years.now):
        bound = None
        if rule.most is not None and ratio > rule.most:
            bound, weight = rule.most, ratio / rule.most
        elif rule.least is not None and ratio < rule.least:
            bound, weight = rule.least, rule.least / ratio if ratio else Fraction(0)
        if bound is not None:
            above, limit = short(ratio), short(bound)
            yield Odd(
                weight=weight, subject=subject, kind="over" if ratio > bound else "under",
                ratio=above, bound=limit, units=_units(rule),
                details=_pair(rule, years.now, subject) | {"ratio": above, "bound": limit},
            )  # fmt: skip


def _ratios(rule: Rule, now: Figures) -> Iterator[tuple[str, Fraction]]:
    """The ratio of everybody who has both; of nothing by something it is 0."""
    below = now.sums(rule.by)
    for subject, above in now.sums(rule.of).items():
        by = below.get(subject)
        if above >= 0 and by is not None and by > 0 and max(above, by) >= rule.floor:
            yield subject, above / by


def _units(rule: Rule) -> tuple[str, str]:
    return item(rule.of[0]).unit, item(rule.by[0]).unit


def _both_years(rule: Rule, years: Years) -> Iterator[tuple[str, Fraction, Fraction]]:
    """This year's figure and last year's, of everybody of whom both are known."""
    olds = years.before.sums(rule.of) if years.before else {}
    for subject, new in years.now.sums(rule.of).items():
        if (old := olds.get(subject)) is not None:
            yield subject, new, old


def _change(rule: Rule, years: Years) -> Iterator[Odd]:
    for subject, new, old in _both_years(rule, years):
        if min(new, old) <= 0 or max(new, old) < rule.floor:
            continue
        times = max(new / old, old / new)
        if times >= rule.times:
            details = _amount("now", new, rule) | _amount("before", old, rule)
            yield Odd(
                weight=times, subject=subject, ratio=short(new / old),
                kind="low_base" if min(new, old) < rule.floor else "change",
                details=details | {"times": short(times)},
            )  # fmt: skip


def _same(rule: Rule, years: Years) -> Iterator[Odd]:
    for subject, new, old in _both_years(rule, years):
        if new and new == old and digits(new) >= rule.digits:
            details = _amount("now", new, rule)
            yield Odd(weight=Fraction(digits(new)), subject=subject, kind="same", details=details)


def _alike(rule: Rule, years: Years) -> Iterator[Odd]:
    holders: dict[Fraction, list[str]] = defaultdict(list)
    for subject, figure in years.now.sums(rule.of).items():
        if figure and digits(figure) >= rule.digits:
            holders[figure].append(subject)
    for figure, subjects in holders.items():
        if len(subjects) >= rule.firms:
            details = _amount("now", figure, rule) | {"number": str(len(subjects))}
            for subject in subjects:
                weight = Fraction(len(subjects))
                yield Odd(weight=weight, subject=subject, kind="alike", details=details)


def _pair(rule: Rule, now: Figures, subject: str) -> dict[str, str]:
    """The two figures of a ratio in words, each with its name and unit."""
    above, below = now.sums(rule.of)[subject], now.sums(rule.by)[subject]
    return both("of", above, rule.of, named=True) | both("by", below, rule.by, named=True)


def _amount(name: str, figure: Fraction, rule: Rule) -> dict[str, str]:
    return both(name, figure, rule.of, named=False)


_KINDS: dict[str, Callable[[Rule, Years], Iterator[Odd]]] = {
    "ratio": _ratio, "limit": _limit, "change": _change, "same": _same, "alike": _alike,
}  # fmt: skip
