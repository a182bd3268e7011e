"""Who stands apart, and the words for grades: `[[scope]]` and `[[grade]]`."""

from collections.abc import Sequence
from typing import Literal, get_args

from permu.method.model import GradeWord, Scope, State
from permu.method.reading.book import Book, item_of, read_source
from permu.method.reading.groups import no_doubles
from permu.method.reading.rules import known_grade, read_when
from permu.method.reading.tables import Table
from permu.method.reading.together import reachable

PARCEL_OWNER = "parcel_owner"
Color = Literal["", "green", "blue", "yellow", "orange", "red", "grey"]
COLORS: tuple[Color, ...] = ("green", "blue", "yellow", "orange", "red", "grey")


def read_scope(tables: Sequence[Table], book: Book, grades: Sequence[str]) -> tuple[Scope, ...]:
    """The `[[scope]]` rules, in order. `grades` are those of all groups."""
    no_doubles(tables)
    rules = tuple(_rule(table, book, grades) for table in tables)
    reachable(tables, [rule.when for rule in rules])
    for table, rule in zip(tables, rules, strict=True):
        if rule.when.kind == "always" and "when" in table.values:
            table.fault("scope_always", "when")
    return rules


def _rule(table: Table, book: Book, grades: Sequence[str]) -> Scope:
    state: State = table.choice("state", get_args(State))
    managed_as = table.text("managed_as", "") if state == "ungraded" else ""
    known_grade(table, "managed_as", managed_as, grades)
    inherits = state == "inherits"
    rule = Scope(
        id=table.identifier(),
        label=table.text("label"),
        state=state,
        when=read_when(table, book),
        managed_as=managed_as,
        mark=table.text("mark", ""),
        from_=_from(table, book) if inherits else "",
        choose=table.choice("choose", ("worse", "better"), default="worse")
        if inherits
        else "worse",
        source=read_source(table, book),
    )
    table.close()
    return rule


def _from(table: Table, book: Book) -> str:
    """`parcel_owner`, or the text item that names the subject whose grade is taken."""
    name = table.text("from")
    if name != PARCEL_OWNER:
        item_of(table, book, "from", name, kinds=("text",))
    return name


def read_grade_words(
    tables: Sequence[Table], book: Book, grades: Sequence[str], scope: Sequence[Scope]
) -> tuple[GradeWord, ...]:
    """The `[[grade]]` words: each for a grade of some group, or for what a scope rule puts in its place."""
    no_doubles(tables)
    named = [name for rule in scope for name in (rule.managed_as, rule.mark) if name]
    known = list(dict.fromkeys([*grades, *named]))
    return tuple(_word(table, book, known if grades else ()) for table in tables)


def _word(table: Table, book: Book, known: Sequence[str]) -> GradeWord:
    id_ = table.text("id")
    known_grade(table, "id", id_, known)
    word = GradeWord(
        id=id_,
        label=table.text("label"),
        color=table.choice("color", COLORS) if table.has("color") else "",
        source=read_source(table, book),
    )
    table.close()
    return word
