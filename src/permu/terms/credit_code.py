"""The unified social credit code (统一社会信用代码), GB 32100-2015 with its 2016 amendment.

Eighteen characters: who registers, what kind of body, six of GB/T 2260, nine of the subject, a
check character. Village bodies (N1 组, N2 村, N3 乡镇) start with a letter; they own much of a
town's land and are as valid as any.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I O Z S V
WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
BODIES = {  # 登记管理部门 + 机构类别, GB 32100-2015 表1 and its 2016 amendment
    "1": "1239", "2": "19", "3": "123459", "4": "19", "5": "12359", "6": "129", "7": "129",
    "8": "19", "9": "123", "A": "19", "N": "1239", "Y": "1",
}  # fmt: skip
LOOK_ALIKE = str.maketrans("IOZSV", "10254")

Problem = Literal[
    "empty", "length", "letters", "body", "check", "registry_number", "organisation_code"
]


def check_character(first_17: str) -> str:
    """The eighteenth character: (31 − Σ value × 3^i mod 31) mod 31."""
    total = sum(
        ALPHABET.index(letter) * weight for letter, weight in zip(first_17, WEIGHTS, strict=True)
    )
    return ALPHABET[-total % 31]


def problem(code: str) -> Problem | None:
    """What is wrong with `code`, or None for a valid credit code.

    Legacy numbers are recognised, not accepted: `registry_number` (工商注册号, 13 or 15
    digits) and `organisation_code` (组织机构代码, 9 characters, hyphen or not).

    >>> problem("91110000600037341L") is None
    True
    """
    if not code:
        return "empty"
    if re.fullmatch(r"\d{13}|\d{15}", code):
        return "registry_number"
    if re.fullmatch(r"[0-9A-Z]{8}-?[0-9X]", code):
        return "organisation_code"
    if len(code) != 18:
        return "length"
    if any(letter not in ALPHABET for letter in code) or not code[2:8].isdigit():
        return "letters"
    if code[1] not in BODIES.get(code[0], ""):
        return "body"
    return None if check_character(code[:17]) == code[17] else "check"


def is_credit_code(code: str) -> bool:
    """Whether `code` is a valid unified social credit code."""
    return problem(code) is None


def repair(code: str) -> str | None:
    """A valid code that `code` may mean (full width, lower case, look-alike letters), to propose, never to apply."""
    tidy = plain(code)
    for candidate in (tidy, tidy.translate(LOOK_ALIKE)):
        if candidate != code and is_credit_code(candidate):
            return candidate
    return None


def plain(code: str) -> str:
    """A code in half width and capitals, without spaces and hyphens."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", code)).upper()


def organisation_part(code: str) -> str:
    """Characters 9 to 17 of a credit code: the organisation code that the subject had before."""
    return code[8:17]


def slips(code: str) -> Iterator[str]:
    """Every text of 18 characters that one slip parts from `code`: one changed, lost or added, or two turned about."""
    if not 17 <= len(code) <= 19:
        return
    cuts = [(code[:at], code[at:]) for at in range(len(code) + 1)]
    if len(code) == 18:
        yield from (left + one + right[1:] for left, right in cuts[:-1] for one in ALPHABET)
        yield from (left + right[1] + right[0] + right[2:] for left, right in cuts[:-2])
    elif len(code) == 17:
        yield from (left + one + right for left, right in cuts for one in ALPHABET)
    else:
        yield from (left + right[1:] for left, right in cuts[:-1])
