"""How sure grades are, as a page shows it: bars, and who is hit. Nothing is computed here but widths."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from permu.evaluations.sentences import reading_language
from permu.terms.industries import division_name

if TYPE_CHECKING:
    from permu.engine.robustness import Robustness


@dataclass(frozen=True)
class Bar:
    """A line of a chart: what it is of, how many, and how much of the widest."""

    label: str
    count: int
    width: float
    note: str = ""


@dataclass(frozen=True)
class Mix:
    """The enterprises of one grade: how many are safe, shaky, hanging; as parts of a bar."""

    grade: str
    total: int
    parts: list[tuple[str, int, float, float]]


def mixes(found: "Robustness") -> Iterator[Mix]:
    """Each grade that somebody has, best first."""
    import polars as pl

    from permu.engine.robustness import HANGING, SAFE

    rows = found.graded
    for grade in found.county.words:
        own = rows.filter(pl.col("grade") == grade)["own"]
        if len(own):
            safe, hanging = int((own >= SAFE).sum()), int((own < HANGING).sum())
            yield Mix(grade, len(own), _parts(safe, len(own) - safe - hanging, hanging))


def whole_mix(found: "Robustness") -> Mix:
    """All of them."""
    standing = found.standing
    return Mix(
        "", len(found.graded), _parts(standing["safe"], standing["shaky"], standing["hanging"])
    )


def _parts(safe: int, shaky: int, hanging: int) -> list[tuple[str, int, float, float]]:
    """Name, count, start and width in percent."""
    total, start, parts = safe + shaky + hanging, 0.0, []
    for name, count in (("safe", safe), ("shaky", shaky), ("hanging", hanging)):
        width = 100 * count / max(total, 1)
        parts.append((name, count, round(start, 3), round(width, 3)))
        start += width
    return parts


def driver_bars(found: "Robustness", said: Callable[[str | None], str]) -> list[Bar]:
    """What those within reach hang on, most first."""
    rows = found.drivers.rows()
    most = max((count for _source, count in rows), default=1)
    return [Bar(said(source), count, 100 * count / most) for source, count in rows]


def indicator_bars(found: "Robustness") -> list[Bar]:
    """How many change grade without each indicator, fewest first."""
    rows = found.leave_one_out.to_dicts()
    most = max((row["changes"] for row in rows), default=0) or 1
    labels = {row["indicator"]: row["label"] for row in rows}
    return [
        Bar(
            row["label"], row["changes"], 100 * row["changes"] / most,
            _("与“%(label)s”得分最相近") % {"label": labels[row["alike"]]} if _is_alike(row) else "",
        )
        for row in rows
    ]  # fmt: skip


ALIKE = 0.8
"""From this correlation on two indicators' points say much the same."""


def _is_alike(row: dict[str, object]) -> bool:
    found = row["alike_correlation"]
    return isinstance(found, float) and found >= ALIKE


@dataclass(frozen=True)
class Hit:
    """A place, an industry or a size with more low grades than chance gives it."""

    dimension: str
    value: str
    graded: int
    low: int
    expected: str


def hits(found: "Robustness") -> Iterator[Hit]:
    """All of them, by dimension."""
    from permu.engine.robustness import DIMENSIONS

    sizes = {"true": _("规上企业"), "false": _("规下企业")}
    for dimension in DIMENSIONS:
        for row in found.hit_by(dimension).filter("hit").to_dicts():
            value = sizes.get(row["value"], row["value"])
            if dimension == "industry":
                value = division_name(value, reading_language())
            yield Hit(dimension_labels()[dimension], value, row["graded"], row["low"], f"{row['low:expected']:.0f}")  # fmt: skip


def dimension_labels() -> dict[str, str]:
    """What each way to divide a county is called."""
    return {
        "industry": _("行业大类"),
        "is_above_scale": _("规模"),
        "town": _("乡镇（街道）"),
        "park": _("园区"),
        "cluster": _("产业集群"),
    }
