"""A rule that cannot fail holds nothing: each one finds its fault in a bad tree, and nothing in a good one."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from . import arrows, sizes, traces, words
from .test_rules import RULES

Rule = Callable[[Path], list[str]]

PYPROJECT = """
[tool.importlinter]
[[tool.importlinter.contracts]]
type = "layers"
layers = ["doors", "(evaluations) | (platforms) | (projects) | (progress)", "documents",
          "register | engine", "method | sample | intake", "terms"]
"""

GOOD = {
    "pyproject.toml": PYPROJECT,
    "src/permu/__init__.py": '"""Permu."""\n',
    "src/permu/terms/__init__.py": '"""The ground."""\n',
    "src/permu/terms/land.py": (
        '"""Land."""\n\nfrom permu.terms import words\n\n\n'
        'def area(mu: int) -> str:\n    """Give the area in words."""\n    return words("terms.area", mu=mu)\n'
    ),
    "src/permu/terms/messages.toml": '[area]\nzh = "{mu}亩"\nen = "{mu} mu"\n',
    "changes/land.added.md": "Land has a name.\n",
    "docs/README.md": '[land](../changes/land.added.md#name) [mu](https://mu.example) <img src="../changes/land.added.md">\n',
}

LAND = "src/permu/terms/land.py"
MESSAGES = "src/permu/terms/messages.toml"
STATEMENTS = "\n".join(f"    x = {number}" for number in range(60))

BAD: dict[Rule, dict[str, str]] = {
    sizes.long_files: {LAND: "x = 1\n" * 401},
    sizes.long_median_file: {f"src/permu/terms/long{n}.py": "x = 1\n" * 81 for n in range(9)},
    sizes.long_bodies: {LAND: f"def f() -> None:\n{STATEMENTS}\n"},
    sizes.long_p90_body: {
        LAND: "\n".join(f"def f{n}() -> None:\n" + "    x = 1\n" * (26 if n > 7 else 1) for n in range(10))
    },
    sizes.many_parameters: {LAND: "def f(a, b, *, c, d, e, g) -> None: ...\n"},
    sizes.options_by_position: {LAND: "def f(a, b, c=1) -> None: ...\n"},
    sizes.checks_that_can_be_skipped: {LAND: "def f(a, *, skip_checks: bool) -> None: ...\n"},
    sizes.unfinished_work: {LAND: "x = 1  # TO" + "DO\n"},
    sizes.long_templates: {"src/permu/doors/templates/doors/page.html": "<p>\n" * 151},
    sizes.undocumented: {LAND: '"""Land."""\n\ndef area() -> int:\n    return 1\n'},
    words.one_language: {MESSAGES: '[area]\nzh = "{mu}亩"\n'},
    words.unknown_codes: {LAND: 'words("terms.volume")\n'},
    words.unsaid_sentences: {MESSAGES: '[volume]\nzh = "体积"\nen = "volume"\n'},
    traces.registry_hosts: {"Makefile": "pip install -i https://py" + "pi.org/simple x\n"},
    traces.machine_paths: {"Makefile": "cd /ho" + "me/somebody\n"},
    traces.floats_that_decide: {LAND: "x = float('2.5')\n"},
    traces.odd_change_notes: {"changes/land.md": "Land\n"},
    traces.broken_links: {"README.md": "[the rooms](ARCHITECTURE.md)\n"},
    arrows.import_circles: {
        LAND: "from permu.terms import water\n",
        "src/permu/terms/water.py": "def f() -> None:\n    from permu.terms import land\n",
    },
    arrows.relative_imports: {LAND: "from . import water\n"},
    arrows.rooms_without_a_floor: {"src/permu/attic/__init__.py": '"""An attic."""\n'},
    arrows.unnamed_test_folders: {"tests/terms/test_land.py": "x = 1\n"},
}  # fmt: skip


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    subprocess.run(["git", "init", "--quiet", str(root)], check=True)
    return root


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_passes_a_good_tree_and_finds_its_fault_in_a_bad_one(
    rule: Rule, tmp_path: Path
) -> None:
    assert rule(tree(tmp_path / "good", GOOD)) == []
    faults = rule(tree(tmp_path / "bad", GOOD | BAD[rule]))
    assert faults
    assert all(": " in fault for fault in faults), "a fault tells where it is and how to mend it"
