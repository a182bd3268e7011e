"""The unit of each figure: by its heading, a note, a column of units, or in its own cell. Else it is not known."""

from dataclasses import replace

from permu.intake.found import At
from permu.intake.grid import BLANK, Cell, Sheet
from permu.intake.headers import label_and_unit, unit_alone, unit_meant
from permu.intake.notes import units_in, units_noted
from permu.intake.numbers import label, number_in
from permu.intake.recognise import Form, Placed, is_unit_assumed
from permu.intake.rows import Table
from permu.intake.tidy import tidy
from permu.terms.quantities import UNITS, Unit, unit
from permu.terms.refusal import Refused

_NUMBERS = frozenset({"序号", "编号", "No", "NO"})
_HEADED = frozenset({"单位", "计量单位", "金额单位", "面积单位", "数据单位", "货币单位"})


def figure_of(form: Form) -> Placed:
    """The column that the dataset is about."""
    return next(placed for placed in form.columns if placed.column.item)


def refuse_unclear(form: Form, file: str) -> None:
    """A column of which nothing says the unit, or two things say another, has two readings a figure.

    Raises:
        Refused: it is so of every figure.
    """
    placed = figure_of(form)
    if not placed.unit:
        return
    column = placed.column.heading
    alike = {one.code for one in units_noted(form.sheet, form.header)[0] if _is_like(one, placed)}
    if len(in_heading := _in_heading(form, placed)) > 1:
        alike = in_heading - {placed.unit}
    if placed.unit_from == "header" and alike and placed.unit not in alike:
        raise Refused(
            "intake.units_disagree", file=file, column=column,
            header=label(placed.unit), note="、".join(map(label, sorted(alike))),
        )  # fmt: skip
    if is_unit_assumed(placed) and not _unit_column(form) and not _any_says_its_own(form):
        raise Refused("intake.no_unit", file=file, column=column)


def _is_like(one: Unit, placed: Placed) -> bool:
    return one.dimension == unit(placed.unit).dimension


def _in_heading(form: Form, placed: Placed) -> set[str]:
    """The units that the levels of a heading name."""
    rows = range(form.header.row, form.header.first_data_row)
    texts = (form.sheet.row_with_merged(row).get(placed.at, BLANK).text for row in rows)
    said = (code for text in texts if (code := label_and_unit(text)[1]))
    return {code for code in said if _is_like(unit(code), placed)}


def _cells(form: Form, at: int) -> dict[int, Cell]:
    rows = (row for row in form.sheet.numbers if row >= form.header.first_data_row)
    return {row: cell for row in rows if not (cell := form.sheet.cell(row, at)).is_blank}


def _any_says_its_own(form: Form) -> bool:
    placed = figure_of(form)
    return any(number_in(cell, placed.unit).is_own for cell in _cells(form, placed.at).values())


def _unit_column(form: Form) -> int:
    """The column that says each row's unit; 0 where there is none."""
    placed = figure_of(form)
    for heading in form.header.headings:
        if placed.unit and heading.last in _HEADED and not _is_of_other(form, heading.column):
            said = [unit_meant(cell.text) for cell in _cells(form, heading.column).values()]
            if said and all(one and _is_like(one, placed) for one in said):
                return heading.column
    return 0


def _is_of_other(form: Form, at: int) -> bool:
    """Whether the figure on the left of a column of units is another than the dataset's."""
    left = at - 1
    if left == figure_of(form).at or left in form.who["subject"]:
        return False
    labels = [one.label for one in form.header.headings if one.column == left]
    is_figure = any(cell.kind == "n" for cell in _cells(form, left).values())
    return is_figure and not _NUMBERS.intersection(labels)


def with_row_units(form: Form) -> Form:
    """The form with each row's own unit written beside its figure, where a column says it."""
    at = _unit_column(form)
    if not at:
        return form
    placed, sheet = figure_of(form), form.sheet
    rows = dict(sheet.rows)
    for number, said in _cells(form, at).items():
        cell, own = sheet.cell(number, placed.at), unit_meant(said.text)
        if own and cell.kind in ("n", "t") and not number_in(cell, placed.unit).problem:
            rows[number] = {**rows[number], placed.at: _with_unit(cell, own, placed)}
    return replace(form, sheet=_with_rows(sheet, rows))


def _with_unit(cell: Cell, own: Unit, placed: Placed) -> Cell:
    """Where the cell says a unit itself, it stands as it is."""
    is_own = number_in(cell, placed.unit).is_own
    return cell if is_own else Cell("t", tidy(cell.text) + own.label)


def _with_rows(sheet: Sheet, rows: dict[int, dict[int, Cell]]) -> Sheet:
    return Sheet(
        sheet.name, sheet.is_hidden, rows, sheet.merged, sheet.hidden_rows,
        sheet.hidden_columns, sheet.widths,
    )  # fmt: skip


def _headed_otherwise(form: Form, placed: Placed) -> int:
    """The row where the heading stands again in another unit; 0 where none does."""
    for row, cell in _cells(form, placed.at).items():
        again, own = label_and_unit(cell.text) if cell.kind == "t" else ("", "")
        if again.endswith(placed.column.heading) and own not in ("", placed.unit):
            return row
    return 0


def hold_unclear(table: Table) -> None:
    """Hold the figures whose unit nothing says, or of which cell and heading say another."""
    placed = figure_of(table.form)
    if not placed.unit:
        return
    units_at = _unit_column(table.form)
    until = _headed_otherwise(table.form, placed)
    for row in table.rows:
        reading = row.figures[0]
        if reading.status != "read":
            continue
        number = number_in(table.form.sheet.rows[row.number].get(placed.at, BLANK), placed.unit)
        at = At(row=row.number, column=placed.at, subject=row.subject, item=placed.column.item)
        named = {"column": placed.column.heading, "raw": reading.raw[:60]}
        if until and row.number > until and not number.is_own:
            reading.hold(table.source.find("unit_changes", "error", at, head=until, **named))
        elif is_unit_assumed(placed) and not number.is_own:
            reading.hold(table.source.find("unit_not_said", "error", at, **named))
        elif units_at and not is_unit_assumed(placed) and number.unit != placed.unit:
            named |= {"own": UNITS[number.unit].label, "header": label(placed.unit)}
            reading.hold(table.source.find("units_disagree_row", "error", at, **named))
        elif beside := _remarked(table.form, row.number, number.unit):
            named |= {"own": beside.label, "header": label(number.unit)}
            reading.hold(table.source.find("units_disagree_row", "error", at, **named))


def _remarked(form: Form, number: int, taken: str) -> Unit | None:
    """Another unit of the kind than the one taken, which a remark in the row says (`单位：元`)."""
    used = {placed.at for placed in form.columns} | {
        at for pair in form.who.values() for at in pair
    }
    headed = {heading.column for heading in form.header.headings}
    for at, cell in form.sheet.rows[number].items():
        if cell.kind == "t" and at not in used:
            alone = None if at in headed else unit_alone(cell.text)
            for one in [alone] if alone else units_in(cell.text)[0]:
                if one.dimension == unit(taken).dimension and one.code != taken:
                    return one
    return None
