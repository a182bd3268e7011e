"""Sheet 核对: do the counts add up, and do the grades keep to the quotas? In formulas, and in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from permu.documents.text import MISSING
from permu.documents.workbook.book import BEST, POOR, ResultBook, Row
from permu.documents.workbook.columns import Table
from permu.documents.workbook.rows import SCORED, grades, group_label
from permu.documents.workbook.sheet import Formula, ResultSheet, Sheet
from permu.engine.grading.quotas import cuts, cuts_of_pools, quota
from permu.method.model import Grading, Group
from permu.method.saying import shares_of


def write_checks(
    book: ResultBook, rows: Sequence[Row], *, results: Table, apart: Mapping[str, Table]
) -> None:
    """Counts by group, grades by group against their quotas, grades by township."""
    sheet = Sheet(book, "sheet_checks", widths=[24, *[13] * 11])
    _counts(sheet, rows, lists={"graded": results, "scored": results, **apart})
    _quotas(sheet, rows, results=results)
    _towns(sheet, rows, results=results)


def _counts(sheet: ResultSheet, rows: Sequence[Row], *, lists: Mapping[str, Table]) -> None:
    words, method = sheet.book.words, sheet.book.method
    states = list(sheet.book.result.evaluation.counts)
    heads = [f"state_{state}" for state in states]
    sheet.section("check_counts", ["group", "registered", *heads, "sum", "check"])
    first = sheet.row
    counted = Counter((group_label(method, row, words), row["state"]) for row in rows)
    registered = Counter(group_label(method, row, words) for row in rows)
    for label in dict.fromkeys([*(group.label for group in method.groups), *registered]):
        cells = [
            Formula(_counting(sheet, lists[state], state=state), counted[label, state])
            for state in states
        ]
        total = sum(counted[label, state] for state in states)
        verdict = _verdict(sheet, total, states=len(states), registered=registered[label])
        sheet.line([label, registered[label], *cells, *verdict])
    everybody = len(sheet.book.result.facts.table)
    sums = [
        _sum_above(sheet, column, first=first, value=sum(row["state"] == state for row in rows))
        for column, state in enumerate(states, start=2)
    ]
    verdict = _verdict(sheet, len(rows), states=len(states), registered=everybody)
    sheet.line([words["sum"], everybody, *sums, *verdict], bold=True)
    _color_verdicts(sheet, first=first, column=len(states) + 3)
    sheet.note(words["check_counts_note"])


def _counting(sheet: ResultSheet, table: Table, *, state: str) -> str:
    """How many rows of a list stand in the group named at the head of the current line."""
    words = sheet.book.words
    group = f"({table.cells(words['group'])}=$A{sheet.row + 1})"
    if state not in SCORED or state == "ungraded":
        return f"=SUMPRODUCT({group}*1)"
    return f'=SUMPRODUCT({group}*({table.cells(words["state"])}="{words[f"state_{state}"]}"))'


def _sum_above(sheet: ResultSheet, column: int, *, first: int, value: int) -> Formula:
    """The sum of a column from `first` to the row above."""
    top, bottom = xl_rowcol_to_cell(first, column), xl_rowcol_to_cell(sheet.row - 1, column)
    return Formula(f"=SUM({top}:{bottom})", value)


def _verdict(sheet: ResultSheet, total: int, *, states: int, registered: int) -> list[Formula]:
    """The sum of a line, and in words whether it is the number registered."""
    row, words = sheet.row + 1, sheet.book.words
    agrees, differs = words["agrees"], words["differs"]
    last, sum_ = xl_col_to_name(states + 1), xl_col_to_name(states + 2)
    return [
        Formula(f"=SUM(C{row}:{last}{row})", total),
        Formula(
            f'=IF({sum_}{row}=B{row},"{agrees}","{differs}")',
            agrees if total == registered else differs,
        ),
    ]


def _color_verdicts(sheet: ResultSheet, *, first: int, column: int) -> None:
    """What agrees stands on green, what differs on red, also after somebody changes a list."""
    for word, color in (("agrees", BEST), ("differs", POOR)):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{sheet.book.words[word]}"',
            "format": sheet.book.file.add_format({"bg_color": color}),
        }
        sheet.raw.conditional_format(first, column, sheet.row - 1, column, rule)


def _quotas(sheet: ResultSheet, rows: Sequence[Row], *, results: Table) -> None:
    words = sheet.book.words
    heads = ("group", "grade", "share", "ranked", "quota", "by_rank_count", "difference",
             "final_count", "final_share")  # fmt: skip
    sheet.section("check_grades", heads)
    roundings = set()
    for group in sheet.book.method.groups:
        if group.grading is not None:
            own = [row for row in rows if row["group"] == group.id]
            _group_quotas(sheet, group, grading=group.grading, rows=own, results=results)
            roundings.add(words[f"rounding_{group.grading.rounding}"])
    rounding = "、".join(sorted(roundings)) or MISSING
    sheet.note(words["check_grades_note"].format(rounding=rounding))


def _group_quotas(
    sheet: ResultSheet, group: Group, *, grading: Grading, rows: Sequence[Row], results: Table
) -> None:
    """A line a grade: its quota, how many its rank gave, how many the adjustments left."""
    words = sheet.book.words
    sizes = _sizes(rows)
    ranked = sum(sizes)
    quotas = _quotas_of(grading, sizes)
    counted = {head: Counter(row[head] for row in rows) for head in ("grade_by_rank", "grade")}
    graded = sum(counted["grade"][grade] for grade in grading.grades)
    whole = f"SUM($H${sheet.row + 1}:$H${sheet.row + len(grading.grades)})"
    shares = dict(shares_of(grading))
    for grade, places in zip(grading.grades, quotas, strict=True):
        row = sheet.row + 1
        in_group = f"({results.cells(words['group'])}=$A{row})"
        by_rank, final = (
            Formula(f"=SUMPRODUCT({in_group}*({results.cells(words[head])}=$B{row}))", count[grade])
            for head, count in counted.items()
        )
        difference = (
            None
            if places is None
            else Formula(f"=F{row}-E{row}", counted["grade_by_rank"][grade] - places)
        )
        part = counted["grade"][grade] / graded if graded else 0
        final_share = Formula(f"=IF({whole}=0,0,H{row}/{whole})", part, "0.0%")
        sheet.line(
            [group.label, grade, shares[grade] or None, ranked, places, by_rank, difference, final, final_share]
        )  # fmt: skip


def _sizes(rows: Sequence[Row]) -> list[int]:
    """How many stand in the group's ranking, or in each of its pools."""
    pools: dict[str, int] = {}
    for row in rows:
        pool = row.get("pool") or ""
        pools[pool] = max(pools.get(pool, 0), row["ranked"] or 0)
    return list(pools.values())


def _quotas_of(grading: Grading, sizes: Sequence[int]) -> list[int] | list[None]:
    """The places of each grade, over all pools; None where no quota is cut."""
    if grading.kind == "shares":
        if grading.over == "all_pools":
            ends = cuts_of_pools(grading, sizes)
        else:
            ends = [cuts(grading, size) for size in sizes]
        pairs = [pairwise([0, *of_pool, size]) for of_pool, size in zip(ends, sizes, strict=True)]
        places = [[last - before for before, last in pair] for pair in pairs]
        return [sum(of_grade) for of_grade in zip(*places, strict=True)] or [0] * len(
            grading.grades
        )
    if grading.kind == "two_stage" and grading.best and grading.worst:
        first, last = (
            sum(quota(grading, size, stage.share) for size in sizes)
            for stage in (grading.best, grading.worst)
        )
        return [first, sum(sizes) - first - last, last]
    return [None] * len(grading.grades)


def _towns(sheet: ResultSheet, rows: Sequence[Row], *, results: Table) -> None:
    words, kinds = sheet.book.words, grades(sheet.book.method)
    if not kinds:
        return
    sheet.section("check_towns")
    sheet.head([words["town"], *kinds, words["sum"]])
    first = sheet.row
    counted = Counter((row["town"] or MISSING, row["grade"]) for row in rows if row["grade"])
    for town in sorted({town for town, _grade in counted}):
        in_town = f"({results.cells(words['town'])}=$A{sheet.row + 1})"
        heads = [
            xl_rowcol_to_cell(first - 1, column, row_abs=True)
            for column in range(1, 1 + len(kinds))
        ]
        cells = [
            Formula(
                f"=SUMPRODUCT({in_town}*({results.cells(words['grade'])}={head}))",
                counted[town, grade],
            )
            for head, grade in zip(heads, kinds, strict=True)
        ]
        end = xl_rowcol_to_cell(sheet.row, len(kinds))
        total = sum(counted[town, grade] for grade in kinds)
        sheet.line([town, *cells, Formula(f"=SUM(B{sheet.row + 1}:{end})", total)])
    if sheet.row > first:
        by_grade = [sum(counted[key] for key in counted if key[1] == grade) for grade in kinds]
        sums = [
            _sum_above(sheet, column, first=first, value=value)
            for column, value in enumerate([*by_grade, sum(by_grade)], start=1)
        ]
        sheet.line([words["sum"], *sums], bold=True)
