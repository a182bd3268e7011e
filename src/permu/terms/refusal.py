"""How Permu says no, or says what it found: in Chinese first, English second, from one catalogue a room."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]


class Refused(Exception):  # noqa: N818 — the house's word for it: input was refused, nothing broke
    """Input that was refused. Says what, why and what to do next; nothing was written.

    `code` is `room.name`; the words stand in `permu/<room>/messages.toml` as
    `[name] zh = "…", en = "…"`, with `{placeholders}` filled from `details`.
    """

    def __init__(self, code: str, /, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        return self.text()

    def text(self, language: Language = "zh") -> str:
        """The sentence for a person, without a path of this machine or a traceback."""
        return words(self.code, language, **self.details)


def words(code: str, language: Language = "zh", /, **details: object) -> str:
    """The catalogue's sentence for `code`, filled from `details`.

    Raises:
        KeyError: the code is in no catalogue (a fault of ours; a house test looks for it).
    """
    room, name = code.split(".", 1)
    return _catalogue(room)[name][language].format(**details)


@cache
def _catalogue(room: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(f"permu.{room}").joinpath("messages.toml").read_text("utf-8"))
