"""Print the digest of one evaluation: run by `test_one_digest` under other threads, seeds, zones and locales."""

import random
import sys

from permu.engine import evaluate
from permu.terms.facts import Facts
from tests.engine.one_digest import METHOD, made_facts


def main() -> None:
    for seed in sys.argv[1:]:
        given = made_facts()
        rows = list(range(len(given.table)))
        random.Random(int(seed)).shuffle(rows)
        facts = Facts(
            table=given.table[rows], cells=given.cells, year=given.year, as_of=given.as_of
        )
        print(evaluate(METHOD, facts).digest, facts.digest)  # noqa: T201


if __name__ == "__main__":
    main()
