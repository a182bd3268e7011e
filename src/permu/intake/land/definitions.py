"""用地面积, by each of its definitions, from one book. The list is closed; each says where it was seen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from permu.intake.land import counting
from permu.intake.land.accounts import Accounts, Part, Role
from permu.intake.land.book import STEP, LandBook, mu
from permu.intake.land.counting import How, totals
from permu.intake.land.leases import LeaseTime
from permu.terms.refusal import Language, Refused, words


@dataclass(frozen=True, kw_only=True)
class AreaDefinition:
    """One way to count: the parts of a parcel, the item it gives, and whether a book can say it at all."""

    id: str
    item: str
    source: str
    parts: How
    is_known: Callable[[LandBook], bool] = lambda _book: True
    closes: bool = True  # the parties' areas add up to what is held by certificate
    sides: tuple[Role, ...] = ("own", "rented", "let")  # that it counts, as far as it counts them
    is_parted: bool = False  # what others use of a parcel is parted among those who stand on it

    def label(self, language: Language = "zh") -> str:
        """What it is called."""
        return words(f"intake.area_{self.id}", language)


DEFINITIONS: dict[str, AreaDefinition] = {
    one.id: one
    for one in (
        AreaDefinition(
            id="certified", item="land_owned", parts=counting.certified, source="X2；新昌：自有闲置土地全额计入"
        ),
        AreaDefinition(
            id="certified_net", item="land_owned_net", parts=counting.certified_net, source="X2", closes=False,
            sides=("own",),
            is_known=lambda book: any(one.excluded is not None for one in book.certificates),
        ),
        AreaDefinition(
            id="supplied", item="supplied_land", parts=counting.supplied, source="芜湖", closes=False,
            sides=("own",),
            is_known=lambda book: any(one.is_supplied is not None for one in book.parcels),
        ),
        AreaDefinition(
            id="used", item="land_used", parts=counting.used, source="秀洲、景宁、合肥高新、天台：实际占地"
        ),
        AreaDefinition(
            id="used_by_floor", item="land_used_by_floor", parts=counting.used_by_floor,
            source="多层厂房按建筑面积分摊（通行做法，未见原文）",
            is_known=lambda book: bool(book.buildings),
        ),
        AreaDefinition(
            id="used_from_2000", item="land_used_from_2000_m2", parts=counting.used_from(2000 * STEP),
            source="秀洲：租赁厂房 2000 平方米以上",
        ),
        AreaDefinition(
            id="used_from_3000", item="land_used_from_3000_m2", parts=counting.used_from(3000 * STEP),
            source="A2：租赁厂房 3000 平方米以上",
        ),
        AreaDefinition(
            id="merged", item="land_merged", parts=counting.merged, source="遂昌：同一宗地合并", is_parted=True
        ),
        AreaDefinition(
            id="state_owned", item="land_state_owned", parts=counting.state_owned, source="江山", closes=False,
            is_known=lambda book: any(one.tenure for one in book.parcels),
        ),
    )
}  # fmt: skip


def definition(id_: str) -> AreaDefinition:
    """The definition of that id.

    Raises:
        Refused: the list has none.
    """
    if id_ not in DEFINITIONS:
        raise Refused("intake.no_such_area", known="、".join(DEFINITIONS))
    return DEFINITIONS[id_]


def parts_of(accounts: Accounts, id_: str) -> Iterator[Part]:
    """Every part of every parcel by one definition."""
    how = definition(id_).parts
    for parcel in accounts.numbers:
        yield from how(accounts, parcel)


def area(book: LandBook, id_: str, *, time: LeaseTime | None = None) -> dict[str, Fraction | None]:
    """Each party's land in mu by one definition; None where a part of it is not known.

    Raises:
        Refused: there is no such definition.
    """
    accounts = Accounts(book, time or LeaseTime(year=book.year))
    found = dict.fromkeys(book.parties, 0) | totals(parts_of(accounts, id_))
    return {party: None if units is None else mu(units) for party, units in found.items()}
