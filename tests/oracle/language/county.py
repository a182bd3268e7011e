"""What is known of a county, and the figures a method composes of it (reference: `[[definition]]`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction

from permu.method.model import Definition, Method
from permu.terms.facts import Facts
from permu.terms.items import item, items

from ..reckoning import rows_of


class Gap(Enum):
    """Why there is no figure: nobody gave it, or it waits for a person and no rule for want of it may speak."""

    MISSING = "missing"
    HELD = "held"


Figure = Fraction | Gap
Value = Fraction | bool | date | str | Gap
Holding = tuple[str, str, str, Fraction | None, Fraction | None]

# How many of the smallest unit of their kind; the units that the counties here use, typed from the reference.
ONE_OF = {
    "m2": Fraction(3, 2000), "mu": 1, "ha": 15, "yuan": 1, "1k_yuan": 1000, "10k_yuan": 10_000, "100m_yuan": 10**8,
    "kwh": 1, "10k_kwh": 10_000, "tce": 1, "t": 1, "kg": Fraction(1, 1000), "persons": 1, "cases": 1, "one": 1,
    "percent": Fraction(1, 100), "": 1,
}  # fmt: skip


def size(unit: str) -> Fraction:
    top, _, bottom = unit.partition("/")
    return Fraction(ONE_OF[top]) / Fraction(ONE_OF[bottom or "one"])


def in_unit(value: Figure, unit: str, wanted: str) -> Figure:
    """The figure in another unit of its kind."""
    return value if isinstance(value, Gap) else value * size(unit) / size(wanted)


def combined(kind: str, known: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The least, the greatest or the sum of what is known, each with its factor."""
    if kind == "lowest":
        return min(part for part, _ in known)
    if kind == "highest":
        return max(part for part, _ in known)
    return sum((part * factor for part, factor in known), Fraction())


@dataclass
class County:
    """One year's rows, which figures are held, the ledger, and the year before where it is known.

    `frozen`: benchmarks that were worked out before and stay, by group, pool, indicator and whether of its own ratio.
    """

    method: Method
    rows: dict[str, dict[str, Value | None]]
    held: frozenset[tuple[str, str]] = frozenset()
    ledger: Sequence[Holding] = ()
    before: "County | None" = None
    is_last_years: bool = False
    frozen: Mapping[tuple[str, str, str, bool], Fraction | tuple[Fraction, Fraction]] = field(
        default_factory=dict
    )
    composed: Mapping[str, Definition] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.composed = {one.id: one for one in self.method.definitions}

    def given(self, subject: str, name: str) -> Value:
        """What stands in the facts under that name."""
        if (subject, name) in self.held:
            return Gap.HELD
        value = self.rows.get(subject, {}).get(name)
        return Gap.MISSING if value is None else value

    def unit(self, name: str) -> str:
        return self.composed[name].unit if name in self.composed else item(name).unit

    def figure(self, subject: str, name: str) -> Figure:
        """An item's or definition's number in its own unit."""
        if name not in self.composed:
            value = self.given(subject, name)
            assert isinstance(value, Fraction | Gap), name
            return value
        rule = self.composed[name]
        if name in items() and not self.has_parts(rule):
            own = self.given(subject, name)
            assert isinstance(own, Fraction | Gap)
            return in_unit(own, item(name).unit, rule.unit)
        return self.compose(subject, rule)

    def has_parts(self, rule: Definition) -> bool:
        """Whether the county's figures know of a part at all."""
        names = {name for row in self.rows.values() for name in row}
        return any(name in names or name in self.composed for name in (*rule.plus, *rule.minus))

    def compose(self, subject: str, rule: Definition) -> Figure:
        if rule.kind == "holding":
            return self.area(subject, rule)
        if rule.kind == "tenants":
            return self.tenants(subject, rule)
        if rule.kind == "earlier":
            if not self.before:  # the year before last is not known
                return Gap.MISSING
            return in_unit(
                self.before.figure(subject, rule.plus[0]), self.unit(rule.plus[0]), rule.unit
            )
        signed = [(name, 1) for name in rule.plus] + [(name, -1) for name in rule.minus]
        parts = [
            in_unit(self.figure(subject, name), self.unit(name), rule.unit) for name, _ in signed
        ]
        if rule.kind == "first":
            return next((part for part in parts if part is not Gap.MISSING), Gap.MISSING)
        if Gap.HELD in parts:
            return Gap.HELD
        factors = dict(rule.times)
        known = [
            (part, sign * factors.get(name, Fraction(1)))
            for part, (name, sign) in zip(parts, signed, strict=True)
            if isinstance(part, Fraction)
        ]
        if not known or (rule.needs == "all" and len(known) < len(parts)):
            return Gap.MISSING
        return combined(rule.kind, known)

    def area(self, subject: str, rule: Definition) -> Figure:
        """Σ of what it holds in those roles; one that the ledger does not know of is unknown, as is one unknown area."""
        rows = [row for row in self.ledger if row[0] == subject]
        areas = [row[3 if rule.of == "land" else 4] for row in rows if row[2] in rule.roles]
        if not rows or None in areas:
            return Gap.MISSING
        total = sum((area for area in areas if area is not None), Fraction())
        return in_unit(total, "mu" if rule.of == "land" else "m2", rule.unit)

    def tenants(self, subject: str, rule: Definition) -> Figure:
        """How many other subjects rent on parcels that this one owns, of those for whom the condition holds."""
        from .conditions import holds

        if all(row[0] != subject for row in self.ledger):
            return Gap.MISSING
        owned = {row[1] for row in self.ledger if row[0] == subject and row[2] == "owner"}
        using = {row[0] for row in self.ledger if row[1] in owned and row[2] == "tenant"}
        return Fraction(
            sum(
                1
                for other in using - {subject}
                if other in self.rows and holds(rule.when, self, other) is True
            )
        )


def county(method: Method, facts: Facts, earlier: Facts | None = None) -> County:
    """The county that the facts speak of."""
    return County(
        method=method,
        rows={subject: dict(row) for subject, row in rows_of(facts).items()},
        held=frozenset(facts.held.iter_rows()),
        ledger=[
            (*row[:3], *(None if area is None else Fraction(area, 10**6) for area in row[3:]))  # type: ignore[misc]
            for row in facts.holdings.iter_rows()
        ],
        before=replace(county(method, earlier), is_last_years=True) if earlier else None,
    )
