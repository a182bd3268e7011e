"""What the rooms promise each other, as the page has it, is what their functions take."""

import inspect
import re
from importlib import import_module
from itertools import groupby

import pytest

from .pages import ROOT, fences

PAGE = ROOT / "docs/developers/contracts.md"
ROOM, CALL = re.compile(r"# ([\w.]+)$"), re.compile(r"\b([a-z_]+)\(([^()]*)\)")


def _promises() -> list[tuple[str, str, list[str]]]:
    """(room, function, its parameters as the page names them)."""
    (code,) = [fence.text for fence in fences(PAGE) if fence.kind == "python"]
    found = []
    room = ""
    for line in code.splitlines():
        named = ROOM.match(line)
        room = named[1] if named else room
        for name, taken in CALL.findall(line.partition("#")[0]):
            parameters = (part.partition(":")[0].partition("=")[0] for part in taken.split(","))
            found.append((room, name, [word.strip() for word in parameters if word.strip() != "*"]))
    return found


PROMISES = _promises()


@pytest.mark.parametrize(("room", "name", "parameters"), PROMISES)
def test_a_function_takes_what_the_page_says(room: str, name: str, parameters: list[str]) -> None:
    taken = list(inspect.signature(getattr(import_module(f"permu.{room}"), name)).parameters)

    assert parameters == taken


def test_every_room_of_the_library_promises_something() -> None:
    rooms = (room.partition(".")[0] for room, _, _ in PROMISES)
    assert [room for room, _ in groupby(rooms)] == [
        "method", "intake", "engine", "documents", "sample",
    ]  # fmt: skip
