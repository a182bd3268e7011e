"""Which of a sheet's headings a dataset means: its own name before its synonyms, longer spellings too."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from permu.intake.grid import Sheet
from permu.intake.headers import Header, headers_of
from permu.intake.profiles import Column, Profile, Who
from permu.intake.tidy import tidy
from permu.terms.refusal import Refused

_YEAR = r"20\d\d(?:年度?|财年|)(?:1-12月|全年)?"
_BEFORE = re.compile(rf"(?:{_YEAR}|本年度?|当年|年度|全年|1-12月|年|企业|其中:)/?")
_AFTER = re.compile(rf"(?:情况|数额|金额|总额|总数|数|额|/?合计|/?总计|/?小计|\({_YEAR}\))$")
_ABOVE = re.compile(
    rf"{_YEAR}|本年度?|全年|基本.*|.*(?:情况|信息|数据|指标)|企业.*|项目.*|纳税.*|税收|税务.*|用地|土地|单位.*"
)
_REMARKED = re.compile(r"(.+?)\(([^()]*)\)")
_LIKE_A_UNIT = re.compile(r"元|亩|米|顷|平方|公里|[%$¥€£]|^[十百千万亿]+.?$")
_DIFFERENT = re.compile(
    r"上年|去年|前年|上期|曾用|原名|变更前|同期|同比|增长|增幅|预计|计划|目标|应缴|欠缴|亩均|人均|户均"
)
_SEEN = 30  # headings that a sentence names


@dataclass(frozen=True)
class Meant:
    """A sheet's headings as one dataset reads them."""

    profile: Profile
    remarks: tuple[str, ...]  # brackets in the figure's heading that say more of it
    has_hidden_twin: bool = False  # another column of that name does not show


def meant(profile: Profile, sheet: Sheet, file: str) -> Meant:
    """The profile with the spellings of this sheet, of each column only the likeliest that is there.

    Raises:
        Refused: the figure, or both code and name, have no column; or a unit that nobody knows.
    """
    headers = headers_of(sheet)
    labels = list(dict.fromkeys(one.label for header in headers for one in header.headings))
    spec = profile.sheets[0]
    who = {role: _who(one, labels) for role, one in spec.who.items()}
    columns = tuple(_column(column, labels) for column in spec.columns)
    missing = [one.headers[0] for one in spec.columns if one.needed and not _is_there(one, columns)]
    strange = next((one for column in spec.columns for one in _strange(column, labels)), "")
    if missing and strange:
        raise Refused("intake.unknown_unit", file=file, column=strange)
    keyless = not any((*one.code, *one.name) for one in who.values())
    missing += ["统一社会信用代码（或企业名称）"] if keyless else []
    if missing:
        raise Refused(
            "intake.column_missing", file=file, form=profile.title, sheet=sheet.name or "（CSV）",
            columns="、".join(missing), seen=_seen(headers),
        )  # fmt: skip
    own = replace(profile, sheets=(replace(spec, who=who, columns=columns),))
    return Meant(own, tuple(filter(None, map(_remark, columns[0].headers))))


def _is_there(column: Column, found: Sequence[Column]) -> bool:
    return any(one.id == column.id and one.headers for one in found)


def _seen(headers: Sequence[Header]) -> str:
    """The headings of the row that has most."""
    row = max(headers, key=lambda header: (len(header.headings), -header.depth, -header.row))
    return "、".join(heading.label for heading in row.headings[:_SEEN])


def _who(who: Who, labels: Sequence[str]) -> Who:
    return replace(who, code=_likeliest(who.code, labels), name=_likeliest(who.name, labels))


def _column(column: Column, labels: Sequence[str]) -> Column:
    return replace(column, headers=_likeliest(column.headers, labels))


def _likeliest(headers: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """The sheet's spellings of the first of the headings that it has any of."""
    spelled = [(label, _cores(label)) for label in labels]
    for heading in map(tidy, headers):
        found = [label for label, cores in spelled if heading in cores]
        if found:
            return tuple(found)
    return ()


def _cores(label: str) -> set[str]:
    """What a heading may be a longer spelling of: itself, without year, remark, 合计, or general words above."""
    if _DIFFERENT.search(label):
        return {label}
    remarked = _REMARKED.fullmatch(label)
    bare = remarked[1] if remarked and not _LIKE_A_UNIT.search(remarked[2]) else label
    above, _, last = bare.rpartition("/")
    general = bool(above) and all(_ABOVE.fullmatch(level) for level in above.split("/"))
    shorter = [bare, *([last] if general else [])]
    shorter += [_BEFORE.sub("", one, count=1) for one in shorter if _BEFORE.match(one)]
    shorter += [_AFTER.sub("", one) for one in shorter]
    return {label, *shorter}


def _remark(label: str) -> str:
    """What a bracket adds to the figure's name, unless it is the year."""
    remarked = _REMARKED.fullmatch(label)
    return remarked[2] if remarked and not re.fullmatch(_YEAR, remarked[2]) else ""


def _strange(column: Column, labels: Sequence[str]) -> list[str]:
    """Headings of this column whose bracket looks like a unit that nobody knows."""
    wanted = set(map(tidy, column.headers))
    remarked = ((label, _REMARKED.fullmatch(label)) for label in labels)
    return [
        label
        for label, match in remarked
        if match and _LIKE_A_UNIT.search(match[2]) and _cores(match[1]) & wanted
    ]
