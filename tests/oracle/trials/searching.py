"""How the second reading and the engine are asked alike."""

from collections.abc import Callable
from typing import TypeVar

from permu.terms.refusal import Refused

T = TypeVar("T")


def outcome(run: Callable[[], T]) -> T | str:
    """What comes out, or the code of the refusal."""
    try:
        return run()
    except Refused as refused:
        return refused.code
