"""A published method: read, checked, compared, and its worked cases run."""

from permu.method.cases.model import CaseResult
from permu.method.cases.running import run_cases
from permu.method.comparing.changes import Change, compare_methods
from permu.method.library import library, library_methods
from permu.method.loading import check_method, keep_method, load_method
from permu.method.refusal import MethodRefused

__all__ = [
    "CaseResult", "Change", "MethodRefused", "check_method", "compare_methods", "keep_method",
    "library", "library_methods", "load_method", "run_cases",
]  # fmt: skip
