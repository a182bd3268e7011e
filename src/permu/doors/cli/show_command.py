"""`permu show`: a method in words, on the terminal or as a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb

if TYPE_CHECKING:
    from permu.documents.method.view import Clause, GroupPart, Page, Said


@verb("show")
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path))
@json_option
def command(folder: Path, *, out: Path | None, as_json: bool) -> int:
    """Show a method in words, each number beside its clause."""
    from permu.documents.method import method_html, method_page
    from permu.method import load_method
    from permu.method.loading import notice_of

    place = method_folder(folder)
    method, notice = load_method(place), notice_of(place)
    if out:
        out.write_text(method_html(method, notice, language=language()), "utf-8")
        tell("·", say("show_written", path=out))
        return 0
    page = method_page(method, notice, language())
    if as_json:
        from dataclasses import asdict

        print_json(
            {
                "id": method.id,
                "title": method.title,
                "about": page["about"],
                "unknown": page["unknown"],
                "groups": [asdict(group) for group in cast("list[GroupPart]", page["groups"])],
            }
        )
        return 0
    for line in _lines(page):
        click.echo(line)
    return 0


def _lines(page: "Page") -> Iterator[str]:
    """The page as lines; the notice itself is left to its file."""
    words = cast("dict[str, str]", page["words"])
    yield click.style(str(page["title"]), bold=True)
    for name, text in cast("list[tuple[str, str]]", page["about"]):
        yield f"  {name}：{text}"
    for stops, what in cast("list[tuple[str, str]]", page["unknown"]):
        yield f"  ? [{stops}] {what}"
    for head, rules in cast("list[tuple[str, list[Said]]]", page["sections"]):
        yield from _section(head, rules)
    for group in cast("list[GroupPart]", page["groups"]):
        yield from _group(group, words)
    yield from _section(words["show_procedure"], cast("list[Said]", page["procedure"]))


def _section(head: str, rules: "list[Said]") -> Iterator[str]:
    if rules:
        yield click.style(head, bold=True)
        for rule in rules:
            yield f"  {rule.name}：{rule.text} {_cited(rule.clause)}".replace("  ：", "  ")


def _group(group: "GroupPart", words: dict[str, str]) -> Iterator[str]:
    yield click.style(f"{words['show_group']} {group.name}", bold=True)
    yield f"  {words['show_who']}：{group.who.text} {_cited(group.who.clause)}"
    for one in group.indicators:
        yield f"  {one.name}（{one.weight}） {one.ratio} {one.unit} {_cited(one.clause)}"
        yield f"    {words['benchmark']}：{one.benchmark} {_cited(one.benchmark_clause)}"
        yield f"    {words['show_points']}：{one.points} {one.bounds}".rstrip()
        yield f"    {words['when_missing']}：{one.missing}"
    yield f"  {words['show_score']}：{group.score.text} {_cited(group.score.clause)}"
    for rule in group.adjustments:
        yield f"  {rule.name}：{rule.text} {_cited(rule.clause)}"
    if group.grading:
        yield f"  {words['show_grading']}：{group.grading.text} {_cited(group.grading.clause)}"
    else:
        yield f"  {words['show_grading']}：{words['rule_no_grading']}"
    for rule in (*group.lists, *group.measures):
        yield f"  {rule.name}：{rule.text} {_cited(rule.clause)}"


def _cited(clause: "Clause") -> str:
    mark = "≈" if clause.is_assumed else ""
    return click.style(f"〔{mark}{clause.text}〕", dim=True) if clause.text else ""
