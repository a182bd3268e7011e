"""The one table of a workbook that a dataset is read from: what shows counts, and its unit must be said."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from permu.intake.dryrun.checked import Told
from permu.intake.dryrun.headings import widened
from permu.intake.grid import Sheet, Workbook
from permu.intake.notes import units_noted
from permu.intake.numbers import label
from permu.intake.profiles import Profile
from permu.intake.recognise import Form, Placed, is_unit_assumed, recognise
from permu.terms.quantities import unit
from permu.terms.refusal import Refused, words


@dataclass(frozen=True)
class Seen:
    """The table found, and what is to be told of the file as a whole."""

    form: Form
    told: list[Told] = field(default_factory=list)


def look_at(book: Workbook, profile: Profile, file: str) -> Seen:
    """The table of the dataset.

    Raises:
        Refused: none fits, several do, it does not show, or the unit of its figures is not clear.
    """
    told = [Told(text=words(f"intake.{note}")) for note in book.notes]
    shown = replace(book, sheets=[sheet for sheet in book.sheets if not sheet.is_hidden])
    if any(sheet.rows for sheet in book.sheets) and not any(sheet.rows for sheet in shown.sheets):
        raise Refused("intake.only_hidden", file=file)
    told += (
        Told(text=words("intake.hidden_sheet_unread", sheet=sheet.name))
        for sheet in book.sheets
        if sheet.is_hidden and sheet.rows
    )
    form = _form(shown, profile, file)
    _refuse_unclear_unit(form, file)
    return Seen(form, told + list(_about(form)))


def _form(book: Workbook, profile: Profile, file: str) -> Form:
    """The form whose figures show; a hidden column counts only as the code or the name."""
    try:
        form = _recognised(book, profile, file)
    except Refused:
        if not any(sheet.hidden_columns for sheet in book.sheets):
            raise
        return _recognised(_without_hidden_columns(book), profile, file)
    if not any(form.sheet.is_column_hidden(placed.at) for placed in _figures(form)):
        return form
    try:
        return _recognised(_without_hidden_columns(book), profile, file)
    except Refused as reason:
        column = _figures(form)[0].column.heading
        raise Refused("intake.figures_hidden", file=file, column=column) from reason


def _recognised(book: Workbook, profile: Profile, file: str) -> Form:
    wider, year = widened(profile, book)
    _, forms = recognise(book, file, year, among=(wider,))
    return forms[0]


def _figures(form: Form) -> list[Placed]:
    return [placed for placed in form.columns if placed.column.item]


def _without_hidden_columns(book: Workbook) -> Workbook:
    return replace(book, sheets=[_shown_columns(sheet) for sheet in book.sheets])


def _shown_columns(sheet: Sheet) -> Sheet:
    if not sheet.hidden_columns:
        return sheet
    rows = {
        number: {at: cell for at, cell in cells.items() if not sheet.is_column_hidden(at)}
        for number, cells in sheet.rows.items()
    }
    return Sheet(
        sheet.name, rows={number: cells for number, cells in rows.items() if cells},
        merged=sheet.merged, hidden_rows=sheet.hidden_rows, widths=sheet.widths,
    )  # fmt: skip


def _refuse_unclear_unit(form: Form, file: str) -> None:
    """A figure of which nobody says the unit, or two say another, has two readings."""
    noted, _ = units_noted(form.sheet, form.header)
    for placed in _figures(form):
        if is_unit_assumed(placed):
            raise Refused("intake.no_unit", file=file, column=placed.column.heading)
        if placed.unit and placed.unit_from == "header":
            dimension = unit(placed.unit).dimension
            alike = {one.code for one in noted if one.dimension == dimension}
            if alike and placed.unit not in alike:
                raise Refused(
                    "intake.units_disagree", file=file, column=placed.column.heading,
                    header=label(placed.unit), note="、".join(map(label, sorted(alike))),
                )  # fmt: skip


def _about(form: Form) -> Iterable[Told]:
    head = form.header.first_data_row - 1
    for at in form.who["subject"]:
        if at and form.sheet.is_column_hidden(at):
            yield Told(row=head, text=words("intake.hidden_key"))
