"""OWASP ASVS: which requirement is tested where, does not apply, or is open."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .pages import ROOT

USUAL = "dengbao"
DATA = ROOT / "docs/developers/asvs.toml"
CHAPTERS = {
    "V1": "Encoding and sanitization", "V2": "Validation and the order of work", "V3": "The browser",
    "V4": "The API and messages", "V5": "Files", "V6": "Signing in", "V7": "Sessions",
    "V8": "Who may do what", "V9": "Self-contained tokens", "V10": "OAuth and OIDC",
    "V11": "Cryptography", "V12": "TLS", "V13": "Configuration", "V14": "Data protection",
    "V15": "Code and libraries", "V16": "Logs and errors", "V17": "WebRTC",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One requirement; of `tests`, `not_applicable` and `open` one alone says something.

    What only one profile of password rules meets names that `profile`, and what the other asks for `otherwise`.
    """

    id: str
    level: int
    asks: str
    tests: tuple[str, ...] = ()
    not_applicable: str = ""
    open: str = ""
    profile: str = ""
    otherwise: str = ""

    @property
    def chapter(self) -> str:
        """As `V6`."""
        return self.id.partition(".")[0]

    @property
    def status(self) -> str:
        """The one that says something; several, where the file is wrong."""
        said = {"tested": self.tests, "not applicable": self.not_applicable, "open": self.open}
        return " and ".join(name for name, value in said.items() if value)


@cache
def requirements() -> tuple[Requirement, ...]:
    """Every one, in the order of the file."""
    found = tomllib.loads(DATA.read_text("utf-8"))
    return tuple(
        Requirement(id=id_, **said | {"tests": tuple(said.get("tests", ()))})
        for id_, said in found.items()
    )


def page() -> Iterator[str]:
    """How many of each, what is open, and every requirement."""
    found = requirements()
    yield "| | level 1 | level 2 |"
    yield "|---|---|---|"
    counted = Counter((one.status, one.level) for one in found)
    for status in ("tested", "not applicable", "open"):
        yield f"| {status} | {counted[status, 1]} | {counted[status, 2]} |"
    yield "\n## What is open\n"
    yield from [f"- **{one.id}** {one.asks} {one.open}" for one in found if one.open] or [
        "Nothing."
    ]
    yield "\n## What one profile of password rules alone meets\n"
    yield from (
        f"- **{one.id}** {one.asks[:-1]}: {_under(one)[:-4]}" for one in found if one.profile
    )
    for chapter, title in CHAPTERS.items():
        yield f"\n## {chapter} {title}\n"
        yield "| | level | asks | |"
        yield "|---|---|---|---|"
        yield from (_row(one) for one in found if one.chapter == chapter)


def _row(one: Requirement) -> str:
    tests = "<br>".join(f"`{name.partition('::')[2]}` in {_file(name)}" for name in one.tests)
    other = (
        f"not applicable: {one.not_applicable}" if one.not_applicable else f"**open**: {one.open}"
    )
    return f"| {one.id} | {one.level} | {one.asks} | {_under(one)}{tests or other} |"


def _under(one: Requirement) -> str:
    """Of what one profile alone meets, which, and what the usual one asks for instead."""
    if not one.profile:
        return ""
    return (
        f"met under PERMU_PASSWORDS={one.profile}; the profile {USUAL} asks for {one.otherwise}<br>"
    )


def _file(name: str) -> str:
    path = name.partition("::")[0]
    return f"[{path}](../../tests/{path})"
