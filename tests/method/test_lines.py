"""The line of every key and table, as an editor counts them."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.method.reading.lines import lines_of

TEXT = '''# a comment with [brackets] and "quotes"
title = "one # no comment"

[[row]]
text = """
three = 3
[four]
"""
"quoted key" = 'a "literal"'
nested = { a = 1, b = [
  { c = 2 },   # here
  { c = 3 },
] }

[[row]]
dotted.key = 2026-03-20 07:00:00
[row.inner]
last = true
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("row", 0), 4),
        (("row", 0, "text"), 5),
        (("row", 0, "quoted key"), 9),
        (("row", 0, "nested", "b"), 10),
        (("row", 0, "nested", "b", 1, "c"), 12),
        (("row", 1, "dotted", "key"), 16),
        (("row", 1, "inner"), 17),
        (("row", 1, "inner", "last"), 18),
    ],
)
def test_a_key_stands_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert lines_of(TEXT)[path] == line


def test_a_string_in_a_text_of_many_lines_is_no_key() -> None:
    assert ("row", 0, "three") not in lines_of(TEXT)
    assert ("four",) not in lines_of(TEXT)


KEYS = st.text("abc-_9", min_size=1, max_size=3)
SCALARS = st.sampled_from(
    ["1", "-2.5e3", "true", '"x"', "''", '"\\"]"', "'#'", '"""a\n"b"""', "'''\n['''", "2026-01-01"]
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: "[" + ", # more\n".join(parts) + "\n]")
        | st.dictionaries(KEYS, inner, max_size=3).map(
            lambda parts: "{" + ", ".join(f"{key} = {value}" for key, value in parts.items()) + "}"
        )
    ),
    max_leaves=8,
)


@given(st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=5, unique_by=lambda pair: pair[0]))
def test_every_key_of_a_valid_text_has_the_line_it_is_written_on(
    pairs: list[tuple[str, str]],
) -> None:
    text = "[[t]]\n" + "\n".join(f"{key} = {value}" for key, value in pairs)
    if any("\n" in value and "{" in value for _, value in pairs):
        return  # TOML 1.0 allows no line break within an inline table's own braces
    values = tomllib.loads(text, parse_float=Decimal)["t"][0]

    lines = lines_of(text)

    assert {path[2] for path in lines if len(path) == 3 and path[0] == "t"} == set(values)
    for key, _ in pairs:
        assert text.split("\n")[lines["t", 0, key] - 1].startswith(f"{key} = ")
