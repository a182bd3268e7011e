"""Fuzz one parser, in a process that the fuzzer then owns.

python -m tests.intake.fuzz xlsx -max_total_time=60 corpus seeds
"""

import resource
import sys
from random import Random

import atheris

with atheris.instrument_imports(include=["permu.intake"]):
    from .targets import TARGETS

from .mutators import MUTATORS

_MEMORY = 512 * 2**20
"""By the kernel: the fuzzer's own limit would count what its parent held when it was started."""


def main() -> None:
    """The first argument names the parser, the others are libFuzzer's."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    name, *arguments = sys.argv[1:]
    change = MUTATORS.get(name)
    if change is None:
        atheris.Setup([name, *arguments], TARGETS[name])
    else:

        def mutated(data: bytes, most: int, seed: int) -> bytes:
            changed = change(data, noise=atheris.Mutate, luck=Random(seed))
            return changed if len(changed) <= most else data

        atheris.Setup([name, *arguments], TARGETS[name], custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
