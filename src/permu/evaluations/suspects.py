"""The evidence of suspicions as a page and a workbook show it, in the reader's language."""

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from permu.documents.text import unit_label
from permu.evaluations.models import Round, RoundFile, RoundFinding
from permu.evaluations.sentences import reading_language
from permu.terms.evidence import Evidence, Held, Peers
from permu.terms.items import item

Table = Iterable[tuple[str | Decimal, ...]]


@dataclass(frozen=True)
class Cell:
    """A cell of the evidence, and the round in whose files it stands (None: in no file that is here)."""

    provider: str
    file: str
    sha256: str
    sheet: str
    cell: str
    round_pk: int | None


@dataclass(frozen=True)
class Line:
    """A figure of one year."""

    held: Held
    cells: tuple[Cell, ...]

    @property
    def label(self) -> str:
        """The item's name."""
        return item(self.held.item).called(reading_language())

    @property
    def unit(self) -> str:
        """The item's unit."""
        return unit_label(item(self.held.item).unit, reading_language())

    @property
    def value(self) -> Decimal:
        """The figure."""
        return Decimal(self.held.value)


@dataclass(frozen=True)
class Shown:
    """The evidence of one finding."""

    evidence: Evidence
    lines: tuple[Line, ...]

    @property
    def label(self) -> str:
        """What is odd."""
        is_chinese = reading_language() == "zh"
        return self.evidence.label if is_chinese else self.evidence.label_en

    @property
    def times(self) -> Decimal:
        """How many times off."""
        return Decimal(self.evidence.weight) / 100

    @property
    def unit(self) -> str:
        """The ratio's unit."""
        units = self.evidence.units or ()
        if len(set(units)) < len(units):
            return ""
        return "/".join(unit_label(code, reading_language()) for code in units)

    @property
    def among(self) -> str:
        """Whom it is held against."""
        peers = self.evidence.peers
        return _among(peers) if peers else ""


def shown(findings: Iterable[RoundFinding]) -> dict[int, Shown]:
    """The evidence of the findings that have some, by number, each cell with the round whose file it is."""
    known = {
        finding.number: Evidence.from_json(finding.evidence)
        for finding in findings
        if finding.evidence
    }
    digests = {
        place.sha256 for one in known.values() for held in one.figures for place in held.places
    }
    rounds = dict(
        RoundFile.objects.filter(stored__sha256__in=digests, withdrawn_at=None)
        .order_by("round__year")
        .values_list("stored__sha256", "round_id")
    )
    return {
        number: Shown(evidence, tuple(_line(held, rounds) for held in evidence.figures))
        for number, evidence in known.items()
    }


def _line(held: Held, rounds: Mapping[str, int]) -> Line:
    cells = (
        Cell(one.provider, one.file, one.sha256, one.sheet, one.cell, rounds.get(one.sha256))
        for one in held.places
    )
    return Line(held, tuple(cells))


def _among(peers: Peers) -> str:
    sizes = {"above": _("规上"), "below": _("规下")}
    industry = _("行业大类 %(code)s") % {"code": peers.industry} if peers.industry else _("全县")
    return " · ".join(part for part in (industry, sizes.get(peers.size, "")) if part)


def suspicions_xlsx(
    round_: Round, findings: QuerySet[RoundFinding], names: Mapping[str, str]
) -> io.BytesIO:
    """A workbook: the suspicions, the heaviest first, and the figures that they rest on."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    evidence = shown(findings)
    with Workbook(buffer, options) as book:
        formats = _formats(book)
        title = f"{round_.title} · {_('可疑数据')}"
        _sheet(
            book.add_worksheet(_("可疑数据")),
            formats,
            title,
            _suspicions(findings, evidence, names),
        )
        _sheet(
            book.add_worksheet(_("数据依据")), formats, title, _figures(findings, evidence, names)
        )
    buffer.seek(0)
    return buffer


def _formats(book: Workbook) -> tuple[Format, Format, Format]:
    return (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF3F0", "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )


def _sheet(
    sheet: Worksheet, formats: tuple[Format, Format, Format], title: str, rows: Table
) -> None:
    """A title, frozen heads with filters, and the rows; no text is ever a formula."""
    bold, head, text = formats
    sheet.write_string(0, 0, title, bold)
    last = 2
    for last, row in enumerate(rows, 2):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(last, column, value, text)
            else:
                sheet.write_string(last, column, value, head if last == 2 else text)
            if last == 2:
                sheet.set_column(column, column, 60 if value == _("问题和处理办法") else 16)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, max(3, last), column)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _suspicions(
    findings: Iterable[RoundFinding], evidence: Mapping[int, Shown], names: Mapping[str, str]
) -> Iterator[tuple[str | Decimal, ...]]:
    yield (
        _("序号"), _("偏离倍数"), _("可疑之处"), _("统一社会信用代码"), _("企业名称"), _("本企业"), _("单位"),
        _("同行"), _("家数"), _("从高到低第几"), "Q1", _("中位数"), "Q3", _("下限"), _("上限"),
        _("问题和处理办法"), _("处理意见"),
    )  # fmt: skip
    is_chinese = reading_language() == "zh"
    for finding in findings:
        one = evidence.get(finding.number)
        peers = one.evidence.peers if one else None
        usual = _usual(one.among, peers) if one and peers else ("",) * 8
        yield (
            Decimal(finding.number), one.times if one else "", one.label if one else "",
            finding.subject, names.get(finding.subject, ""), one.evidence.ratio if one else "",
            one.unit if one else "", *usual,
            finding.text_zh if is_chinese else finding.text_en, finding.settlement,
        )  # fmt: skip


def _usual(among: str, peers: Peers) -> tuple[str | Decimal, ...]:
    quartiles = map(Decimal, (peers.first, peers.median, peers.third, peers.low, peers.high))
    return (among, Decimal(peers.number), Decimal(peers.place), *quartiles)


def _figures(
    findings: Iterable[RoundFinding], evidence: Mapping[int, Shown], names: Mapping[str, str]
) -> Iterator[tuple[str | Decimal, ...]]:
    yield (
        _("序号"), _("统一社会信用代码"), _("企业名称"), _("数据项"), _("年度"), _("数值"), _("单位"),
        _("截至"), _("部门"), _("文件"), _("工作表"), _("单元格"),
    )  # fmt: skip
    for finding in findings:
        for line in evidence[finding.number].lines if finding.number in evidence else ():
            first = line.cells[0] if line.cells else None
            yield (
                Decimal(finding.number), finding.subject, names.get(finding.subject, ""), line.label,
                str(line.held.year), line.value, line.unit, line.held.as_of,
                first.provider if first else "", first.file if first else "",
                first.sheet if first else "", "、".join(one.cell for one in line.cells),
            )  # fmt: skip
