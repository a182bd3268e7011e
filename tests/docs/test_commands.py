"""The pages of commands are the program's own words, and leave out nothing."""

from pathlib import Path

import click
import pytest

from permu.doors.cli.frame import COMMANDS, permu

from .pages import ROOT, pages
from .written import brought_up_to_date, parts_of

COMMAND_PAGES = (ROOT / "docs/officials/命令.md", ROOT / "docs/developers/commands.md")


@pytest.mark.parametrize("page", [page for page in pages() if parts_of(page)], ids=lambda p: p.name)
def test_what_the_program_wrote_is_what_it_would_write_now(page: Path) -> None:
    text = page.read_text("utf-8")

    assert text == brought_up_to_date(text), "run: python -m tests.docs.written"


@pytest.mark.parametrize("page", COMMAND_PAGES, ids=lambda p: p.name)
def test_every_command_and_every_option_stands_on_the_page(page: Path) -> None:
    text = page.read_text("utf-8")
    context = click.Context(permu)
    for name in COMMANDS:
        section = text.partition(f"## permu {name}\n")[2].partition("\n## ")[0]
        command = permu.get_command(context, name)
        assert command is not None
        for parameter in command.get_params(context):
            is_option = isinstance(parameter, click.Option)
            written = [*parameter.opts, *parameter.secondary_opts]
            for word in written if is_option else [parameter.make_metavar(context)]:
                assert word in section, f"{page.name}: {word} of permu {name}"
