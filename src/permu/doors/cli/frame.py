"""The frame of the command line: Chinese and English help, late loading, refusals and exit codes.

Exit codes: 0 done and sound; 1 refused, or found unsound; 2 the command was called wrongly.
"""

import errno
import importlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Literal, NoReturn, cast

import click

from permu import __version__
from permu.terms.refusal import Language, Refused, words

COMMANDS = (
    "demo", "new", "check", "show", "cases", "diff", "compare", "whatif", "robustness", "import", "import-check", "land", "evaluate", "ripple", "frontier", "explain", "verify", "sample", "serve", "backup", "restore", "completion",
)  # fmt: skip

_SHARED = {"--help": "help", "--json": "as_json", "--lang": "lang", "--version": "version"}
_CLICK_WORDS = {
    "Options": "选项", "Commands": "命令", "[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]…",
    "[required]": "［必填］", "default: ": "默认：", "required]": "必填]",
}  # fmt: skip


def language() -> Language:
    """The language people are spoken to: `--lang`, else PERMU_LANG, else Chinese."""
    asked = os.environ.get("PERMU_LANG", "zh")
    return "en" if asked.startswith("en") else "zh"


def say(name: str, /, **details: object) -> str:
    """A sentence of the doors' catalogue, in the language of this run."""
    return words(f"doors.{name}", language(), **details)


class _Formatter(click.HelpFormatter):
    """Help whose headings speak the run's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(
            prog, _in_chinese(args), prefix or ("用法：" if language() == "zh" else "Usage: ")
        )

    def write_heading(self, heading: str) -> None:
        super().write_heading(_in_chinese(heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(term, _in_chinese(text)) for term, text in rows], col_max, col_spacing)


def _in_chinese(text: str) -> str:
    """Click's own few English words, in Chinese where Chinese is spoken."""
    if language() == "zh":
        for english, chinese in _CLICK_WORDS.items():
            text = text.replace(english, chinese)
    return text


def _help_of(name: str | None) -> str:
    return say(f"help_{str(name).replace('-', '_')}")


class _Context(click.Context):
    formatter_class = _Formatter


class _Speaking(click.Command):
    """A command whose help stands in the catalogue: `help_<command>`, `help_<command>_<parameter>`."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        return _help_of(self.name).splitlines()[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            for line in _help_of(self.name).splitlines():
                formatter.write(" " * formatter.current_indent + line + "\n")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        params = super().get_params(ctx)
        for param in params:
            if isinstance(param, click.Option):
                shared = _SHARED.get(param.opts[-1])
                param.help = _help_of(shared or f"{self.name}_{param.name}")
        return params


class _Commands(_Speaking, click.Group):
    """The group: knows its commands' names, and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"permu.doors.cli.{cmd_name.replace('-', '_')}_command")
        return cast("click.Command", module.command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _help_of(name).splitlines()[0]) for name in COMMANDS])

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        *rest: Any,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        run = partial(super().main, args, prog_name, *rest, standalone_mode=False, **extra)
        if not standalone_mode:
            return run()
        try:
            code: object = run()
        except Refused as refused:
            _fail(refused.text(language()), 1)
        except click.UsageError as error:
            _fail(_usage(error), 2)
        except click.Abort:
            _fail(say("interrupted"), 130)
        except BrokenPipeError:
            _stop_writing()
        except OSError as error:
            _fail(_unwritten(error), 1)
        sys.exit(code if isinstance(code, int) else 0)


_REASONS = {
    errno.EEXIST: "not_a_folder", errno.ENOTDIR: "not_a_folder", errno.EISDIR: "is_a_folder",
    errno.ENOENT: "no_such_place", errno.EACCES: "no_permission", errno.EPERM: "no_permission",
    errno.EROFS: "no_permission", errno.ENOSPC: "disk_full", errno.ENAMETOOLONG: "name_too_long",
}  # fmt: skip


def _unwritten(error: OSError) -> str:
    """What the machine would not let us read or write, and why, without its own words."""
    name = Path(str(error.filename or "")).name
    return say("os_error", name=name, why=say(_REASONS.get(error.errno or 0, "not_accessible")))


def _stop_writing() -> NoReturn:
    """Nobody reads on (`permu import … | head`): end quietly, and keep Python from flushing in vain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)


def _usage(error: click.UsageError) -> str:
    hint = error.ctx.command_path if error.ctx else "permu"
    match error:
        case click.NoSuchOption():
            said = say("no_such_option", option=error.option_name)
        case click.MissingParameter() if error.param is not None:
            said = say("missing_parameter", parameter=_named(error.param))
        case _ if "No such command" in error.message:
            said = say("no_such_command", known="、".join(COMMANDS))
        case click.BadParameter() if error.param is not None:
            said = say(
                "bad_parameter", parameter=_named(error.param), why=_wanted(error.param.type)
            )
        case _:
            said = error.format_message()
    return said + "\n" + say("see_help", command=hint)


def _wanted(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.IntRange():
            return say("want_range", least=kind.min, most=kind.max)
        case click.Choice():
            return say("want_choice", choices="、".join(map(str, kind.choices)))
        case click.DateTime():
            return say("want_date")
        case click.Path():
            return say("want_path")
        case _:
            return say("want_number")


def _named(param: click.Parameter) -> str:
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _fail(text: str, code: int) -> NoReturn:
    click.echo(f"✗ {text}", err=True)
    sys.exit(code)


def _set_language(_: click.Context, __: click.Parameter, value: str | None) -> None:
    if value:
        os.environ["PERMU_LANG"] = value


@click.command(
    cls=_Commands, name="permu", context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    is_eager=True,
    expose_value=False,
    callback=_set_language,
)
@click.version_option(__version__, prog_name="permu")
def permu() -> None:
    """The group itself does nothing: its commands do."""


def verb(name: str) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a function a command of `permu`; what it returns is the exit code."""
    return click.command(
        name, cls=_Speaking, context_settings={"help_option_names": ["-h", "--help"]}
    )


json_option = click.option("--json", "as_json", is_flag=True)


def print_json(value: object) -> None:
    """One JSON document on standard output, for machines."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


Mark = Literal["✓", "✗", "!", "·"]
_COLORS: dict[Mark, str] = {"✓": "green", "✗": "red", "!": "yellow", "·": "cyan"}


def tell(mark: Mark, text: str) -> None:
    """A line for people: ✓ sound, ✗ refused, ! look at this, · for information."""
    click.echo(f"{click.style(mark, fg=_COLORS[mark])} {text}")


Progress = Callable[[int, int, str], None]


@contextmanager
def progress(label: str, *, quiet: bool = False) -> Iterator[Progress]:
    """A progress bar on standard error while a long step runs; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total, _label: None
        return
    with click.progressbar(length=1000, label=label, file=sys.stderr) as bar:

        def moved(done: int, total: int, what: str) -> None:
            bar.label = f"{label} {what}".strip()
            bar.update(round(1000 * done / max(total, 1)) - bar.pos)

        yield moved
        bar.update(1000 - bar.pos)
