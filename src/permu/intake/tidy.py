"""Text made comparable: one width, no spaces, no invisible characters. Never what is stored."""

import os
import re
import unicodedata
from pathlib import Path

BRACKETS = str.maketrans("〔〕【】[]〖〗{}<>《》", "()" * 7)
_DASHES = frozenset("—–-―−－/\\无") | {"——", "--", "暂无", "不详", "未提供", "n/a", "null"}
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})  # controls, marks of direction, separators of lines
_APOSTROPHES = "'’‘`"
_QUOTED_CSV = re.compile(r'="([^"]*)"')


def visible(text: str) -> str:
    """Text without control and direction marks, without the apostrophe that keeps a number as text."""
    shown = text
    if not text.isprintable():
        shown = "".join(one for one in text if unicodedata.category(one) not in _UNSEEN)
    quoted = _QUOTED_CSV.fullmatch(shown.strip())
    return (quoted[1] if quoted else shown).strip().lstrip(_APOSTROPHES).strip()


def spelled(text: str) -> str:
    """A code without the spaces that part it, whatever their width; nothing else of it is changed."""
    return "".join(visible(text).split())


def tidy(text: str) -> str:
    """As `visible`, in NFKC (㎡ is m2, （ is (), without any space."""
    shown = visible(text)
    wide = shown if shown.isascii() else unicodedata.normalize("NFKC", shown)
    return "".join(wide.split())


def name_key(name: str) -> str:
    """What two spellings of one enterprise name share: width, spaces and kinds of brackets aside."""
    return tidy(name).translate(BRACKETS).casefold()


def is_dash(text: str) -> bool:
    """Whether a department wrote that there is nothing to write: 「—」「无」「/」."""
    return tidy(text).casefold() in _DASHES


def file_name(path: Path) -> str:
    """A file's name for people: one line, and in GB18030 where an unpacked archive left it so."""
    raw = os.fsencode(path.name)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("gb18030", "replace")
    return " ".join("".join(one if one.isprintable() else " " for one in name).split())
