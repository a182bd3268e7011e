"""Budgets for the tail: no long file, no long function, no parameter list to get lost in."""

import ast
import re
from pathlib import Path
from statistics import median, quantiles

from .source import functions, sources

LONGEST_FILE = 400
MEDIAN_FILE = 80
LONGEST_BODY = 50
P90_BODY = 25
MOST_PARAMETERS = 5
MOST_BY_POSITION = 2
LONGEST_TEMPLATE = 150

UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
SKIPS_A_CHECK = re.compile(r"^(?:skip|no|ignore|force|unsafe|check|validate|verify|strict)(?:_|$)")


def long_files(root: Path) -> list[str]:
    return [
        f"{source.name} has {lines} lines of {LONGEST_FILE} allowed: make it a folder of the same name, one subject a file"
        for source in sources(root, "src", "tests", "tools", "benchmarks")
        if (lines := len(source.text.splitlines())) > LONGEST_FILE
    ]


def long_median_file(root: Path) -> list[str]:
    lines = [len(source.text.splitlines()) for source in sources(root)]
    middle = median(lines) if lines else 0
    mend = "split the files that hold two subjects"
    return [f"the median file has {middle} lines: {mend}"] if middle > MEDIAN_FILE else []


def long_bodies(root: Path) -> list[str]:
    return [
        f"{function.place} has a body of {function.body_lines} lines of {LONGEST_BODY} allowed: name its steps as functions"
        for function in functions(root, "src", "tools", "benchmarks")
        if function.body_lines > LONGEST_BODY
    ]


def long_p90_body(root: Path) -> list[str]:
    bodies = sorted(functions(root), key=lambda function: function.body_lines)
    if len(bodies) < 10:
        return []
    p90 = quantiles([function.body_lines for function in bodies], n=10)[-1]
    if p90 <= P90_BODY:
        return []
    worst = "; ".join(function.place for function in bodies[-10:])
    return [f"one function in ten has a body over {p90:.0f} lines: shorten some of {worst}"]


def many_parameters(root: Path) -> list[str]:
    return [
        f"{function.place} takes {len(function.parameters)} parameters of {MOST_PARAMETERS} allowed: give those that travel together a dataclass"
        for function in functions(root, "src", "tools", "benchmarks")
        if len(function.parameters) > MOST_PARAMETERS and not function.is_shaped_elsewhere
    ]


def options_by_position(root: Path) -> list[str]:
    """A call may not pass an option by position where two things stand before it: nobody can read which is which."""
    return [
        f"{function.place} takes the option {parameter.arg} by position: put `*` before it"
        for function in functions(root)
        if function.is_public and function.node.args.defaults and not function.is_shaped_elsewhere
        for parameter in function.positional[-len(function.node.args.defaults) :]
        if function.positional.index(parameter) >= MOST_BY_POSITION
    ]


def checks_that_can_be_skipped(root: Path) -> list[str]:
    return [
        f"{function.place} has a switch {parameter.arg}: a check that can be switched off is none; make two functions"
        for function in functions(root)
        for parameter in function.parameters
        if isinstance(parameter.annotation, ast.Name) and parameter.annotation.id == "bool"
        if SKIPS_A_CHECK.match(parameter.arg)
    ]


def unfinished_work(root: Path) -> list[str]:
    return [
        f"{source.name}:{number} marks unfinished work: finish it, or open an issue and delete the mark"
        for source in sources(root, "src", "tools", "benchmarks")
        for number, line in enumerate(source.text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]


def long_templates(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} has {lines} lines of {LONGEST_TEMPLATE} allowed: move a part to a template of its own and include it"
        for path in sorted((root / "src").rglob("templates/**/*.*"))
        if path.is_file()
        and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_TEMPLATE
    ]


def undocumented(root: Path) -> list[str]:
    """Public modules, classes and functions without a docstring. Methods are ruff's to find."""
    found = []
    for source in sources(root):
        if ast.get_docstring(source.tree) is None:
            found.append(source.name)
        found += [
            f"{source.name}:{node.lineno} {node.name}"
            for node in source.tree.body
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            if not node.name.startswith("_") and ast.get_docstring(node) is None
        ]
    return [
        f"{place} has no docstring: say what it gives, in which unit, and what it refuses"
        for place in found
    ]


SIZES = (
    long_files, long_median_file, long_bodies, long_p90_body, many_parameters, options_by_position,
    checks_that_can_be_skipped, unfinished_work, long_templates, undocumented,
)  # fmt: skip
