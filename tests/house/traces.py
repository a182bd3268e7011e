"""What no commit may carry: an address of a registry, a path of somebody's machine, a float that could decide a grade."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .source import sources

HOSTS = (  # the last letter in brackets, so that the rule does not name what it forbids
    "pyp[i]", "pythonhoste[d]", "npmj[s]", "npmmirro[r]", "deb\\.debia[n]", "docke[r]", "crate[s]", "golan[g]",
    "tuna\\.tsinghu[a]", "mirrors\\.aliyu[n]",
)  # fmt: skip
REGISTRY = re.compile(
    rf"\b(?:[\w-]+\.)*(?:{'|'.join(HOSTS)})(?:\.[a-z]+)*\.(?:org|com|io|cn|edu\.cn)\b"
)
MACHINE = re.compile(r"(?<![\w.])/(?:home/[a-z]|root/|Users/[A-Za-z]|work/)|[A-Z]:\\Users")

OFFICIAL = ("terms", "method", "intake", "engine")
FLOATS_BY_DESIGN = {
    "permu.engine.arithmetic": "the filter's near values and the bounds of their errors (decision 0002)",
    "permu.engine.benchmarks": "the filter looks for the best value among near ones, then settles it exactly",
    "permu.engine.means": "the filter sums near values, and says how far their mean may be off",
    "permu.engine.robustness": "thousands of draws: analysis that says so, and decides nothing",
    "permu.engine.rounding": "the filter finds the values too near a rounding to be sure",
    "permu.engine.scores": "the filter finds the scores too near each other to be sure",
    "permu.intake.reading": "a spreadsheet keeps a number as a double: the double is what the cell says",
}
LINK = re.compile(r"""(?:\]\(|<img src=")([^)\s"#][^)\s"]*)""")
KIND = re.compile(r"^[a-z0-9-]+\.(?:added|changed|fixed|removed|security)\.md$")


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    """Every text file that git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, check=True,
    )  # fmt: skip
    for name in sorted(set(listed.stdout.decode().split("\0")) - {""}):
        path = root / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8", "replace")


def _found(root: Path, pattern: re.Pattern[str], mend: str) -> list[str]:
    return [
        f"{name}: {match.group()}: {mend}"
        for name, text in _texts(root)
        if (match := pattern.search(text))
    ]


def registry_hosts(root: Path) -> list[str]:
    return _found(root, REGISTRY, "each machine knows its own registries; delete the address")


def machine_paths(root: Path) -> list[str]:
    return _found(root, MACHINE, "this path is one machine's; give it relative to the repository")


def _may_use_floats(module: str) -> bool:
    return any(f"{module}.".startswith(f"{known}.") for known in FLOATS_BY_DESIGN)


def floats_that_decide(root: Path) -> list[str]:
    """`float(…)` and the built-in `round(…)`, which rounds halves to even, in a room whose numbers are official."""
    return [
        f"{source.name}:{node.lineno} calls {node.func.id}(): use Fraction, Decimal or permu.terms.rounding"
        for source in sources(root)
        if source.room in OFFICIAL and source.module != "permu.terms.rounding"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id
        in {"float", "round"} - ({"float"} if _may_use_floats(source.module) else set())
    ]


def odd_change_notes(root: Path) -> list[str]:
    """Notes in `changes/` that could not be joined into the change log."""
    faults = []
    for path in sorted((root / "changes").glob("*")):
        if path.name == "README.md":
            continue
        text = path.read_text("utf-8")
        if not KIND.match(path.name):
            faults.append(
                f"changes/{path.name}: name it <subject>.<added|changed|fixed|removed|security>.md"
            )
        elif len(text.strip().splitlines()) != 1 or not text.strip().endswith("."):
            faults.append(f"changes/{path.name}: write one sentence on one line, with a full stop")
    return faults


def broken_links(root: Path) -> list[str]:
    """Links and pictures of the papers that lead nowhere in the repository."""
    return [
        f"{name} leads to {target}, which is not there: correct the link, or add the file"
        for name, text in _texts(root)
        if name.endswith(".md") and not name.startswith("methods/")
        for target in LINK.findall(text)
        if "://" not in target and not (root / name).parent.joinpath(target.split("#")[0]).exists()
    ]


TRACES = (registry_hosts, machine_paths, floats_that_decide, odd_change_notes, broken_links)
