"""`--set`: one number on the command line, as a scenario's file would say it."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from permu.doors.cli.frame import say
from permu.method.model.scenarios import Amendment, AmendmentKey, Scenario
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.method.model import Method

_SETTING = re.compile(r"([a-z_]+)(?::(?:([a-z0-9_+]+)/)?([a-z0-9_:]+))?=(x?)(\S+)")
OF_GROUP: tuple[AmendmentKey, ...] = ("shares", "at_least", "split", "best", "worst", "bonus_cap")
"""Keys of what is the group's own: the name behind them is the group's."""
WIDEST = 15
"""Digits before the point, or zeros behind it, of a number that may stand in a notice."""
FULL_WIDTH = str.maketrans("：＝，／", ":=,/")
"""Signs as a Chinese keyboard types them."""


def amendment(text: str) -> Amendment:
    """`weight:above/tax_per_mu=40`, or of every group that has it `weight:tax_per_mu=40`.

    `rate:power_d=x2` is twice what it was; `shares:above=15,50,30,5` is the group's own.

    Raises:
        click.UsageError: it is nothing of that kind.
    """
    found = _SETTING.fullmatch(text.strip().translate(FULL_WIDTH))
    key, groups, of, times, numbers = found.groups() if found else ("", "", "", "", "")
    if key not in get_args(AmendmentKey):
        known = "、".join(get_args(AmendmentKey))
        raise click.UsageError(say("whatif_setting", text=text, known=known))
    known_key = cast("AmendmentKey", key)
    if known_key in OF_GROUP and of and not groups:
        groups, of = of, ""
    try:
        to = tuple(Decimal(number) for number in numbers.split(","))
    except InvalidOperation:
        raise click.UsageError(say("whatif_number", text=text)) from None
    if not all(map(_is_written_out, to)) or (times and len(to) != 1):
        raise click.UsageError(say("whatif_number", text=text))
    return Amendment(
        key=known_key,
        of=of or "",
        groups=tuple(groups.split("+")) if groups else (),
        to=() if times else to,
        times=to[0] if times else None,
    )


def _is_written_out(number: Decimal) -> bool:
    """Whether it is a number that a person would write digit by digit, and not 1e99."""
    return number.is_finite() and (not number or abs(number.adjusted()) <= WIDEST)


def scenario_of(
    settings: Sequence[str], method: "Method", *, label: str, save: Path | None
) -> Scenario:
    """The settings as one scenario of that method, checked as its file would be; named after the file it is kept in.

    Raises:
        click.UsageError: one of them is no setting.
        Refused: together they are no scenario.
    """
    from permu.method.scenarios import read_scenario, scenario_text

    scenario = Scenario(
        id=_id(save),
        label=label or say("whatif_label"),
        method=method.id,
        method_digest=method.digest,
        amendments=tuple(map(amendment, settings)),
    )
    return read_scenario(scenario_text(scenario), name="--set")


def keep(scenario: Scenario, path: Path) -> None:
    """Write the scenario's file.

    Raises:
        Refused: there is one already.
    """
    from permu.method.scenarios import scenario_text

    if path.exists():
        raise Refused("doors.whatif_save_exists", file=path.name)
    path.write_text(scenario_text(scenario), "utf-8")


def _id(save: Path | None) -> str:
    """The name of the file as an id, or one made of it, so that two files are two scenarios; `tried` where nothing is kept."""
    if save is None:
        return "tried"
    stem = save.stem.lower()
    if re.fullmatch(r"[a-z][a-z0-9_ -]*", stem):
        return re.sub(r"[^a-z0-9]+", "_", stem).strip("_")
    return f"s_{sha256(stem.encode()).hexdigest()[:8]}"
