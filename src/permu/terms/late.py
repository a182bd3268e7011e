"""Names of a room that are loaded at first use, so that nobody waits for what they do not ask for."""

from collections.abc import Callable, Mapping
from importlib import import_module


def late(room: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a room: each name of `homes` comes from that module of the room.

    No module may bear a name of `homes`: once loaded it would hide it.
    """

    def of_room(name: str) -> object:
        if name not in homes:
            raise AttributeError(name)
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    return of_room
