"""Findings as files that a clerk sends back to a department. No cell of text is ever a formula."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from permu.evaluations.confirming.standing import Standing
from permu.evaluations.models import Confirming, Round, RoundFinding
from permu.evaluations.sentences import reading_language

WIDTHS = (6, 14, 14, 30, 12, 8, 8, 22, 80, 30)


@dataclass(frozen=True)
class Table:
    """One sheet: its name, its heads with their widths, its rows."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


def findings_xlsx(round_: Round, findings: QuerySet[RoundFinding]) -> io.BytesIO:
    """A workbook with a title, frozen heads and filters."""
    heads = list(zip(_heads(), WIDTHS, strict=True))
    return tables_xlsx(round_, [Table(_("待核问题"), heads, list(_rows(findings)))])


def tables_xlsx(round_: Round, tables: Iterable[Table]) -> io.BytesIO:
    """A workbook of such sheets, all of it text."""
    buffer = io.BytesIO()
    book = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    for table in tables:
        _add_sheet(book, round_.title, table)
    book.close()
    buffer.seek(0)
    return buffer


def _add_sheet(book: Workbook, title: str, table: Table) -> None:
    sheet = book.add_worksheet(table.name)
    large = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF3F0", "text_wrap": True})
    text = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, f"{title} · {table.name}", large)
    for column, (label, width) in enumerate(table.heads):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, label, head)
    for number, row in enumerate(table.rows, 3):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value, text)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, max(3, len(table.rows) + 2), len(table.heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def confirmation_xlsx(confirming: Confirming, found: Iterable[Standing]) -> io.BytesIO:
    """Each enterprise, how it stands, when it answered; figures are not in it."""
    heads = [
        (_("统一社会信用代码"), 22), (_("企业名称"), 36), (_("乡镇（街道）"), 14), (_("状态"), 20),
        (_("时间"), 18), (_("异议"), 8),
    ]  # fmt: skip
    rows = [
        (
            one.enterprise.credit_code, one.enterprise.name, str(one.enterprise.town or ""), one.label,
            f"{timezone.localtime(one.answer.at):%Y-%m-%d %H:%M}" if one.answer else "",
            str(len(one.answer.disputes.all())) if one.answer else "",
        )
        for one in found
    ]  # fmt: skip
    return tables_xlsx(confirming.round, [Table(_("企业确认"), heads, rows)])


def findings_csv(round_: Round, findings: QuerySet[RoundFinding]) -> io.BytesIO:
    """UTF-8 with a mark, so that a spreadsheet opens the Chinese as it is."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([f"{round_.title} · {_('待核问题')}"])
    writer.writerow(_heads())
    writer.writerows([_harmless(value) for value in row] for row in _rows(findings))
    return io.BytesIO(text.getvalue().encode("utf-8-sig"))


WRITERS: dict[str, Callable[[Round, QuerySet[RoundFinding]], io.BytesIO]] = {
    "xlsx": findings_xlsx,
    "csv": findings_csv,
}


def _heads() -> Iterable[str]:
    return (
        _("序号"), _("程度"), _("部门"), _("文件"), _("工作表"), _("行"), _("单元格"),
        _("统一社会信用代码"), _("问题和处理办法"), _("处理意见"),
    )  # fmt: skip


def _rows(findings: QuerySet[RoundFinding]) -> Iterator[tuple[str, ...]]:
    language = reading_language()
    for finding in findings:
        yield (
            str(finding.number),
            finding.get_severity_display(),
            finding.department,
            finding.file,
            finding.sheet,
            str(finding.row or ""),
            finding.cell,
            finding.subject,
            finding.text_zh if language == "zh" else finding.text_en,
            finding.settlement,
        )


def _harmless(value: str) -> str:
    """Text that a spreadsheet would take for a formula, marked as text."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else value
