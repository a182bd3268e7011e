"""How long these properties are searched, and how the second reading and the engine are asked alike."""

from collections.abc import Callable
from typing import TypeVar

from hypothesis import HealthCheck, settings

from permu.terms.refusal import Refused

T = TypeVar("T")
# `make torture` asks for more.
TORTURE = settings().max_examples > settings.get_profile("usual").max_examples


def searched(examples: int) -> settings:
    """So many examples where nothing more is asked for; under torture every one that is."""
    return settings(
        max_examples=settings().max_examples if TORTURE else examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def outcome(run: Callable[[], T]) -> T | str:
    """What comes out, or the code of the refusal."""
    try:
        return run()
    except Refused as refused:
        return refused.code
