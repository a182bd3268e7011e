"""Names and codes that sound like an enterprise's and belong to none."""

from collections.abc import Callable
from random import Random

from permu.sample.places import places
from permu.terms.credit_code import check_character

FIRST = "澜砚岚珏屹骁昀璟琮翊霖沐栩箐衡铄谨煜晟宸栎楷桉浔湛淳筠珩瑾玥硕磐岩峻岳峥屿嵘澄溢澎泓沣炜烁焕烨钰锦铠钧鸿鹏鹤麟骏"
SECOND = "驰升捷辉诚邦创越程拓锋泰宁和睿信嘉祥裕隆益康顺博通恒联合丰茂森力臻立腾翔威旭朗为元德圣良宏乔帆航成丽"
REAL = {"鹏辉", "鸿博", "博通", "骏威", "瑾睿", "泓博", "鹏博", "麟翔", "鸿泰", "鸿腾"}
"""Brands that people know, or that name a place: never drawn."""

ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997


def organisation_code(first_8: str) -> str:
    """The nine characters of a subject in its credit code: eight and their check character (GB 11714)."""
    total = sum(
        int(letter, 36) * weight
        for letter, weight in zip(first_8, ORGANISATION_WEIGHTS, strict=True)
    )
    return first_8 + "0123456789X0"[11 - total % 11]


class Namer:
    """Draws names, brands and credit codes, each only once."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.taken: set[str] = set()

    def once(self, made: str) -> bool:
        """Whether `made` was never drawn before; from now on it was."""
        is_new = made not in self.taken
        self.taken.add(made)
        return is_new

    def brand(self) -> str:
        """Two characters such as 砚驰."""
        while (made := self.draw.choice(FIRST) + self.draw.choice(SECOND)) in REAL:
            pass
        return made

    def enterprise(self, town: str, trade: str) -> str:
        """A registered name: place, brand, trade, form."""
        return self._until_new(lambda: self._enterprise(town, trade))

    def _enterprise(self, town: str, trade: str) -> str:
        brand = self.brand()
        shape = self.draw.random()
        if shape < 0.08:
            return f"{brand}{trade}（样例县）有限公司"
        if shape < 0.12:
            return f"样例县{brand}{trade}股份有限公司"
        if shape < 0.17:
            return f"样例县{town[:2]}{brand}{trade}厂"
        place = "样例县" if shape < 0.72 else f"样例县{town[:2]}"
        return f"{place}{brand}{trade}有限公司"

    def credit_code(self, body: str = "91") -> str:
        """A valid credit code of place 990101, where nobody real is registered.

        Two of five subjects are of the digits-only kind that firms registered before 2015 carry.
        """

        def drawn() -> str:
            if self.draw.random() < 0.4:
                first_8 = f"{self.draw.randrange(10_000_000, 79_999_999)}"
            else:
                first_8 = "MA" + "".join(self.draw.choices("0123456789ABCDEFGH", k=6))
            first_17 = f"{body}{places().place}{organisation_code(first_8)}"
            return first_17 + check_character(first_17)

        return self._until_new(drawn)

    def _until_new(self, drawn: Callable[[], str]) -> str:
        while not self.once(made := drawn()):
            pass
        return made
