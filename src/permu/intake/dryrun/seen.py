"""The one table of a workbook that a dataset is read from. What does not show is not taken."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from permu.intake.dryrun.checked import Told
from permu.intake.dryrun.headings import Meant, meant
from permu.intake.dryrun.units import refuse_unclear, with_row_units
from permu.intake.grid import Sheet, Workbook
from permu.intake.profiles import Profile
from permu.intake.recognise import Form, recognise
from permu.terms.refusal import Refused, words

_GRAVEST = (
    "unknown_unit",
    "figures_hidden",
    "column_twice",
    "unlike_unit",
    "unclear_unit",
    "no_unit",
)


@dataclass(frozen=True)
class Seen:
    """The table found, and what is to be told of the file as a whole."""

    form: Form
    told: tuple[Told, ...]


def look_at(book: Workbook, profile: Profile, file: str) -> Seen:
    """The table of the dataset.

    Raises:
        Refused: no sheet fits, several do, it does not show, or the unit of its figures is not clear.
    """
    filled = [sheet for sheet in book.sheets if sheet.rows]
    shown = [sheet for sheet in filled if not sheet.is_hidden]
    if not filled:
        raise Refused("intake.no_rows", file=file)
    if not shown:
        raise Refused("intake.only_hidden", file=file)
    form, found = _the_one(shown, profile, file)
    refuse_unclear(form, file)
    told = [Told(text=words(f"intake.{note}")) for note in book.notes]
    told += (
        Told(text=words("intake.hidden_sheet_unread", sheet=sheet.name))
        for sheet in filled
        if sheet.is_hidden
    )
    return Seen(with_row_units(form), (*told, *_about(form, found)))


def _the_one(sheets: list[Sheet], profile: Profile, file: str) -> tuple[Form, Meant]:
    """The sheet that fits and has rows."""
    fitting: list[tuple[Form, Meant]] = []
    refused: list[Refused] = []
    for sheet in sheets:
        try:
            fitting.append(_form(sheet, profile, file))
        except Refused as reason:
            refused.append(reason)
    if not fitting:
        raise min(refused, key=_gravity)
    filled = [pair for pair in fitting if _has_rows(pair[0])] or fitting
    if len(filled) > 1:
        names = "”“".join(form.sheet.name for form, _ in filled)
        raise Refused("intake.two_sheets", file=file, form=profile.title, sheets=names)
    return filled[0]


def _gravity(reason: Refused) -> int:
    name = reason.code.removeprefix("intake.")
    return _GRAVEST.index(name) if name in _GRAVEST else len(_GRAVEST)


def _has_rows(form: Form) -> bool:
    """Whether anything stands below the header in a column that matters."""
    used = [*form.who["subject"], *(placed.at for placed in form.columns if placed.column.item)]
    return any(
        not form.sheet.cell(row, at).is_blank
        for row in form.sheet.numbers
        if row >= form.header.first_data_row
        for at in used
    )


def _form(sheet: Sheet, profile: Profile, file: str) -> tuple[Form, Meant]:
    """The form whose figures show; a hidden column counts only as the code or the name."""
    look = partial(_recognised, profile=profile, file=file)
    try:
        found = look(sheet)
    except Refused as reason:
        if reason.code != "intake.column_twice" or not sheet.hidden_columns:
            raise
        return _beside_hidden(look(_shown_columns(sheet)))
    figure = next(placed for placed in found[0].columns if placed.column.item)
    if not sheet.is_column_hidden(figure.at):
        return found
    try:
        return _beside_hidden(look(_shown_columns(sheet)))
    except Refused as reason:
        heading = figure.column.heading
        raise Refused("intake.figures_hidden", file=file, column=heading) from reason


def _beside_hidden(found: tuple[Form, Meant]) -> tuple[Form, Meant]:
    return found[0], replace(found[1], has_hidden_twin=True)


def _recognised(sheet: Sheet, *, profile: Profile, file: str) -> tuple[Form, Meant]:
    if not sheet.rows:
        raise Refused("intake.no_rows", file=file)
    found = meant(profile, sheet, file)
    _, (form,) = recognise(Workbook("", sheets=[sheet]), file, 0, among=(found.profile,))
    return form, found


def _shown_columns(sheet: Sheet) -> Sheet:
    rows = {
        number: {at: cell for at, cell in cells.items() if not sheet.is_column_hidden(at)}
        for number, cells in sheet.rows.items()
    }
    return Sheet(
        sheet.name, rows={number: cells for number, cells in rows.items() if cells},
        merged=sheet.merged, hidden_rows=sheet.hidden_rows, widths=sheet.widths,
    )  # fmt: skip


def _about(form: Form, found: Meant) -> Iterator[Told]:
    head = form.header.first_data_row - 1
    code_at, _ = keys = form.who["subject"]
    if any(at and form.sheet.is_column_hidden(at) for at in keys):
        yield Told(row=head, text=words("intake.hidden_key"))
    if not code_at:
        yield Told(row=head, text=words("intake.no_code_column"))
    column = form.columns[0].column.heading
    if found.has_hidden_twin:
        yield Told(row=head, text=words("intake.hidden_column_unread", column=column))
    for remark in found.remarks:
        yield Told(row=head, text=words("intake.heading_remark", column=column, remark=remark))
