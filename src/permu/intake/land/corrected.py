"""What people corrected of own, rented and let land, in the areas that are made of them.

A correction takes the place of all that the ledger has of its side, in every area that counts the side whole, as its
own figure does. Which parcel a correction is of nobody said: an area that counts the side in another way waits for a
person, and says for what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from permu.intake.land.accounts import Part, Role
from permu.intake.land.definitions import AreaDefinition
from permu.intake.ledger import Ledger, shown
from permu.intake.settled import Correction
from permu.terms.items import item
from permu.terms.refusal import words

SIDES: dict[str, Role] = {"land_owned": "own", "land_leased_in": "rented", "land_leased_out": "let"}
_HELD_AS = {"land_owned": "owner", "land_leased_in": "tenant"}

Parts = Mapping[str, Sequence[Part]]
"""The parts of each party."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """One subject's parts of an area, as people corrected them."""

    parts: Sequence[Part]
    settled: frozenset[str] = frozenset()  # the sides whose cells no more hold anything back
    waits: str = ""  # why a person must settle the area itself
    lacks: str = ""  # why there is none: a person said that there is no such figure


def corrections_in_force(ledger: Ledger) -> dict[tuple[str, str], Correction]:
    """The corrections of own, rented and let land that count."""
    return {
        key: one
        for key, one in ledger.corrections.items()
        if key[1] in SIDES and ledger.standing(*key) == "in_force"
    }


def taken(
    ledger: Ledger, subject: str, definition: AreaDefinition, *, parts: Parts, used: Parts
) -> Taken:
    """A subject's parts of an area with the corrected ones in their place; `used` are all its sides, each whole."""
    kept, settled = list(parts.get(subject, ())), set[str]()
    for name, role in SIDES.items():
        correction, standing = (
            ledger.corrections.get((subject, name)),
            ledger.standing(subject, name),
        )
        if correction is None or standing == "unneeded":
            continue
        if role not in definition.sides:
            settled |= {name} if standing == "in_force" else set()
            continue
        if standing == "outdated":
            return Taken(parts=kept, waits=_words("land_part_outdated", definition, correction))
        if correction.value is None:
            return Taken(parts=kept, lacks=_words("land_part_none", definition, correction))
        if _of(kept, role) != _of(used.get(subject, ()), role):
            return Taken(parts=kept, waits=_words("land_part_corrected", definition, correction))
        kept = [part for part in kept if part.role != role] + [_corrected(correction, role)]
        settled.add(name)
    return Taken(parts=kept, settled=frozenset(settled))


def shaken(
    definition: AreaDefinition, parts: Iterable[Part], corrected: Mapping[str, Correction]
) -> str:
    """Why an area that parts a parcel among those who use it waits, where somebody's part of it was corrected."""
    found = (corrected.get(part.parcel) for part in parts if part.role == "moved")
    one = next((each for each in found if each), None) if definition.is_parted else None
    return _words("land_part_corrected", definition, one) if one else ""


def holdings_settled(holdings: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """The ledger of parcels: a corrected side of one parcel is that parcel's, of several it is not known of which."""
    rows = holdings.rows()
    for name, role in _HELD_AS.items():
        for subject in {who for who, one in ledger.settled if one == name}:
            value = ledger.corrections[subject, name].value
            of_side = [at for at, row in enumerate(rows) if (row[0], row[2]) == (subject, role)]
            for at in of_side:
                land = value if len(of_side) == 1 else None
                rows[at] = (*rows[at][:3], land, rows[at][4])
    return pl.DataFrame(rows, schema=holdings.schema, orient="row")


def _of(parts: Iterable[Part], role: Role) -> list[Part]:
    return [part for part in parts if part.role == role]


def _corrected(correction: Correction, role: Role) -> Part:
    whole = correction.value if isinstance(correction.value, int) else 0
    note = words(
        "intake.land_corrected",
        part=item(correction.item).label, value=shown(correction), said=correction.note,
    )  # fmt: skip
    return Part(correction.subject, "", role, -whole if role == "let" else whole, note=note)


def _words(name: str, definition: AreaDefinition, correction: Correction) -> str:
    return words(
        f"intake.{name}",
        item=item(definition.item).label, part=item(correction.item).label, said=correction.note,
    )  # fmt: skip
