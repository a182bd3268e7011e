"""A scenario as its file."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from permu.method.model.scenarios import Amendment, Scenario


def scenario_text(scenario: Scenario) -> str:
    """The scenario as TOML. Reading it gives the same scenario."""
    head = [
        "[scenario]",
        f"id = {_text(scenario.id)}",
        f"label = {_text(scenario.label)}",
        *([f"about = {_text(scenario.about)}"] if scenario.about else []),
        *([f"method = {_text(scenario.method)}"] if scenario.method else []),
        *([f"method_digest = {_text(scenario.method_digest)}"] if scenario.method_digest else []),
        f"rebalance = {'true' if scenario.rebalance else 'false'}",
    ]
    return "\n\n".join(["\n".join(head), *map(_change, scenario.amendments)]) + "\n"


def with_digest(scenario: Scenario) -> Scenario:
    """The scenario with the SHA-256 of what it says, however its file is laid out."""
    return replace(scenario, digest=hashlib.sha256(scenario_text(scenario).encode()).hexdigest())


def _change(amendment: Amendment) -> str:
    return "\n".join(["[[change]]", *_keys(amendment)])


def _keys(amendment: Amendment) -> Iterator[str]:
    yield f"what = {_text(amendment.key)}"
    if amendment.of:
        yield f"of = {_text(amendment.of)}"
    if amendment.groups:
        yield f"groups = [{', '.join(map(_text, amendment.groups))}]"
    if amendment.times is not None:
        yield f"times = {_number(amendment.times)}"
    elif len(amendment.to) == 1:
        yield f"to = {_number(amendment.to[0])}"
    else:
        yield f"to = [{', '.join(map(_number, amendment.to))}]"


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes are among TOML's, and DEL must be one."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _number(number: Decimal) -> str:
    """As a person writes it: 40, not 40.0 or 4E+1, so that one number has one digest."""
    return f"{number.normalize():f}"
