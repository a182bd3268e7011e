"""What a register's own names tell: which words are places, and which trades."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from permu.intake.matching.names import Name, bare_place, parted

_FEWEST = 5  # names that a word must end, after so many different ones, to be a trade
_SHARE_OF_TRADE = 1000  # … and one of so many
_PLACES_FEWEST, _SHARE_OF_PLACE = 30, 100  # likewise for a place at the beginning
_TRADES = (
    "机械|电子|电器|电气|五金|塑料|塑胶|橡胶|纺织|针织|服装|服饰|鞋业|箱包|家具|木业|竹业|纸业|包装|印刷|"
    "印务|化工|化学|涂料|新材料|材料|建材|水泥|陶瓷|玻璃|钢铁|金属|铝业|铜业|铸造|锻造|模具|轴承|阀门|"
    "泵业|风机|电机|紧固件|标准件|汽配|汽车|车业|摩配|船舶|仪表|仪器|光电|光学|照明|灯具|灯饰|电缆|线缆|"
    "电池|新能源|能源|光伏|环保|食品|饮料|酒业|茶业|农业|水产|饲料|制药|药业|医疗|医疗器械|生物|科技|技术|"
    "信息|软件|网络|智能|自动化|装备|设备|机电|制造|精密|工具|量具|刀具|玩具|工艺|工艺品|文具|体育用品|"
    "日用品|眼镜|钟表|卫浴|洁具|厨具|门业|门窗|钢构|建筑|工程|贸易|商贸|物流|运输|投资|实业|工贸|电力|"
    "热电|燃气|水务|矿业|石材|皮革|印染|化纤|丝绸|毛纺|纤维|布业|家纺|制冷|空调|锅炉|液压|气动|减速机|"
    "齿轮|弹簧|冲压|冲件|喷涂|电镀|焊接|热处理|纸品|彩印|纸箱|塑业|橡塑|管业|管道"
)


@dataclass(frozen=True)
class Lexicon:
    """Words for places without 县 or 镇, and words for trades."""

    places: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset(_TRADES.split("|"))

    def part(self, name: str) -> Name:
        """The parts of a name in its normal form."""
        return parted(name, self.places)

    def brand(self, core: str) -> tuple[str, str]:
        """A core's brand, of two characters or more, and its trade, where one is known."""
        at = next((at for at in range(2, len(core) - 1) if self._begins_trade(core, at)), 0)
        return (core[:at], core[at:]) if at else (core, "")

    def _begins_trade(self, core: str, at: int) -> bool:
        return any(core[at : at + long] in self.trades for long in (4, 3, 2))


def learned(names: Sequence[str]) -> Lexicon:
    """What many names of a register have in common at either end, in any order of them."""
    places = _places([parted(name) for name in names])
    cores = {parted(name, places).core for name in names}
    return Lexicon(places, Lexicon().trades | _trades(cores))


def _places(parts: Sequence[Name]) -> frozenset[str]:
    """Places without their level, as 样例 of 样例县; and what begins very many cores, as 东溪 of 东溪镇."""
    known = {bare_place(part.place) for part in parts if part.place}
    heads = Counter(part.core[:2] for part in parts if len(part.core) > 3)
    least = max(_PLACES_FEWEST, len(parts) // _SHARE_OF_PLACE)
    return frozenset(
        {place for place in known if 2 <= len(place) <= 4}
        | {head for head, number in heads.items() if number >= least}
    )


def _trades(cores: Iterable[str]) -> frozenset[str]:
    """Words that end cores of many brands."""
    before: dict[str, set[str]] = defaultdict(set)  # the two characters before each ending
    count = 0
    for core in cores:
        count += 1
        for long in (2, 3, 4):
            if len(core) >= long + 2:
                before[core[-long:]].add(core[-long - 2 : -long])
    least = max(_FEWEST, count // _SHARE_OF_TRADE)
    return frozenset(
        word
        for word, brands in before.items()
        if len(brands) >= least and len({brand[-1] for brand in brands}) >= _FEWEST
    )
