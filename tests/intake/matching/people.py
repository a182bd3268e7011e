"""A small register, and what it says of a row."""

from permu.intake.grid import BLANK, Cell
from permu.intake.matching import Match, Proposal, Register

from ..forms import BOLT, NAMES


def known() -> Register:
    """Three enterprises, one of them with a former name."""
    register = Register()
    for code, name in NAMES.items():
        register.add(code, name, "样例县坚石标准件厂" if code == BOLT else "")
    return register


def asked(register: Register, name: str, code: str = "") -> Match:
    """Whose a row with this name and this code is."""
    return register.match(Cell("t", code) if code else BLANK, Cell("t", name))


def first(match: Match) -> Proposal:
    """The likeliest proposal."""
    return match.proposals[0]
