"""From scores to rank and grade (步骤9): by shares, in two stages, by thresholds, by ordered rules."""

from permu.engine.grading.holding import grade_holds
from permu.engine.grading.keys import with_keys
from permu.engine.grading.pools import ends_of
from permu.engine.grading.quotas import cuts, cuts_of_pools, quota, shared_out
from permu.engine.grading.ranking import rank
from permu.engine.grading.rules import rule_doubts, with_rules, with_thresholds

__all__ = [
    "cuts", "cuts_of_pools", "ends_of", "grade_holds", "quota", "rank", "rule_doubts", "shared_out", "with_keys",
    "with_rules", "with_thresholds",
]  # fmt: skip
