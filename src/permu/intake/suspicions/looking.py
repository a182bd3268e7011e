"""Each rule held against everybody: the worst first, not more of one rule than a person reads."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from permu.intake.numbers import label
from permu.intake.suspicions.figures import Figures
from permu.intake.suspicions.peers import Fences, fences
from permu.intake.suspicions.rules import Rule, rules
from permu.terms.facts import Facts
from permu.terms.findings import Finding
from permu.terms.items import item
from permu.terms.rounding import rounded

MOST = 20
"""Enterprises that one rule names; the others are counted."""


@dataclass(frozen=True, order=True)
class _Odd:
    """One enterprise of which a rule has something to say; the greater `weight`, the odder."""

    weight: Fraction
    subject: str
    kind: str = field(compare=False)
    details: dict[str, str] = field(compare=False)


def suspicions(facts: Facts, *, earlier: Facts | None = None) -> list[Finding]:
    """What is odd about figures that are used, with the evidence and whom to ask; nothing is held back."""
    now = Figures.of(facts)
    before = Figures.of(earlier) if earlier else None
    found: list[Finding] = []
    for rule in rules():
        odd = sorted(
            _KINDS[rule.kind](rule, now, before), key=lambda one: (-one.weight, one.subject)
        )
        found += (_finding(rule, one) for one in odd[:MOST])
        if len(odd) > MOST:
            found.append(_others(rule, len(odd) - MOST))
    return found


def _finding(rule: Rule, one: _Odd) -> Finding:
    return Finding(
        code=f"intake.suspicion_{one.kind}", severity="question", subject=one.subject,
        item=rule.of[0], details=_said(rule) | one.details,
    )  # fmt: skip


def _others(rule: Rule, number: int) -> Finding:
    return Finding(
        code="intake.suspicion_others", severity="note", item=rule.of[0],
        details=_said(rule) | {"number": str(number)},
    )  # fmt: skip


def _said(rule: Rule) -> dict[str, str]:
    return {
        "label": rule.label, "label_en": rule.label_en,
        "settle": rule.settle, "settle_en": rule.settle_en,
    }  # fmt: skip


def _ratio(rule: Rule, now: Figures, _: Figures | None) -> Iterator[_Odd]:
    ratios = dict(_ratios(rule, now))
    by_industry: dict[str, list[Fraction]] = defaultdict(list)
    for subject, ratio in ratios.items():
        by_industry[now.industry(subject)].append(ratio)
    of_county = fences(list(ratios.values()), times=rule.times)
    of_industry = {
        code: fences(some, times=rule.times) for code, some in by_industry.items() if code
    }
    for subject, ratio in ratios.items():
        code = now.industry(subject)
        peers = of_industry.get(code) or of_county
        if peers and peers.is_odd(ratio):
            among = code if of_industry.get(code) else ""
            yield _Odd(
                peers.times(ratio),
                subject,
                *_beside_peers(rule, now, (subject, ratio), peers, among),
            )


def _beside_peers(
    rule: Rule, now: Figures, one: tuple[str, Fraction], peers: Fences, among: str
) -> tuple[str, dict[str, str]]:
    subject, ratio = one
    return ("peers" if among else "county"), {
        **_evidence(rule, now, subject), "ratio": _short(ratio), "median": _short(peers.median),
        "low": _short(peers.low), "high": _short(peers.high),
        "number": str(peers.number), "industry": among,
    }  # fmt: skip


def _limit(rule: Rule, now: Figures, _: Figures | None) -> Iterator[_Odd]:
    for subject, ratio in _ratios(rule, now):
        bound = None
        if rule.most is not None and ratio > rule.most:
            bound, weight = rule.most, ratio / rule.most
        elif rule.least is not None and ratio < rule.least:
            bound, weight = rule.least, rule.least / ratio if ratio else Fraction(0)
        if bound is not None:
            kind = "over" if ratio > bound else "under"
            evidence = _evidence(rule, now, subject)
            yield _Odd(
                weight, subject, kind, {**evidence, "ratio": _short(ratio), "bound": _short(bound)}
            )


def _ratios(rule: Rule, now: Figures) -> Iterator[tuple[str, Fraction]]:
    """The ratio of everybody who has both; of nothing by something it is 0."""
    for subject in now.rows:
        of, by = now.sum(subject, rule.of), now.sum(subject, rule.by)
        if of is not None and of >= 0 and by is not None and by > 0:
            yield subject, of / by


def _change(rule: Rule, now: Figures, before: Figures | None) -> Iterator[_Odd]:
    for subject in now.rows if before else ():
        new, old = now.sum(subject, rule.of), before.sum(subject, rule.of) if before else None
        if new is None or old is None or min(new, old) <= 0 or max(new, old) < rule.floor:
            continue
        times = max(new / old, old / new)
        if times >= rule.times:
            is_low = min(new, old) < rule.floor
            details = {
                "now": _shown(rule, new),
                "before": _shown(rule, old),
                "times": _short(times),
            }
            yield _Odd(times, subject, "low_base" if is_low else "change", details)


def _same(rule: Rule, now: Figures, before: Figures | None) -> Iterator[_Odd]:
    for subject in now.rows if before else ():
        new, old = now.sum(subject, rule.of), before.sum(subject, rule.of) if before else None
        if new and new == old and _digits(new) >= rule.digits:
            yield _Odd(Fraction(_digits(new)), subject, "same", {"now": _shown(rule, new)})


def _alike(rule: Rule, now: Figures, _: Figures | None) -> Iterator[_Odd]:
    holders: dict[Fraction, list[str]] = defaultdict(list)
    for subject in now.rows:
        figure = now.sum(subject, rule.of)
        if figure and _digits(figure) >= rule.digits:
            holders[figure].append(subject)
    for figure, subjects in holders.items():
        if len(subjects) >= rule.firms:
            details = {"now": _shown(rule, figure), "number": str(len(subjects))}
            for subject in subjects:
                yield _Odd(Fraction(len(subjects)), subject, "alike", details)


_KINDS: dict[str, Callable[[Rule, Figures, Figures | None], Iterator[_Odd]]] = {
    "ratio": _ratio, "limit": _limit, "change": _change, "same": _same, "alike": _alike,
}  # fmt: skip


def _evidence(rule: Rule, now: Figures, subject: str) -> dict[str, str]:
    """The two figures in words, each with its unit."""
    return {"of": _sum_shown(now, subject, rule.of), "by": _sum_shown(now, subject, rule.by)}


def _sum_shown(now: Figures, subject: str, items: tuple[str, ...]) -> str:
    figure = now.sum(subject, items) or Fraction(0)
    found = item(items[0])
    name = (
        found.label
        if len(items) == 1
        else "、".join(item(one).label for one in items[:2]) + ("等" if len(items) > 2 else "")
    )
    return f"{name} {_short(figure)} {label(found.unit)}"


def _shown(rule: Rule, figure: Fraction) -> str:
    return f"{_short(figure)} {label(item(rule.of[0]).unit)}"


def _short(number: Fraction) -> str:
    """A number for the eye: four digits that tell."""
    if number == 0:
        return "0"
    places = 0
    while abs(number) * 10**places < 1000 and places < 8:
        places += 1
    return f"{rounded(number, places).normalize():f}"


def _digits(number: Fraction) -> int:
    """How many digits a figure has that are not its zeros at either end."""
    while number.denominator != 1:
        number *= 10
    return len(str(abs(number.numerator)).strip("0"))
