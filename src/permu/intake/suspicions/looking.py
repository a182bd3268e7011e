"""Each rule held against everybody: the worst first, not more of one rule than a person reads."""

from permu.intake.suspicions.figures import Figures
from permu.intake.suspicions.kinds import Odd, Years, odd
from permu.intake.suspicions.places import Shelf
from permu.intake.suspicions.rules import Rule, rules
from permu.intake.suspicions.saying import of_rule
from permu.terms.evidence import Evidence
from permu.terms.facts import Facts
from permu.terms.findings import Finding
from permu.terms.rounding import scaled

MOST = 20
"""Enterprises that one rule names; the others are counted."""


def suspicions(facts: Facts, *, earlier: Facts | None = None) -> list[Finding]:
    """What is odd about figures that are used, with the evidence and whom to ask; nothing is held back."""
    years = Years(Figures.of(facts), Figures.of(earlier) if earlier else None)
    found = [(rule, odd(rule, years)) for rule in rules()]
    named = {one.subject for _, some in found for one in some[:MOST]}
    shelf = Shelf(facts, earlier, named)
    findings: list[Finding] = []
    for rule, some in found:
        findings += (_finding(rule, one, shelf) for one in some[:MOST])
        if len(some) > MOST:
            findings.append(_others(rule, len(some) - MOST))
    return findings


def _finding(rule: Rule, one: Odd, shelf: Shelf) -> Finding:
    at = shelf.first_place(one.subject, rule.of[0])
    return Finding(
        code=f"intake.suspicion_{one.kind}", severity="question", subject=one.subject,
        item=rule.of[0], details=of_rule(rule) | one.details, evidence=_evidence(rule, one, shelf),
        file=at.file if at else "", sheet=at.sheet if at else "", cell=at.cell if at else "",
    )  # fmt: skip


def _evidence(rule: Rule, one: Odd, shelf: Shelf) -> Evidence:
    return Evidence(
        rule=rule.id, label=rule.label, label_en=rule.label_en, weight=scaled(one.weight, 2),
        ratio=one.ratio, units=one.units, bound=one.bound, peers=one.peers, figures=shelf.held(one.subject, (*rule.of, *rule.by)),
    )  # fmt: skip


def _others(rule: Rule, number: int) -> Finding:
    return Finding(
        code="intake.suspicion_others", severity="note", item=rule.of[0],
        details=of_rule(rule) | {"number": str(number)},
    )  # fmt: skip
