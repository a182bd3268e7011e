"""Twenty thousand invented enterprises, and their names as departments write them: every noise has its share."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, repeat
from pathlib import Path
from random import Random

from pypinyin import lazy_pinyin

from permu.sample.names import FIRST, SECOND
from permu.sample.places import places
from permu.terms.credit_code import check_character

COUNTIES = ("样例县", "样南区", "样北市", "样江县", "样湖区", "样岭县")
_TRADES = (
    "机械|电子|五金|塑料|纺织|服饰|家具|包装|印务|化工|新材料|建材|玻璃|模具|轴承|阀门|泵业|电机|汽车部件|"
    "摩配|仪表|光电|灯具|电缆|新能源|环保设备|食品|饮料|茶业|制药|医疗器械|生物科技|软件|智能装备|精密机械|"
    "工具|玩具|工艺品|文具|眼镜|卫浴|厨具|门窗|钢构|工贸|纸业|皮革|化纤|家纺|制冷设备|液压件|齿轮|弹簧|电镀|"
    "彩印|橡塑|管业|金属制品|包装材料|电子科技"
)
TRADES = _TRADES.split("|")
FORMS = ("有限公司",) * 8 + ("股份有限公司", "厂")
OTHER_FORMS = {
    "有限公司": ("有限责任公司", "公司", ""),
    "股份有限公司": ("股份公司", "有限公司"),
    "厂": ("有限公司", "总厂"),
}
NOTES = ("（停产）", "（已搬迁）", "（规下）", "（待核实）", "（在建）", "（新）")
SIBLINGS, OLD, NOISY = 0.12, 0.03, 0.5


def write(path: Path, count: int) -> None:
    """Write `register` (code, name) and `rows` (name, whose it is or "") as one JSON file."""
    draw = Random(20_000)
    register = _register(draw, count)
    rows = [
        (_as_written(draw, name, parts), code) for code, name, parts in register[: count * 9 // 10]
    ]
    rows += zip(islice(_strangers(draw, register), count // 10), repeat(""), strict=False)
    draw.shuffle(rows)
    pairs = [(code, name) for code, name, _ in register]
    path.write_text(json.dumps({"register": pairs, "rows": rows}, ensure_ascii=False), "utf-8")


Parts = tuple[str, str, str, str]  # place, brand, trade, form
Enterprise = tuple[str, str, Parts]


def _register(draw: Random, count: int) -> list[Enterprise]:
    """Enterprises of different names; one in eight looks like one before it."""
    found: dict[str, Parts] = {}
    before: list[Parts] = []
    while len(found) < count:
        parts = (
            _sibling(draw, draw.choice(before))
            if before and draw.random() < SIBLINGS
            else _parts(draw)
        )
        if found.setdefault("".join(parts), parts) is parts:
            before.append(parts)
    shuffled = list(found.items())
    draw.shuffle(shuffled)
    return [(_code(at), name, parts) for at, (name, parts) in enumerate(shuffled)]


def _code(number: int) -> str:
    first = f"91990101{number:09}"
    return first + check_character(first)


def _parts(draw: Random) -> Parts:
    town = draw.choice(places().towns)[:2] if draw.random() < 0.25 else ""
    brand = draw.choice(FIRST) + draw.choice(SECOND)
    return draw.choice(COUNTIES) + town, brand, draw.choice(TRADES), draw.choice(FORMS)


def _sibling(draw: Random, parts: Parts) -> Parts:
    """The same brand in another trade, another place or another form, or one character of the brand changed."""
    place, brand, trade, form = parts
    return draw.choice([
        (place, brand, draw.choice(TRADES), form),
        (draw.choice(COUNTIES), brand, trade, form),
        (place, brand, trade, draw.choice(FORMS)),
        (place, brand[0] + draw.choice(SECOND), trade, form),
    ])  # fmt: skip


def _strangers(draw: Random, register: list[Enterprise]) -> Iterator[str]:
    """Nobody's on the register; every second has a brand that somebody there has."""
    names = {name for _, name, _ in register}
    while True:
        place, brand, trade, form = _parts(draw)
        if draw.random() < 0.5:
            brand = draw.choice(register)[2][1]
        if (made := f"{place}{brand}{trade}{form}") not in names:
            yield made


def _as_written(draw: Random, name: str, parts: Parts) -> str:
    """As a department writes it: half of them exactly, the others with a noise or two."""
    if draw.random() >= NOISY:
        return name
    if draw.random() < OLD / NOISY:
        return "".join(_parts(draw))
    place, brand, trade, form = parts
    for noise in dict.fromkeys(draw.choices(_NOISES, k=draw.choice((1, 1, 1, 2)))):
        place, brand, trade, form = noise(draw, (place, brand, trade, form))
    return f"{place}{brand}{trade}{form}"


def _other_form(draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    others = {
        "有限公司": ("有限责任公司", "公司", ""),
        "股份有限公司": ("股份公司", "有限公司"),
        "厂": ("有限公司", "总厂"),
    }
    return place, brand, trade, draw.choice(others.get(form, (form,)))


def _other_place(draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    return (
        draw.choice(["", f"样例省{place}", f"样例省样例市{place}", place[:3]]),
        brand,
        trade,
        form,
    )


def _in_brackets(_draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    return "", brand, trade, f"（{place}）{form}" if place else form


def _spaced(draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    return place, brand + draw.choice("\u3000 "), trade, form


def _noted(draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    return place, brand, trade, form + draw.choice(NOTES)


def _without_trade(_draw: Random, parts: Parts) -> Parts:
    place, brand, _, form = parts
    return place, brand, "", form


def _homophone(draw: Random, parts: Parts) -> Parts:
    """One character of brand or trade, written as another that sounds the same."""
    place, brand, trade, form = parts
    core = brand + trade
    at = draw.randrange(len(core))
    core = (
        core[:at] + draw.choice(_alike().get(lazy_pinyin(core[at])[0], core[at])) + core[at + 1 :]
    )
    return place, core[: len(brand)], core[len(brand) :], form


def _dropped(draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    core = brand + trade
    at = draw.randrange(len(core))
    return place, core[:at], core[at + 1 :], form


def _swapped(draw: Random, parts: Parts) -> Parts:
    place, brand, trade, form = parts
    core = brand + trade
    at = draw.randrange(len(core) - 1) if len(core) > 1 else 0
    return place, core[:at] + core[at + 1 : at + 2] + core[at : at + 1], core[at + 2 :], form


_NOISES: tuple[Callable[[Random, Parts], Parts], ...] = (
    _other_form, _other_form, _other_place, _other_place, _in_brackets, _spaced, _noted, _without_trade,
    _homophone, _dropped, _swapped,
)  # fmt: skip


@cache
def _alike() -> dict[str, str]:
    """The common characters of each syllable: those of GB 2312's first level, which it orders by sound."""
    found: dict[str, str] = {}
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            if letter := bytes((high, low)).decode("gb2312", "ignore"):
                sound = lazy_pinyin(letter)[0]
                found[sound] = found.get(sound, "") + letter
    return found
