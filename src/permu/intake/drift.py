"""How a form differs from the one of before: columns that came, went, moved or changed their unit."""

from collections.abc import Iterator, Mapping, Sequence

from permu.intake.found import At
from permu.intake.intake import FileRead
from permu.intake.known import Headings
from permu.intake.numbers import label
from permu.intake.rows import Table
from permu.terms.findings import Severity


def report_drift(table: Table, before: Headings) -> None:
    """Tell what of a form's head is not as it was the last time."""
    now = [(heading.label, heading.unit) for heading in table.form.header.headings]
    at = At(row=table.form.header.first_data_row - 1)
    for code, severity, details in _changes(before, now):
        table.source.find(code, severity, at, **details)


def _changes(before: Headings, now: Headings) -> Iterator[tuple[str, Severity, dict[str, str]]]:
    old, new = dict(before), dict(now)
    came = [name for name, _ in now if name not in old]
    went = [name for name, _ in before if name not in new]
    if came or went:
        said = {"came": "、".join(came) or "—", "went": "、".join(went) or "—"}
        yield "form_columns_changed", "question", said
    for name, unit in now:
        if name in old and old[name] != unit:
            units = {"before": _unit(old[name]), "now": _unit(unit)}
            yield "form_unit_changed", "question", {"column": name, **units}
    kept = [name for name, _ in before if name in new], [name for name, _ in now if name in old]
    if kept[0] != kept[1]:
        yield "form_columns_moved", "note", {}


def _unit(code: str) -> str:
    return label(code) if code else "—"


def forms_before(files: Sequence[FileRead]) -> Mapping[tuple[str, str], Headings]:
    """The heads of the forms of an earlier reading, by profile and sheet."""
    return {(file.profile, sheet.label): sheet.headings for file in files for sheet in file.sheets}
