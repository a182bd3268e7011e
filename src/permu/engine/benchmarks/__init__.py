"""Benchmark values: printed by the notice, or worked out from the ranked group and then frozen (步骤7).

Whom a computed benchmark counts: the subjects of the group that stand in its ranking (held back,
ungraded, deferred and exempt ones do not) and have both numerator and denominator, the latter above
zero. A mean is Σ numerators ÷ Σ denominators of those same subjects, exactly; not the mean of ratios,
which is a kind of its own (`mean_of_values`). One subject makes a group: its own value is then the
mean, the best and both ends of the range. Where the notice keeps a benchmark to so many decimals, the
rounded one is the official one from then on.
"""

from permu.engine.benchmarks.frozen import (
    NONE_FROZEN,
    NOTHING,
    Benchmark,
    Frozen,
    Judged,
    as_text,
    benchmark_table,
    benchmarks_from,
    frozen_in,
    stated,
    unjudged,
)
from permu.engine.benchmarks.known import Base, Known
from permu.engine.benchmarks.working import (
    benchmarks_of,
    common_denominator,
    refuse_empty,
    refuse_unless_positive,
    refuse_unwritable,
)

__all__ = [
    "NONE_FROZEN",
    "NOTHING",
    "Base",
    "Benchmark",
    "Frozen",
    "Judged",
    "Known",
    "as_text",
    "benchmark_table",
    "benchmarks_from",
    "benchmarks_of",
    "common_denominator",
    "frozen_in",
    "refuse_empty",
    "refuse_unless_positive",
    "refuse_unwritable",
    "stated",
    "unjudged",
]  # fmt: skip
