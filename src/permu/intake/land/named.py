"""Who and what the land sheets name: parties with their kind, parcels by number."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from permu.intake.land.book import Party, PartyKind
from permu.intake.land.wording import HOLDERS
from permu.intake.matching import Match
from permu.intake.rows import Row, Table
from permu.intake.tidy import name_key, tidy


@dataclass
class Named:
    """The parties and parcels that the sheets name, each once however it is spelled."""

    towns: Mapping[str, str]  # of each enterprise on the register
    parties: dict[str, Party] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)  # a parcel's number as first written

    def number(self, table: Table, row: Row) -> str:
        """The parcel that a row names, however it is spelled; without a number it is one of its own."""
        reading = row.readings["parcel"]
        if not isinstance(reading.value, str):
            return f"{table.source.sheet} 第 {row.number} 行"
        return self.numbers.setdefault(name_key(reading.raw), reading.raw)

    def party(self, match: Match, row: Row, names: Mapping[str, str], *, said: str = "") -> str:
        """Whom a row names; put among the parties."""
        id_ = match.key or f"?{row.number}"
        if id_ not in self.parties:
            name = names.get(match.subject, "") or match.raw_name or match.raw_code or "（空）"
            self.parties[id_] = Party(id=id_, name=name, kind=_kind(match, said))
        return id_


def _kind(match: Match, said: str) -> PartyKind:
    if match.subject:
        return "firm"
    if match.is_village:
        return "village"
    return HOLDERS.get(tidy(said)) or ("unregistered" if match.is_stranger else "unsettled")


def towns_of(register: Table | None) -> dict[str, str]:
    """The town of each enterprise on the register."""
    rows = register.rows if register else ()
    return {
        row.subject: str(row.readings["town"].value)
        for row in rows
        if row.subject and row.readings["town"].value
    }
