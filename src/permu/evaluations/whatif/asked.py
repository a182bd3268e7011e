"""What an address of the what-if page asks for, and the address of what is asked: to be sent to a colleague as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.http import Http404, QueryDict

from permu.evaluations.access import scenarios_for
from permu.evaluations.models import KeptScenario
from permu.evaluations.movers import OWN
from permu.evaluations.whatif.fields import Typed, place_named, quoted, typed_in
from permu.register.models import User

MOST = 12
"""Scenarios of one stack."""
LONGEST_KEY = 18
"""Digits of a key: a longer one is no scenario's, and no database takes it."""
KEYS = ("s", "part", "of", "add", "up", "down", "out", "fits")
"""Fields that hold a scenario's key."""
OTHERS = ("alone", "csrfmiddlewaretoken", *OWN)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The stack in its order, those of it of which only what fits counts, and the numbers turned above it.

    With `is_alone` no other weight or share makes room for one that is turned. `of` is the scenario
    that was opened to be changed. `unread` is what nobody can make anything of.
    """

    stack: tuple[KeptScenario, ...] = ()
    partly: frozenset[int] = frozenset()
    typed: Typed = field(default_factory=dict)
    is_alone: bool = False
    of: KeptScenario | None = None
    unread: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The address: the same for the same question."""
        found = QueryDict(mutable=True)
        found.setlist("s", [str(one.pk) for one in self.stack])
        found.setlist("part", [str(one.pk) for one in self.stack if one.pk in self.partly])
        for place, number in self.typed.items():
            found[place.name] = f"{number.normalize():f}"
        if self.is_alone:
            found["alone"] = "1"
        if self.of:
            found["of"] = str(self.of.pk)
        return found.urlencode()

    def moved(self, said: QueryDict) -> "Asked":
        """With a scenario of the stack a place `up` or `down`, taken `out`, or used as far as it `fits`."""
        order = list(self.stack)
        for verb, step in (("up", -1), ("down", 1)):
            at = next((n for n, one in enumerate(order) if str(one.pk) == said.get(verb)), None)
            if at is not None and 0 <= at + step < len(order):
                order[at], order[at + step] = order[at + step], order[at]
        fits = {one.pk for one in order if str(one.pk) == said.get("fits")}
        stack = tuple(one for one in order if str(one.pk) != said.get("out"))
        return replace(self, stack=stack, partly=self.partly | fits)

    def with_kept(self, kept: KeptScenario) -> "Asked":
        """With what was typed kept as a scenario: it is the stack's last now, in place of the one it is a version of."""
        stack = tuple(one for one in self.stack if one.code != kept.code)
        return replace(self, stack=(*stack, kept), typed={}, is_alone=False, of=None)


def asked_in(said: QueryDict, user: User) -> Asked:
    """What a request asks for.

    Raises:
        Refused: something typed is no number.
        Http404: it names a scenario that is not there.
    """
    known = scenarios_for(user).in_bulk(_ids(said, "s", "add", "of"))
    try:
        stack = {pk: known[pk] for pk in _ids(said, "s", "add")}
        of = next((known[pk] for pk in _ids(said, "of")), None)
    except KeyError as absent:
        raise Http404 from absent
    return Asked(
        stack=tuple(stack.values())[:MOST],
        partly=frozenset(_ids(said, "part")),
        typed=typed_in(said),
        is_alone=said.get("alone") == "1",
        of=of,
        unread=tuple(_unread(said))[:MOST],
    )


def _unread(said: QueryDict) -> Iterator[str]:
    """What no field of the page is called, and keys that are none."""
    for name, text in ((name, text) for name, texts in said.lists() for text in texts):
        is_key = name in KEYS and text.isascii() and text.isdigit()
        if text and not (is_key or name in OTHERS or place_named(name)):
            yield f"{quoted(name)}={quoted(text)}"


def _ids(said: QueryDict, *names: str) -> list[int]:
    texts = [text for name in names for text in said.getlist(name)]
    digits = [text.lstrip("0") or "0" for text in texts if text.isascii() and text.isdigit()]
    if any(len(text) > LONGEST_KEY for text in digits):
        raise Http404
    return [int(text) for text in digits][: 2 * MOST]
