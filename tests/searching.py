"""How long a property is searched: so far in `make test`, half as far in CI, as far as it is asked in `make torture`."""

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings

from tests.conftest import IN_CI

UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
"""For cases so large that they shrink for minutes."""

# `make torture` asks for more.
TORTURE = settings().max_examples > settings.get_profile("usual").max_examples


def searched(examples: int, phases: Sequence[Phase] = tuple(Phase)) -> settings:
    """So many examples where nothing more is asked for; under torture every one that is.

    CI takes the same ones each time, so it takes half of them.
    """
    usual = (examples + 1) // 2 if IN_CI else examples
    return settings(
        max_examples=settings().max_examples if TORTURE else usual,
        deadline=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
