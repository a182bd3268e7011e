"""A county too large for spreadsheets: a facts folder straight, for benchmarks."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from permu.sample.economy import MISSING, Flags, Wholes, sizes
from permu.sample.names import FIRST, REAL, SECOND
from permu.sample.places import places
from permu.sample.population import ABOVE_SCALE, UTILITIES
from permu.sample.taxes import taxes
from permu.sample.truth import AS_OF, YEAR
from permu.terms.credit_code import ALPHABET, WEIGHTS
from permu.terms.facts import Facts, no_cells
from permu.terms.refusal import Refused

MOST = 1_000_000
SCATTER = 48_271  # coprime to 10^8: consecutive numbers give codes that lie apart


def write_parquet_county(folder: Path, *, enterprises: int, seed: int = 2025) -> None:
    """Write a facts folder of so many enterprises: the items and magnitudes of `write_county`, no errors.

    Raises:
        Refused: a size outside 1 to 1,000,000.
    """
    if not 1 <= enterprises <= MOST:
        raise Refused("sample.parquet_size", enterprises=enterprises, most=MOST)
    table = facts_table(np.random.default_rng([seed, enterprises]), enterprises)
    Facts(table=table, cells=no_cells(), year=YEAR, as_of=AS_OF).save(folder)


def facts_table(draw: np.random.Generator, count: int) -> pl.DataFrame:
    """One row an enterprise, as `Facts` wants it."""
    number = draw.permutation(count)
    trades = [
        (index, code, word)
        for index, cluster in enumerate(places().clusters)
        for code, word in cluster.trades
    ]
    trade = number % len(trades)
    cluster = np.array([index for index, _, _ in trades])[trade]
    is_utility = draw.random(count) < UTILITIES
    is_above = (draw.random(count) < ABOVE_SCALE) | is_utility
    drawn = sizes(draw, cluster, is_above)
    land = _land(draw, drawn.use, is_above)
    utility = np.array([code for code, _ in places().utilities])[number % len(places().utilities)]
    town = draw.choice(
        len(places().towns), count, p=np.array(places().town_shares) / sum(places().town_shares)
    )
    park = np.where(draw.random(count) < np.where(is_above, 0.62, 0.38), cluster, -1)
    home = np.array([places().towns.index(one.town) for one in places().parks])
    town = np.where(park >= 0, home[park], town)
    columns = {
        "subject": credit_codes(draw.permutation(count)),
        "name": _names(number // len(trades), [word for _, _, word in trades], trade),
        "town": _chosen(places().towns, town),
        "park": _chosen([one.name for one in places().parks], park),
        "cluster": _chosen([one.name for one in places().clusters], cluster),
        "industry": pl.Series(np.where(is_utility, utility, np.array([code for _, code, _ in trades])[trade])),
        **_dates(draw, count),
        **_flags(draw, is_above),
        **{name: _figures(column) for name, column in (drawn.items | land | taxes(draw, drawn.tax, land["land_owned"])).items()},
    }  # fmt: skip
    return pl.DataFrame(columns)


def credit_codes(number: Wholes) -> pl.Series:
    """A valid credit code of place 990101 for each distinct number below 10^8 (GB 32100-2015)."""
    place = np.array([ALPHABET.index(letter) for letter in f"91{places().place}"])
    values = np.empty((len(number), 18), dtype=np.int64)
    values[:, :8] = place
    scattered = number.astype(np.int64) * SCATTER % 10**8
    values[:, 8] = 5
    for at in range(8):
        values[:, 16 - at] = scattered // 10**at % 10
    values[:, 17] = -(values[:, :17] @ np.array(WEIGHTS)) % 31
    letters = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)[values]
    return pl.Series(np.ascontiguousarray(letters).view("S18").ravel()).cast(pl.String)


def _names(brand: Wholes, words: list[str], trade: Wholes) -> pl.Series:
    """Distinct names: each number below brands × trades × places has its own place, brand and trade."""
    brands = [first + second for first in FIRST for second in SECOND if first + second not in REAL]
    prefix = ["样例县", *(f"样例县{name[:2]}" for name in places().towns)]
    return pl.select(
        pl.concat_str(
            pl.lit(_chosen(prefix, brand // len(brands))),
            pl.lit(_chosen(brands, brand % len(brands))),
            pl.lit(_chosen(words, trade)),
            pl.lit("有限公司"),
        )
    ).to_series()


def _chosen(texts: Sequence[str], index: Wholes) -> pl.Series:
    """The text at each index; missing below 0."""
    column = pl.Series(texts, dtype=pl.String).gather(pl.Series(np.maximum(index, 0)))
    return column.zip_with(pl.Series(index >= 0), pl.Series([None], dtype=pl.String))


def _land(draw: np.random.Generator, use: Wholes, is_above: Flags) -> dict[str, Wholes]:
    """Owners hold what they use, some of them more, which they let; tenants rent what they use."""
    count = len(use)
    rents = draw.random(count) < np.where(is_above, 0.22, 0.52)
    lets = ~rents & (draw.random(count) < 0.3)
    let = np.where(lets, use * draw.integers(20, 90, count) // 1_000_000 * 10_000, 0)
    return {
        "land_owned": np.where(rents, 0, use + let),
        "land_leased_in": np.where(rents, use, 0),
        "land_leased_out": let,
        "leased_floor_area": np.where(rents, use // 10_000 * draw.integers(500, 1200, count), 0),
    }


def _flags(draw: np.random.Generator, is_above: Flags) -> dict[str, pl.Series]:
    """Flags and the two counts of the complete lists."""
    count = len(is_above)

    def some(share: float) -> NDArray[np.bool_]:
        return draw.random(count) < share

    return {
        "is_above_scale": pl.Series(is_above),
        "is_new_above_scale": pl.Series(is_above & some(0.03)),
        "is_high_tech": pl.Series(is_above & some(0.34)),
        "green_factory": pl.Series(is_above & some(0.05)),
        "builds_major_project": pl.Series(is_above & some(0.02)),
        "environment_violations": pl.Series(some(0.006).astype(np.int64)),
        "major_safety_accidents": pl.Series(some(0.003).astype(np.int64)),
    }


def _dates(draw: np.random.Generator, count: int) -> dict[str, pl.Series]:
    first = date(1996, 1, 5).toordinal() - date(1970, 1, 1).toordinal()
    registered = first + draw.integers(0, 9700, count)
    commissioned = registered + draw.integers(120, 420, count)
    is_new = draw.random(count) < 0.03
    recent = date(2024, 1, 8).toordinal() - date(1970, 1, 1).toordinal()
    commissioned = np.where(is_new, recent + draw.integers(0, 690, count), commissioned)
    return {
        "registered_on": pl.Series(registered.astype(np.int32)).cast(pl.Date),
        "commissioned_on": pl.Series(commissioned.astype(np.int32)).cast(pl.Date),
    }


def _figures(column: Wholes) -> pl.Series:
    whole = pl.Series(column.astype(np.int64))
    return whole.set(whole == MISSING, None)
