"""The words of official papers. 公文 are written in Chinese, whatever language their maker reads."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

DIGITS = "零一二三四五六七八九"
TEN = 10
A_LINE = 70


@cache
def _words() -> Mapping[str, str]:
    text = files("permu.documents.official").joinpath("wording.toml").read_text("utf-8")
    return tomllib.loads(text)


def wording(name: str, /, **about: object) -> str:
    """A sentence of the papers, filled in."""
    return _words()[name].format(**about)


def listed(said: Iterable[str]) -> str:
    """One after the other, as a sentence has them: 甲、乙、丙."""
    return wording("list_comma").join(said)


def in_lines(text: str) -> list[str]:
    """A long digest in lines that a page has room for: no word processor breaks it by itself."""
    return [text[at : at + A_LINE] for at in range(0, len(text), A_LINE)]


def chinese(number: int) -> str:
    """A number up to 99 as headings have it.

    >>> [chinese(number) for number in (1, 10, 12, 20, 34)]
    ['一', '十', '十二', '二十', '三十四']
    """
    tens, ones = divmod(number, TEN)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def day(on: date) -> str:
    """A day as papers write it: no zeros before it (GB/T 9704-2012, 7.3.5.4).

    >>> day(date(2026, 7, 1))
    '2026年7月1日'
    """
    return f"{on.year}年{on.month}月{on.day}日"
