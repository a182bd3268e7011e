"""Hostile and careless method files: whatever stands in them is refused in words, never with a traceback."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permu.method import MethodRefused, check_method, load_method
from tests.method.folders import GOOD, good_folder
from tests.method.test_overlays import HEAD, overlay, place

VALUES = [
    "0", "-1", "1e400", "1e-400", "nan", "inf", "true", "[]", "{}", "''", '"a,b"', '"\\u0000"', '"\\u202e"', '"\\ud7ff"',
    "1979-05-27", "1979-05-27T07:32:00Z", "07:32:00", "9" * 5000, "0." + "0" * 400 + "1", "[" * 300 + "]" * 300,
    '["a", "a"]', '"' + "x" * 100_000 + '"', '[1, "a", true]', '{ kind = "all", of = [] }', '{ kind = "not", of = [] }',
    '{ kind = "zzz" }', "9223372036854775808", "0x10", "1_000", "0.1e-7", '"../../etc/passwd"', '"score"',
]  # fmt: skip
KEYS = [
    (file, number)
    for file in ("method.toml", "above.toml", "below.toml")
    for number, line in enumerate((GOOD / file).read_text("utf-8").splitlines())
    if re.match(r"\w+ = .*[^\[{]$", line)
]


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(key=st.sampled_from(KEYS), value=st.sampled_from(VALUES))
def test_any_value_under_any_key_is_read_or_refused(
    key: tuple[str, int], value: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file, number = key
    folder = good_folder(tmp_path_factory.mktemp("hostile"))
    lines = (folder / file).read_text("utf-8").splitlines()
    lines[number] = f"{lines[number].split(' = ')[0]} = {value}"
    (folder / file).write_text("\n".join(lines), "utf-8")

    refused = [one for one in check_method(folder) if one.severity == "error"]

    if refused:
        with pytest.raises(MethodRefused):
            load_method(folder)
    else:
        assert load_method(folder).groups


@pytest.mark.parametrize("kind", ["above", "itself", "link"])
def test_a_parent_that_leads_away_or_round_is_refused(tmp_path: Path, kind: str) -> None:
    name = {"above": "../../../etc", "itself": "../park", "link": "../link"}[kind]
    (place(tmp_path) / "link").symlink_to(tmp_path / "link")
    folder = overlay(tmp_path, head=HEAD.replace("../county", name))

    with pytest.raises(MethodRefused, match="parent"):
        load_method(folder)
