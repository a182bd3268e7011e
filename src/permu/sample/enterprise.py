"""One synthetic enterprise: what is true of it, item by item, and what only the workbooks show."""

from dataclasses import dataclass, field
from datetime import date

from permu.sample.places import places
from permu.terms.items import item

Fact = str | int | bool | date | None
"""A number as whole units of the item's scale, as `Facts` keeps it; None is missing."""


@dataclass(kw_only=True)
class Enterprise:
    """An enterprise on the register. `facts` is the truth, by item."""

    code: str
    name: str
    address: str
    facts: dict[str, Fact]
    former_name: str = ""
    use: int = 0  # land it means to use, in 10^-6 mu
    tax: int = 0  # evaluated tax it means to pay, in 10^-6 of 10,000 yuan
    meters: list[tuple[str, list[int]]] = field(default_factory=list)  # number, kWh of 12 months
    staff: list[int] = field(default_factory=list)  # insured persons of 12 months
    is_pinned: bool = False  # a case the county needs: no error is planted on it

    def whole(self, item_id: str) -> int:
        """A figure that is there, in whole units of its scale."""
        value = self.facts[item_id]
        if not isinstance(value, int):
            msg = f"{self.name} has no figure {item_id}"
            raise TypeError(msg)
        return value

    def text(self, item_id: str) -> str:
        """A fact as people and `planted.json` write it: `12.5`, `2012-05-08`, `是`; empty where missing."""
        value = self.facts[item_id]
        if isinstance(value, bool):
            return "是" if value else "否"
        if isinstance(value, int):
            return str(item(item_id).decimal(value))
        return "" if value is None else str(value)


def by_town(firm: Enterprise) -> tuple[int, str]:
    """The order of lists that go town by town."""
    return places().towns.index(firm.text("town")), firm.code
