"""What a form of answers says: which figures are disputed, and what they should be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from permu.evaluations.actions.confirming import Answer, Claim
from permu.evaluations.confirming.figures import Shown
from permu.evaluations.models import Dispute
from permu.evaluations.sentences import reading_language
from permu.register.actions import Upload
from permu.terms.refusal import Refused

LONGEST = 100


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in one figure's fields."""

    is_disputed: bool
    claimed: str
    reason: str


def filled(one: Shown, said: Mapping[str, str], dispute: Dispute | None) -> Filled:
    """As it was sent, where that was refused: nobody types it twice. Otherwise as it was last answered."""
    id_ = one.item.id
    if said:
        claimed, reason = (said.get(f"{name}-{id_}", "") for name in ("claimed", "reason"))
        return Filled(is_disputed=f"dispute-{id_}" in said, claimed=claimed, reason=reason)
    if dispute is None:
        return Filled(is_disputed=False, claimed="", reason="")
    return Filled(is_disputed=True, claimed=dispute.claimed, reason=dispute.reason)


Row = tuple[Shown, bool, Filled]


@dataclass(frozen=True)
class Given:
    """What one department gave: its workbooks, and its figures that the person may see or not."""

    provider: str
    figures: list[Row]

    @property
    def files(self) -> list[str]:
        """The workbooks of what is shown, each once."""
        return list(
            dict.fromkeys(file for one, may, _ in self.figures if may for file in one.files)
        )


def by_department(rows: Iterable[Row]) -> list[Given]:
    """The figures under who gave them, both in the catalogue's order."""
    found: dict[str, Given] = {}
    for row in rows:
        provider = row[0].item.provider
        found.setdefault(provider, Given(provider, [])).figures.append(row)
    return list(found.values())


def answer_of(
    said: Mapping[str, str],
    files: Mapping[str, Upload],
    figures: Iterable[Shown],
    *,
    as_of: date,
) -> Answer:
    """The answer: a figure is disputed whose box is ticked; all others are agreed to.

    Raises:
        Refused: a figure that is disputed is not said, or is none of its kind.
    """
    disputed = {
        one.item.id: _claim(one, said, files, as_of)
        for one in figures
        if said.get(f"dispute-{one.item.id}")
    }
    return Answer(shown=said.get("shown", ""), disputed=disputed, paper=files.get("paper"))


def _claim(one: Shown, said: Mapping[str, str], files: Mapping[str, Upload], as_of: date) -> Claim:
    from permu.engine.ripple import read_value

    id_ = one.item.id
    text = said.get(f"claimed-{id_}", "").replace("\0", "").strip()[:LONGEST]
    if not text:
        raise Refused("evaluations.claim_missing", item=one.label)
    value = read_value(id_, text, as_of=as_of, language=reading_language())
    kept = value if value is None or isinstance(value, int | bool | str) else value.isoformat()
    reason, evidence = said.get(f"reason-{id_}", ""), files.get(f"evidence-{id_}")
    return Claim(said=text, value=kept, reason=reason, evidence=evidence)
