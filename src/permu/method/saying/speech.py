"""Who is spoken to, and what the figures of a method are called."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from permu.method.model import Method, Source
from permu.terms.items import items
from permu.terms.quantities import UNITS
from permu.terms.refusal import Language, words


@dataclass(frozen=True)
class Speech:
    """One language, and the names that figures have in one method: definitions before items, then indicators.

    Without a method only items have names.
    """

    language: Language
    method: Method | None = None

    def say(self, name: str, /, **details: object) -> str:
        """A sentence of the room's catalogue."""
        return words(f"method.{name}", self.language, **details)

    def name(self, figure: str) -> str:
        """What people call an item, a definition or an indicator."""
        return self._names.get(figure, figure)

    def names(self, figures: Iterable[str]) -> str:
        """Several of them, as a list."""
        return self.list(map(self.name, figures))

    def list(self, texts: Iterable[str]) -> str:
        """Texts one after the other: 甲、乙、丙."""
        return self.say("comma").join(texts)

    def number(self, value: Decimal | None) -> str:
        """A number as the notice prints it."""
        return self.say("none") if value is None else f"{value:f}"

    def unit(self, code: str) -> str:
        """`10k_yuan/mu` as 万元/亩; any other text as it is."""
        parts = code.split("/")
        if not all(part in UNITS for part in parts):
            return code
        found = [UNITS[part] for part in parts]
        return "/".join(one.called(self.language) for one in found)

    def source(self, source: Source) -> str:
        """The clause, or what the file assumes because the notice is silent."""
        return source.cited or self.say("assumed", why=source.assumed)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        names = {id_: one.called(self.language) for id_, one in items().items()}
        if self.method:
            groups = self.method.groups
            indicators = (one for group in groups for one in group.indicators)
            names = {one.id: one.label for one in indicators} | names
            names |= {one.id: one.label for one in self.method.definitions}
        return names
