"""Exact quantities: units of land, money, energy, power, mass, people, and what one is in another.

Energy is two different tonnes. At *equivalent* value (等价值) a kWh counts the coal a power
station burns for it; at *calorific* value (当量值) only the heat in it. They are two dimensions
here, so that no sum or ratio mixes them unseen.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from permu.terms.refusal import Language, Refused


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit: `factor` turns a number of it into the dimension's base unit, exactly."""

    code: str
    label: str
    label_en: str
    dimension: str
    factor: Fraction
    spellings: tuple[str, ...] = ()  # as departments write it, besides the label

    def called(self, language: Language) -> str:
        """Its name in one language."""
        return self.label if language == "zh" else self.label_en


def _unit(
    code: str,
    label: str,
    label_en: str,
    dimension: str,
    factor: Fraction | int | str,
    *spellings: str,
) -> Unit:
    return Unit(
        code=code, label=label, label_en=label_en, dimension=dimension,
        factor=Fraction(factor), spellings=spellings,
    )  # fmt: skip


MU_IN_M2 = Fraction(2000, 3)
"""1 mu = 1/15 hectare = 2000/3 m², exactly (国务院 1984 决定; press: "one-fifteenth of a hectare")."""

UNITS: dict[str, Unit] = {
    unit.code: unit
    for unit in (
        _unit("m2", "平方米", "m²", "area", 1, "㎡", "m²", "M2", "m^2", "sqm", "平米", "平方"),
        _unit("mu", "亩", "mu", "area", MU_IN_M2, "市亩", "亩数"),
        _unit("ha", "公顷", "ha", "area", 10_000, "hm²", "hm2", "ha"),
        _unit("10k_m2", "万平方米", "10,000 m²", "area", 10_000, "万㎡", "万m²", "万平米", "万平方"),
        _unit("km2", "平方公里", "km²", "area", 1_000_000, "平方千米", "km²", "km2", "㎢"),
        _unit("yuan", "元", "yuan", "money", 1, "人民币元"),
        _unit("1k_yuan", "千元", "1,000 yuan", "money", 1_000),
        _unit("10k_yuan", "万元", "10,000 yuan", "money", 10_000),
        _unit("1m_yuan", "百万元", "1 million yuan", "money", 1_000_000),
        _unit("10m_yuan", "千万元", "10 million yuan", "money", 10_000_000),
        _unit("100m_yuan", "亿元", "100 million yuan", "money", 100_000_000),
        _unit("kwh", "千瓦时", "kWh", "electricity", 1, "度", "kW·h", "kWh", "KWH", "kwh"),
        _unit("10k_kwh", "万千瓦时", "10,000 kWh", "electricity", 10_000, "万度", "万kWh", "万kW·h"),
        _unit("tce", "吨标准煤", "tce", "energy_equivalent", 1, "吨标煤", "tce", "吨标准煤（等价值）", "吨标煤（等价值）"),
        _unit("tce_calorific", "吨标准煤（当量值）", "tce (calorific)", "energy_calorific", 1, "吨标煤（当量值）"),
        _unit("t", "吨", "t", "mass", 1, "t"),
        _unit("kg", "千克", "kg", "mass", Fraction(1, 1000), "公斤", "kg", "KG"),
        _unit("tco2", "吨二氧化碳", "t CO₂", "carbon", 1, "tCO2", "tCO₂"),
        _unit("persons", "人", "persons", "people", 1),
        _unit("cases", "起", "cases", "count", 1, "次", "件"),
        _unit("one", "", "", "ratio", 1, "小数"),
        _unit("percent", "%", "%", "ratio", Fraction(1, 100), "％", "百分比"),
        _unit("points", "分", "points", "points", 1),
    )
}  # fmt: skip

_SPELLED = {
    spelling: unit
    for unit in UNITS.values()
    for spelling in (unit.label, *unit.spellings)
    if spelling
}

ELECTRICITY_TCE_PER_10K_KWH = {
    "equivalent": Decimal("2.84"),  # 等价值, 金华市 2022 计算表
    "calorific": Decimal("1.229"),  # 当量值, GB/T 2589-2020
}


def unit(code: str) -> Unit:
    """The unit of that code, or of a ratio such as `10k_yuan/mu`.

    Raises:
        Refused: the code is unknown.
    """
    top, _, bottom = code.partition("/")
    if not bottom:
        if code not in UNITS:
            raise Refused("terms.unknown_unit", unit=code, known="、".join(UNITS))
        return UNITS[code]
    over, under = unit(top), unit(bottom)
    return Unit(
        code=code,
        label=f"{over.label}/{under.label}",
        label_en=f"{over.label_en}/{under.label_en}",
        dimension="ratio"
        if over.dimension == under.dimension
        else f"{over.dimension}/{under.dimension}",
        factor=over.factor / under.factor,
    )


def unit_spelled(text: str) -> Unit | None:
    """The unit a department means by `text` (`万元`, `㎡`, `度`), or None."""
    return _SPELLED.get(text.strip())


def conversion(source: str, target: str) -> Fraction:
    """What a number in `source` is multiplied by to stand in `target`.

    >>> conversion("m2", "mu")
    Fraction(3, 2000)

    Raises:
        Refused: the two measure different things.
    """
    given, wanted = unit(source), unit(target)
    if given.dimension != wanted.dimension:
        raise Refused(
            "terms.unlike_units",
            source=given.label or given.code,
            target=wanted.label or wanted.code,
        )
    return given.factor / wanted.factor


def mu_from_square_meters(area: Decimal) -> Fraction:
    """Land area in mu, from square meters. 1 mu = 1/15 hectare = 2000/3 m², exactly.

    >>> mu_from_square_meters(Decimal(2000))
    Fraction(3, 1)
    """
    return Fraction(area) * conversion("m2", "mu")
