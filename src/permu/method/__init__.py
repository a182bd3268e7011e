"""A published method: read, checked, compared, and its worked cases run.

The names of the contract come from here; they are loaded at first use, so that who evaluates a method
in hand does not wait for what reads, compares and tries one.
"""

from typing import TYPE_CHECKING

from permu.terms.late import late

if TYPE_CHECKING:  # for the type checker alone: at run time `late` answers
    from permu.method.cases.model import CaseResult as CaseResult
    from permu.method.cases.running import run_cases as run_cases
    from permu.method.checking import check_library as check_library
    from permu.method.checking import head_of as head_of
    from permu.method.comparing.changes import Change as Change
    from permu.method.comparing.changes import compare_methods as compare_methods
    from permu.method.loading import check_method as check_method
    from permu.method.loading import keep_method as keep_method
    from permu.method.loading import load_method as load_method
    from permu.method.procedure import closes_at as closes_at
    from permu.method.refusal import MethodRefused as MethodRefused
    from permu.method.shelf import library as library
    from permu.method.shelf import library_methods as library_methods
    from permu.method.versions import in_force as in_force
    from permu.method.versions import of_year as of_year

__getattr__ = late(__name__, {
    "CaseResult": "cases.model", "run_cases": "cases.running", "Change": "comparing.changes",
    "compare_methods": "comparing.changes", "check_method": "loading", "keep_method": "loading",
    "load_method": "loading", "MethodRefused": "refusal", "library": "shelf", "library_methods": "shelf",
    "check_library": "checking", "head_of": "checking", "in_force": "versions", "of_year": "versions",
    "closes_at": "procedure",
})  # fmt: skip
