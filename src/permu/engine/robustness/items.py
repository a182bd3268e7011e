"""The figures that a method's points are worked out from, down to what departments report."""

from collections.abc import Iterator

from permu.engine.figures import figures_of
from permu.engine.variants import all_variants
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.items import items


def measured_items(method: Method, facts: Facts) -> list[str]:
    """The numbers of the facts behind the indicators, in the order in which the method asks for them."""
    made = {each.id: (*each.plus, *each.minus) for each in method.definitions}

    def parts(name: str, above: tuple[str, ...] = ()) -> Iterator[str]:
        if name in made and name not in above:
            for part in made[name]:
                yield from parts(part, (*above, name))
        else:
            yield name

    asked = (
        part
        for group in method.groups
        for indicator in all_variants(group.indicators)
        for figure in figures_of(indicator)
        for part in parts(figure)
    )
    known = set(facts.table.columns)
    return [
        name
        for name in dict.fromkeys(asked)
        if name in known and name in items() and items()[name].kind == "number"
    ]
