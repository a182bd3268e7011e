"""Assumptions as a file, a command line or a form says them."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import get_args

from permu.engine.robustness.uncertainty import Missing, Uncertainty, WeightsKind
from permu.terms.refusal import Refused


def weights_said(text: str) -> tuple[WeightsKind, Decimal]:
    """`uniform:10%`, `normal:0.1`, `dirichlet:100`, `ordered` or `none`, as a kind and its spread.

    Raises:
        Refused: no such distribution, or no number.
    """
    kind, _, spread = text.strip().replace("：", ":").partition(":")
    for known in get_args(WeightsKind):
        if kind == known:
            default = "100" if kind == "dirichlet" else "0.1"
            return known, number_said(kind, spread or default)
    raise Refused("engine.no_distribution", name=kind, known="、".join(get_args(WeightsKind)))


def number_said(name: str, text: object) -> Decimal:
    """`5%`, `0.05` or a number of a file.

    Raises:
        Refused: it is no number.
    """
    said = str(text).strip().replace("％", "%")
    try:
        found = Decimal(said.removesuffix("%"))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Refused("engine.uncertainty_no_number", name=name, text=said)
    return found / 100 if said.endswith("%") else found


def load_uncertainty(path: Path) -> Uncertainty:
    """The assumptions of a TOML file: keys as the fields, `weights = "uniform:10%"`, a table `[data]` of items.

    Raises:
        Refused: not TOML, an unknown key, or a number that means nothing.
    """
    return uncertainty_of(said_in(path))


def said_in(path: Path) -> dict[str, object]:
    """What a file of assumptions says, as it stands there.

    Raises:
        Refused: it is not TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused("engine.uncertainty_unreadable", name=path.name) from error


def uncertainty_of(said: Mapping[str, object]) -> Uncertainty:
    """The assumptions as a file, a command line or a form says them.

    Raises:
        Refused: an unknown key, or a number that means nothing.
    """
    return Uncertainty(**dict(_read(said)))  # type: ignore[arg-type]


def _read(said: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in said.items():
        if name == "weights":
            yield from zip(("weights", "spread"), weights_said(str(value)), strict=True)
        elif name == "data" and isinstance(value, Mapping):
            yield name, {str(item): number_said(str(item), each) for item, each in value.items()}
        elif _is_plain(name, value):
            yield name, value
        else:
            raise Refused("engine.uncertainty_key", name=name, value=value)


def _is_plain(name: str, value: object) -> bool:
    if name == "missing":
        return value in get_args(Missing)
    kind = {"draws": int, "engine_draws": int, "seed": int, "rounding": bool}.get(name)
    return kind is type(value)
