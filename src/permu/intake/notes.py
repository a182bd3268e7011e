"""What a sheet says of itself outside its table: the units of its figures and the year they are of."""

import re
import unicodedata
from collections.abc import Iterator

from permu.intake.grid import Sheet
from permu.intake.headers import Header, unit_meant
from permu.intake.tidy import BRACKETS
from permu.terms.quantities import Unit

_UNIT_WORD = re.compile(r"([\u4e00-\u9fff]*)单位")
_ISSUES = re.compile(r"(制表|填表|填报|报送|上报|编制|主管|责任|负责|牵头|审核|申报|各|本|我)$")
_ISSUER = re.compile(r"(局|公司|委|办|中心|政府|所|站|科|处|院)$")
_NAMED = re.compile(r"[:(]\s*([^\s():,;。、]+)")
_AS_UNIT = re.compile(r"[以按](?:人民币)?([^\s():,;。、]{1,5}?)(?:为单位|计)")
_MONEY = re.compile(r"^人民币|人民币$")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?:1月?[-—–~至到]12月|(?!\d))")
_BARE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_FEW = 2  # cells of a row below the table that is a remark


def units_noted(sheet: Sheet, header: Header) -> tuple[list[Unit], list[str]]:
    """Units that the rows above the header and the remarks below it state, and what is no known unit.

    `单位：元`, `货币单位 万元`, `金额：万元`, `税款（万元）`, in the sheet's name too. Who issued a form (`制表单位：税务局`) is no unit.
    """
    known: list[Unit] = []
    unknown: list[str] = []
    for text in _outside(sheet, header):
        stated, strange = units_in(text)
        known += stated
        unknown += strange
    return known, unknown


def units_in(text: str) -> tuple[list[Unit], list[str]]:
    """As `units_noted`, of one text."""
    shown = _normal(text)
    stated = (*_NAMED.findall(shown), *_AS_UNIT.findall(shown))
    known = [unit for one in stated if (unit := _unit(one))]
    unknown: list[str] = []
    for subject, rest in _after_the_word(shown):
        first, *more = rest.strip(":( 为").split()
        for part in re.split(r"[、和,]", first):
            units = [_unit(one) for one in part.split("/")]
            units = units if all(units) else [_unit(part + "".join(more[:1]))]  # `万 元`
            if all(units) and len({unit.dimension for unit in units if unit}) == 1:
                known += (unit for unit in units if unit)
            elif rest[0] == ":" and not (_ISSUES.search(subject) or _ISSUER.search(part)):
                unknown.append(part)
    return known, unknown


def _outside(sheet: Sheet, header: Header) -> Iterator[str]:
    yield sheet.name
    for number in sheet.numbers:
        texts = [cell.text for cell in sheet.rows[number].values() if cell.kind == "t"]
        is_remark = number >= header.first_data_row and len(sheet.rows[number]) <= _FEW
        if number < header.row or (is_remark and any("单位" in text for text in texts)):
            yield from texts


def _normal(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).translate(BRACKETS)
    return re.sub(r"单\s+位", "单位", wide)


def _after_the_word(text: str) -> Iterator[tuple[str, str]]:
    """For each 「单位」: what it is the 单位 of, and what follows up to the next."""
    words = list(_UNIT_WORD.finditer(text))
    for at, word in enumerate(words):
        until = words[at + 1].start() if at + 1 < len(words) else len(text)
        rest = re.split(r"[;。)]", text[word.end() : until])[0]
        if rest[:1] in (":", "(", "为", " ") and rest.strip(":( 为"):
            yield word[1], rest


def _unit(text: str) -> Unit | None:
    return unit_meant(_MONEY.sub("", text))


def years_named(sheet: Sheet, header: Header) -> frozenset[int]:
    """The years that the sheet's name and the rows above its header say its figures are of.

    A day or a month (`截止2026年2月28日`) is none; `2025年1-12月` is one.
    """
    bare = _BARE_YEAR.findall(sheet.name)
    texts = [sheet.name, *(f"{year}年" for year in bare)]
    for number in (one for one in sheet.numbers if one < header.row):
        texts += (cell.text for cell in sheet.rows[number].values())
    tidy = ("".join(unicodedata.normalize("NFKC", text).split()) for text in texts)
    return frozenset(int(year) for text in tidy for year in _YEAR.findall(text))
