"""What enterprises are called on the register."""

from collections.abc import Iterable

from permu.register.models import Enterprise

AT_A_TIME = 10_000
"""Codes in one question: a database takes some ten thousand, not all of a county."""


def registered_names(codes: Iterable[str]) -> dict[str, str]:
    """The registered names of those codes that are on the register."""
    wanted = sorted(set(codes))
    parts = (wanted[start : start + AT_A_TIME] for start in range(0, len(wanted), AT_A_TIME))
    return {
        code: name
        for part in parts
        for code, name in Enterprise.objects.filter(credit_code__in=part).values_list(
            "credit_code", "name"
        )
    }
