"""What the program writes into the papers: `python -m tests.docs.written` brings it up to date.

A part stands between `<!-- written: NAME -->` and `<!-- end -->`; a fenced block under
`<!-- output: COMMAND -->` is what the command prints.
"""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import quotes
from click.testing import CliRunner

from permu.doors.cli.frame import COMMANDS, permu
from permu.intake.profiles import Column, Profile, SheetProfile, profiles
from permu.method.language.reference import reference
from permu.terms.items import item
from permu.terms.quantities import UNITS

from . import asvs, shelf
from .desk import Desk, set_up
from .pages import pages
from .tutorial import TUTORIAL, played

_PART = re.compile(r"(<!-- written: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)
_OUTPUT = re.compile(r"(<!-- output: ([^\n]*) -->\n```\w*\n).*?(^```$)", re.DOTALL | re.MULTILINE)
_KINDS = {
    "figure": "数字", "sum": "数字，同一企业几行相加", "flag": "是 / 否", "date": "日期", "text": "文字",
    "industry": "行业代码", "number": "数字",
}  # fmt: skip


def help_of(command: str, language: str) -> str:
    """What `permu COMMAND --help` says; the group's own for an empty command."""
    asked = [*filter(None, [command]), "--help"]
    shown = CliRunner(env={"PERMU_LANG": language}).invoke(
        permu, asked, prog_name="permu", terminal_width=100
    )
    assert shown.exit_code == 0, shown.output
    return "\n".join(line.rstrip() for line in shown.output.strip("\n").splitlines())


def commands(language: str) -> Iterator[str]:
    """Every command with its help."""
    for command in ("", *COMMANDS):
        yield f"## permu {command}".rstrip()
        yield f"\n```text\n{help_of(command, language)}\n```\n"


def forms() -> Iterator[str]:
    """Every department's form: its sheets, and each column's names, kind and unit."""
    for profile in profiles():
        yield f"### {profile.department}：{profile.title}\n"
        yield f"文件名里有这些字，便于认出：{'、'.join(profile.file_words)}。\n"
        for sheet in profile.sheets:
            yield from _sheet(profile, sheet)


def _sheet(profile: Profile, sheet: SheetProfile) -> Iterator[str]:
    if len(profile.sheets) > 1:
        yield f"**{sheet.label}**{'（整张可以没有）' if sheet.optional else ''}\n"
    if sheet.complete:
        yield f"{sheet.complete}。\n"
    yield "| 列 | 也认这些列名 | 填什么 | 没写单位时按 |"
    yield "|---|---|---|---|"
    for who in sheet.who.values():
        yield _line(who.code, "18 位统一社会信用代码")
        yield _line(who.name, "企业名称")
    totals = {part for total in sheet.total for part in total.of}
    names = {who.name for who in sheet.who.values()}
    columns = {column.headers: column for column in sheet.columns if column.headers not in names}
    for headers, column in columns.items():
        if column.item or column.id not in totals:
            yield _line(headers, _asked(column), column.unit, needed=column.needed)
    yield from (
        _line(total.headers, _sum(total.how, total.of), total.unit) for total in sheet.total
    )
    for refused in sheet.refused:
        instead = item(refused.instead).label
        yield _line(refused.headers, f"**不读取**：统计调查单户资料，改用“{instead}”")
    yield ""


def _sum(how: str, of: tuple[str, ...]) -> str:
    return f"核对用：应等于 {len(of)} 项{'之和' if how == 'sum' else '的平均'}，可以没有"


def _asked(column: Column) -> str:
    if column.kind == "count":
        counted, others = "、".join(column.counted), "、".join(column.not_counted)
        return f"计入：{counted}；不计：{others}" if others else f"填其中之一：{counted}"
    return _KINDS[column.kind]


def _line(headers: tuple[str, ...], asked: str, unit: str = "", *, needed: bool = True) -> str:
    first, *others = (header.replace("/", " → ") for header in headers)
    label = UNITS[unit].label if unit else ""
    return f"| {first} | {'、'.join(others)} | {asked}{'' if needed else '，可以没有'} | {label} |"


WRITERS: dict[str, Callable[[], Iterator[str]]] = {
    "commands-zh": lambda: commands("zh"),
    "commands-en": lambda: commands("en"),
    "forms": forms,
    "language-zh": lambda: reference("zh"),
    "language-en": lambda: reference("en"),
    "library": shelf.methods,
    "provisions": shelf.provisions,
    "asvs": asvs.page,
    "speed-en": quotes.speed_en,
    "speed-zh": quotes.speed_zh,
    "growth": quotes.growth,
    "nation": quotes.nation,
    "intake-sizes": quotes.intake_sizes,
    "peers": quotes.peers,
    "spark": quotes.spark,
}


def brought_up_to_date(text: str) -> str:
    """A paper with its written parts as the program gives them now."""
    return _PART.sub(lambda part: "\n".join((part[1], *WRITERS[part[2]](), part[3])), text)


def parts_of(path: Path) -> list[str]:
    """The names of a paper's written parts."""
    return [part[2] for part in _PART.finditer(path.read_text("utf-8"))]


def with_outputs(text: str, desk: Desk) -> str:
    """A paper with what its commands print now."""
    return _OUTPUT.sub(lambda block: block[1] + desk.printed(block[2]) + block[3], text)


def main() -> None:
    """Bring every paper up to date."""
    with tempfile.TemporaryDirectory() as folder:
        desk = set_up(Path(folder))
        for page in pages():
            text = page.read_text("utf-8")
            page.write_text(with_outputs(brought_up_to_date(text), desk), "utf-8")
        TUTORIAL.write_text(played(TUTORIAL.read_text("utf-8"), desk), "utf-8")


if __name__ == "__main__":
    main()
