"""The whole way: from the facts to what is decided of everybody, and what follows from it."""

from fractions import Fraction

from permu.method.model import Measure, Method
from permu.terms.facts import Facts

from .conditions import holds
from .county import County, Gap, county, in_unit, size
from .grading import grade
from .judging import Seats, award
from .outcome import JUDGED, Outcome
from .scoring import named_values, score
from .standing import seated


def reckon(method: Method, facts: Facts, earlier: Facts | None = None) -> dict[str, Outcome]:
    """Everybody's outcome."""
    return reckoned(county(method, facts, earlier))


def reckoned(place: County) -> dict[str, Outcome]:
    """Everybody's outcome in a county that is laid out."""
    seats = seated(place)
    award(place, seats)
    score(place, seats)
    grade(place, seats)
    follow(place, seats)
    return seats


def follow(place: County, seats: Seats) -> None:
    """Lists and measures."""
    for one in seats.values():
        if one.state in JUDGED:
            one.lists = [
                each.id
                for each in one.seats.lists
                if holds(each.when, place, one.subject, values=named_values(one))
            ]
        managed = next((rule.managed_as for rule in place.method.scope if rule.id == one.rule), "")
        stands_as = one.grade or (managed if one.state == "ungraded" else "")
        if stands_as and not place.method.is_trial:
            one.measures = {
                each.id: amount(place, each, one.subject)
                for each in one.seats.measures
                if stands_as in each.grades and holds(each.when, place, one.subject)
            }


def amount(place: County, rule: Measure, subject: str) -> Fraction | None:
    """In yuan; None: no money, or nobody knows."""
    rate = Fraction(rule.rate)
    if rule.kind == "sum":
        return rate
    if rule.kind in ("cut", "text"):
        return None
    figure = place.figure(subject, rule.item)
    if isinstance(figure, Gap):
        return None
    if rule.kind == "share_of":
        money = in_unit(figure, place.unit(rule.item), "yuan")
        assert isinstance(money, Fraction)
        return rate / 100 * money
    return rate * size(rule.unit) * figure * size(place.unit(rule.item))
