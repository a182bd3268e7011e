"""The tutorial played: its files written, its commands run, step by step, and what they then print.

Marks of its fenced blocks: `file: NAME` (a new file), `add to: NAME`, `change: NAME` (a line, and
what it becomes), `prints` (what the shell lines before it say).
"""

import re

from .desk import Desk
from .pages import FENCE, ROOT

TUTORIAL = ROOT / "docs/officials/办法入库20分钟.md"
_DIGEST = re.compile(r"[0-9a-f]{32}(?:\.[0-9a-f]{32})*")
"""Another with every change of the program: no reader compares it."""


def played(text: str, desk: Desk) -> str:
    """The tutorial's text as it is after a reader has done all of it: with what the commands print now."""
    done, end, said = "", 0, ""
    for fence in FENCE.finditer(text):
        act, _, name = (fence["mark"] or "").partition(": ")
        if act in _WRITERS:
            _WRITERS[act](desk, name, fence["text"])
        if fence["kind"] == "sh":
            said = desk.run(f"{{ {fence['text']} }} 2>&1 || true").stdout
        if act == "prints":
            done += text[end : fence.start("text")] + _DIGEST.sub("……", said)
            end = fence.end("text")
    return done + text[end:]


def _new(desk: Desk, name: str, text: str) -> None:
    path = desk.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def _add(desk: Desk, name: str, text: str) -> None:
    path = desk.folder / name
    path.write_text(path.read_text("utf-8") + "\n" + text, "utf-8")


def _change(desk: Desk, name: str, text: str) -> None:
    path = desk.folder / name
    old, new = text.splitlines()
    before = path.read_text("utf-8")
    assert before.count(old) == 1, old
    path.write_text(before.replace(old, new), "utf-8")


_WRITERS = {"file": _new, "add to": _add, "change": _change}
