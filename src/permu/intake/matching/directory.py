"""The names on a register, found again by what is left of them: by parts, by pairs of characters, by sound."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from permu.intake.matching.lexicon import Lexicon, learned
from permu.intake.matching.names import Name, normal
from permu.intake.matching.sounds import sound

LONGEST = 80  # characters of a name that is worth comparing
_COMPARED = 12  # names that are compared in full
_COMMON, _COMMON_SHARE = 50, 100  # what more names have, and a hundredth, tells little


@dataclass(frozen=True, slots=True)
class Known:
    """A name that an enterprise has or had, with its parts."""

    code: str
    name: Name
    brand: str
    trade: str
    sound: str  # of the core
    is_former: bool = False

    @property
    def heard_brand(self) -> str:
        """How the brand sounds."""
        return self.sound[: len(self.brand)]


class Directory:
    """Every name of a register, in one order whatever the register's."""

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        """Take (name, code, whether it is a former one)."""
        short = ((normal(n), code, former) for n, code, former in names if len(n) <= LONGEST)
        listed = sorted({one for one in short if one[0]})
        self._lexicon: Lexicon = learned([name for name, _, former in listed if not former])
        self.known = [self._known(name, code, is_former=former) for name, code, former in listed]
        self.by_full: dict[str, list[Known]] = defaultdict(list)
        self.by_core: dict[str, list[Known]] = defaultdict(list)
        for known in self.known:
            self.by_full[known.name.full].append(known)
            if not known.name.branch:
                self.by_core[known.name.core].append(known)

    def part(self, name: str) -> Known:
        """A department's name as if it were on the register."""
        return self._known(normal(name), "", is_former=False)

    def _known(self, name: str, code: str, *, is_former: bool) -> Known:
        parts = self._lexicon.part(name)
        brand, trade = self._lexicon.brand(parts.core)
        return Known(code, parts, brand, trade, sound(parts.core), is_former)

    def near(self, asked: Known) -> list[Known]:
        """The few names that share most with one: only these are compared in full."""
        shared: Counter[int] = Counter()
        for key in _keys(asked):
            shared.update(self._blocks.get(key, ()))
        if not shared:
            return []
        few = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:_COMPARED]
        return [self.known[at] for at, _ in few]

    def having(self, letters: Iterable[str]) -> list[Known]:
        """The names that have the rarest of these characters; all, where none is given."""
        asked = set(letters)
        if not asked:
            return self.known
        rarest = min(asked, key=lambda one: (len(self._by_letter.get(one, ())), one))
        return [self.known[at] for at in self._by_letter.get(rarest, ())]

    @cached_property
    def _by_letter(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, known in enumerate(self.known):
            for letter in set(known.name.full):
                found[letter].append(at)
        return found

    @cached_property
    def _blocks(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, known in enumerate(self.known):
            for key in _keys(known):
                found[key].append(at)
        common = max(_COMMON, len(self.known) // _COMMON_SHARE)
        return {key: places for key, places in found.items() if len(places) <= common}


def _keys(known: Known) -> Iterator[str]:
    """What two spellings of one name share: brand or sound, or all but a character; else a pair of characters."""
    core, heard = known.name.core, known.sound
    yield f"^{known.brand}"
    yield f"^{known.heard_brand}"
    yield heard
    yield from {core[:at] + core[at + 1 :] for at in range(len(core))}
    yield core
    yield from {f"+{core[at : at + 2]}" for at in range(len(core) - 1)}
