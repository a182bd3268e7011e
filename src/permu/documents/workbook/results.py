"""Sheet 评价结果: everybody who is scored, with every value, point, rank, grade and adjustment."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from permu.documents.text import figure, source_text, unit_label, vocabulary
from permu.documents.workbook.book import BEST, POOR, ResultBook, Row
from permu.documents.workbook.columns import Column, Table, write_table
from permu.documents.workbook.rows import SCORED, group_label, indicators
from permu.documents.workbook.sheet import A3, Sheet
from permu.method.model import Adjustment, Group, Method, Scope
from permu.method.saying import Speech, adjustment_words
from permu.terms.refusal import Language


def write_results(book: ResultBook, rows: Sequence[Row]) -> Table:
    """The main list, on A3 across, one page wide."""
    columns = [*who(book), *_indicator_columns(book), *_score_columns(book), *_grade_columns(book)]
    widths = [column.width for column in columns]
    sheet = Sheet(book, "sheet_results", widths=widths, paper=A3)
    return write_table(sheet, columns, [row for row in rows if row["state"] in SCORED])


def who(book: ResultBook) -> list[Column]:
    """Number, code, name, place and group: the first columns of every list of enterprises."""
    words, method = book.words, book.method
    numbers = iter(range(1, 10**9))
    top = words["enterprise"]
    return [
        Column(top=words["number"], width=5.5, kind="count", get=lambda _row: next(numbers)),
        Column(top=top, sub=words["credit_code"], kind="name", width=21, get=lambda row: row["subject"]),
        Column(top=top, sub=words["name"], kind="name", width=30, get=lambda row: row["name"]),
        Column(top=top, sub=words["town"], kind="name", width=11, get=lambda row: row["town"]),
        Column(top=top, sub=words["park"], kind="name", width=17, get=lambda row: row["park"]),
        Column(
            top=top, sub=words["group"], kind="name", width=14,
            get=lambda row: group_label(method, row, words),
        ),
    ]  # fmt: skip


def _indicator_columns(book: ResultBook) -> list[Column]:
    words = book.words
    columns = []
    for id_, found in indicators(book.method).items():
        weights = " / ".join(figure(indicator.weight) for indicator in found)
        units = dict.fromkeys(unit_label(indicator.unit, book.language) for indicator in found)
        top = words["weight_of"].format(
            label=found[0].label, unit=" / ".join(units), weight=weights
        )
        columns += [
            Column(
                top=top, sub=words["own_value"], width=11, kind="kept",
                decimals=found[0].decimals, get=_value(id_, words),
            ),
            Column(
                top=top, sub=words["points"], width=9, kind="kept", decimals=4,
                get=itemgetter(f"points:{id_}"),
            ),
        ]  # fmt: skip
    return columns


def _value(id_: str, words: Mapping[str, str]) -> Callable[[Row], int | str | None]:
    """The kept value, or in a word why a scored indicator has none."""

    def value(row: Row) -> int | str | None:
        kept: int | None = row[f"value:{id_}"]
        if kept is None and row["score"] is not None:
            return words.get(f"how_{row[f'how:{id_}']}")
        return kept

    return value


def _score_columns(book: ResultBook) -> list[Column]:
    top = book.words["scores"]
    rounded = [group.score.decimals for group in book.method.groups]
    decimals = max([2, *(places for places in rounded if places is not None)])
    if None in rounded:
        decimals = 6
    return [
        Column(
            top=top, sub=book.words["base_score"], width=11, kind="kept", decimals=4,
            get=lambda row: row["base_score"],
        ),
        Column(top=top, sub=book.words["bonus"], width=8, kind="kept", get=lambda row: row["bonus"]),
        Column(
            top=top, sub=book.words["score"], width=10, kind="kept", decimals=decimals,
            get=lambda row: row["score"],
        ),
    ]  # fmt: skip


def _grade_columns(book: ResultBook) -> list[Column]:
    words, method = book.words, book.method
    top = words["ranking"]
    rules = {group.id: _rules(method, group) for group in method.groups}
    return [
        Column(top=top, sub=words["place_in_group"], width=7, kind="count", get=lambda row: row["rank"]),
        Column(top=top, sub=words["ranked"], width=7.5, kind="count", get=lambda row: row["ranked"]),
        Column(top=words["grade_by_rank"], width=9, kind="grade", get=lambda row: row["grade_by_rank"]),
        Column(
            top=words["grade"], width=8, kind="grade", get=lambda row: row["grade"],
            tint=lambda row: _tint(method, row),
        ),
        Column(
            top=words["hits"], width=40,
            get=lambda row: hits(row, rules.get(row["group"], {}), book.language),
        ),
        *_rare_columns(book),
        Column(top=words["state"], width=10, get=lambda row: words[f"state_{row['state']}"]),
    ]  # fmt: skip


def _rare_columns(book: ResultBook) -> list[Column]:
    """What only some methods give: the pool, whom one was evaluated with, whose grade it is, lists."""
    words = book.words
    lists: dict[str, str] = {}
    for group in book.method.groups:
        lists |= {each.id: each.label for each in group.lists}

    def listed(row: Row) -> str:
        return "、".join(lists.get(id_, id_) for id_ in (row["lists"] or "").split(",") if id_)

    gets: dict[str, Callable[[Row], str | int | None]] = {
        "pool": itemgetter("pool"),
        "unit": itemgetter("unit"),
        "source": itemgetter("source"),
        "lists": listed,
    }
    present = set(book.result.evaluation.table.columns)
    return [
        Column(top=words[f"of_{name}"], width=16, kind="name", get=get)
        for name, get in gets.items()
        if name in present
    ]


def _rules(method: Method, group: Group) -> dict[str, Adjustment | Scope]:
    rules: list[Adjustment | Scope] = [*method.scope, *group.adjustments]
    return {rule.id: rule for rule in rules}


def _tint(method: Method, row: Row) -> str:
    """The best grade stands on a quiet green, the worst on a quiet red."""
    group = next((group for group in method.groups if group.id == row["group"]), None)
    if group is None or group.grading is None or row["grade"] is None:
        return ""
    ends = {group.grading.grades[0]: BEST, group.grading.grades[-1]: POOR}
    return ends.get(row["grade"], "")


def hits(row: Row, rules: Mapping[str, Adjustment | Scope], language: Language) -> str:
    """The rules that hit, each with its effect and clause, and those that a missing figure leaves undecided."""
    told = [
        hit(rule, language) for rule in _named(row["hits"], rules) if isinstance(rule, Adjustment)
    ]
    told += [undecided(rule, language) for rule in _named(row["unsure"], rules)]
    return vocabulary(language)["between_hits"].join(told)


def _named(
    ids: str | None, rules: Mapping[str, Adjustment | Scope]
) -> Iterator[Adjustment | Scope]:
    yield from (rules[id_] for id_ in (ids or "").split(",") if id_ in rules)


def undecided(rule: Adjustment | Scope, language: Language) -> str:
    """A rule whose condition nobody could tell."""
    clause = source_text(rule.source, language)
    return vocabulary(language)["undecided_rule"].format(label=rule.label, clause=clause)


def hit(rule: Adjustment, language: Language) -> str:
    """One rule in words.

    `高新技术企业：加 3 分（第七条）`
    """
    words = vocabulary(language)
    return words["hit"].format(
        label=rule.label,
        effect=adjustment_words(rule, Speech(language)),
        clause=source_text(rule.source, language),
    )
