"""An enterprise's name made comparable, and parted: place, brand and trade, legal form, branch."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from permu.intake.tidy import name_key

_PASSES = 8
_NOTE_WORDS = (
    r"(?:原|曾用名)[^()]{3,}|(?:已|待|见|另|暂|停|规[上下]|歇业|注销|吊销|关[停闭]|搬迁|迁[出往入]|破产|在建|筹|新[增建]|重复|"
    r"出租|承租|租[用赁]|备注|代缴)[^()]*|[新旧老]|\d+[号#]?"
)
_NOTE = re.compile(rf"\((?:{_NOTE_WORDS})\)")
_LOOSE_NOTE = re.compile(
    r"(公司|厂|合作社)[-—_、,;:.。]?(?:已?(?:停产|停业|歇业|注销|吊销|关停|搬迁)|在建|筹建)$"
)
_EDGES = " .,;:。、，；：·-—_\"“”'‘’《》<>"

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|"
    "青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|中国"
)
_HAN = "[\u4e00-\u9fff]"
_PLACE = re.compile(
    rf"(?:(?:{_PROVINCES})(?:省|市|(?:壮族|回族|维吾尔)?自治区)?|{_HAN}{{2,3}}?省)?"
    rf"(?:{_HAN}{{2,3}}?(?<![超城都菜门])市(?![场政容]))?"
    rf"(?:{_HAN}{{1,3}}?(?<![小园社景])(?:自治县|县|区)(?![域块]))?"
    rf"(?:{_HAN}{{2,3}}?(?:镇|乡|街道))?"
)
_LEVELS = re.compile(r"省|市|自治区|自治县|县|区|镇|乡|街道")
_SUFFIX = re.compile(rf"(?:{_LEVELS.pattern})$")
_BRANCH = re.compile(
    r"(.+?(?:公司|厂|合作社|集团|中心))"
    r"([^()]{0,12}?(?:分公司|分厂|办事处|分店|营业部|门市部|项目部|分社|分中心|生产基地))"
)
_FORMS = {
    "股份有限公司": r"(?:集团)?(?:股份有限公司|股份公司)",
    "有限公司": r"(?:集团)?(?:有限责任公司|有限公司)",
    "合伙": r"(?:合伙企业|企业)?\((?:有限|普通|特殊普通)合伙\)|合伙企业",
    "合作社": r"(?:农民)?专业合作社|股份(?:经济)?合作社|经济合作社|合作社",
    "公司": r"集团公司|总公司|公司|集团",
    "厂": r"总厂|加工厂|厂",
    "户": r"经营部|加工部|商行|工作室|加工场|作坊",
}
_FORM = re.compile("(?:" + "|".join(f"(?P<f{at}>{p})" for at, p in enumerate(_FORMS.values())) + ")$")  # fmt: skip
_FORM_NAMES = tuple(_FORMS)
_INNER = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its normal form and its parts; what tells enterprises apart is the core: brand and trade."""

    full: str
    place: str
    core: str
    form: str
    branch: str = ""  # 东溪分公司: part of another enterprise
    head: str = ""  # of a branch: the name of the whole


def normal(name: str) -> str:
    """The normal form: as `name_key`, in simplified characters, without notes such as （停产）."""
    text = name
    for _ in range(_PASSES):
        done = _once(text)
        if done == text:
            break
        text = done
    return text


def _once(text: str) -> str:
    key = name_key(text)
    bare = _NOTE.sub("", simplified(key)).strip(_EDGES)
    return _LOOSE_NOTE.sub(r"\1", bare)


def parted(name: str, places: frozenset[str] = frozenset()) -> Name:
    """The parts of a name in its normal form; `places` are words for places that nothing else shows to be one."""
    full, branch, head = name, "", ""
    if found := _BRANCH.fullmatch(name):
        head, branch = found[1], found[2]
    rest, form = _without_form(head or name)
    place, rest = _without_place(rest, places)
    inner = [one for one in _INNER.findall(rest) if one != "集团"]
    core = _INNER.sub("", rest).strip("()")
    return Name(full, place or "".join(inner), core or rest, form, branch, head)


def _without_form(text: str) -> tuple[str, str]:
    bare = text.replace("(集团)", "集团")
    found = _FORM.search(bare)
    if not found or not found.start():
        return text, ""
    form = next(name for at, name in enumerate(_FORM_NAMES) if found.group(f"f{at}") is not None)
    return bare[: found.start()], form


def _without_place(text: str, places: frozenset[str]) -> tuple[str, str]:
    end = _PLACE.match(text).end()  # type: ignore[union-attr]  # it matches the empty text too
    if end > len(text) - 2:
        end = 0
    while at := next(
        (n for n in (4, 3, 2) if text[end : end + n] in places and len(text) - end - n >= 2), 0
    ):
        end += at
    return text[:end], text[end:]


def bare_place(place: str) -> str:
    """A place without what it is: 样例县 is 样例."""
    return _SUFFIX.sub("", place)


def places_apart(one: str, other: str) -> int:
    """How far apart two places are: 0 where one may lie in the other, 1 where they share something, 2 not at all."""
    if not one or not other or one == other:
        return 0
    words, others = _place_words(one), _place_words(other)
    if words[-1] in others or others[-1] in words:
        return 0
    return 1 if set(words) & set(others) or _is_bare(one) or _is_bare(other) else 2


def _is_bare(place: str) -> bool:
    """Whether a place does not say of which level it is."""
    return bare_place(place) == place


@cache
def _place_words(place: str) -> tuple[str, ...]:
    """The words of a place: 浙江省样例县东溪镇 is 浙江, 样例, 东溪."""
    return tuple(filter(None, _LEVELS.split(place))) or (place,)


def simplified(text: str) -> str:
    """The text in simplified characters."""
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter() -> Any:
    """OpenCC, imported when the first name needs it."""
    import opencc

    return opencc.OpenCC("t2s")
