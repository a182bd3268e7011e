"""A method in words: what each of its rules says, as an official would say it, in Chinese or English.

The page of a method, the method's sheet of a workbook and `permu diff` all say it with these.
"""

from permu.method.saying.conditions import condition_words, day_words
from permu.method.saying.figures import commitment_words, definition_words
from permu.method.saying.grading import (
    adjustment_words,
    grading_words,
    score_words,
    shares_of,
)
from permu.method.saying.indicators import (
    benchmark_words,
    bounds_words,
    missing_words,
    points_words,
    ratio_words,
)
from permu.method.saying.measures import measure_words
from permu.method.saying.procedure import merge_words, notice_words, procedure_words, scope_words
from permu.method.saying.speech import Speech

__all__ = [
    "Speech", "adjustment_words", "benchmark_words", "bounds_words", "commitment_words", "condition_words",
    "day_words", "definition_words", "grading_words", "measure_words", "merge_words", "missing_words",
    "notice_words", "points_words", "procedure_words", "ratio_words", "scope_words", "score_words",
    "shares_of",
]  # fmt: skip
