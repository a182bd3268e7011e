"""Compare two methods part by part: parts are matched by their ids, values field by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from permu.method.comparing.shown import shown
from permu.method.model import Group, Indicator, Method, Procedure, Source
from permu.terms.refusal import Language, words
from permu.terms.rounding import rounded

PARTS = (
    "definitions", "scope", "grades", "merges", "commitments", "indicators", "adjustments", "lists", "measures",
)  # fmt: skip
"""Fields that hold rows with an id and a label."""
HEAD = (
    "title", "place", "place_label", "year", "published", "document", "address", "status",
    "is_trial", "valid_from", "valid_until", "repealed_on", "supersedes", "parent", "area", "subject",
    "is_mirror",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that two methods say differently. `before` or `after` is None where only one has it.

    `group` is a group's label, empty for what concerns the whole method; `part` names the list
    it stands in, `what` the row's label, `field` what of it changed (empty: the whole row).
    """

    group: str
    part: str
    what: str
    field: str
    before: object
    after: object

    def text(self, language: Language = "zh") -> str:
        """`规模以上企业：亩均税收 基准值 26.01 → 24.097（−7.4%）`."""
        head = words("method.change_in", language, group=self.group) if self.group else ""
        return head + (self._field_text(language) if self.field else self._row_text(language))

    def as_json(self, language: Language = "zh") -> dict[str, str]:
        """The change as plain texts, its sentence included."""
        return {
            "group": self.group,
            "part": self.part,
            "what": self.what,
            "field": self.field,
            "before": shown(self.before, language),
            "after": shown(self.after, language),
            "text": self.text(language),
        }

    def _row_text(self, language: Language) -> str:
        code = "method.row_added" if self.before is None else "method.row_removed"
        row = self.after if self.before is None else self.before
        part = words(f"method.part_{self.part}", language)
        said = words(code, language, part=part, what=self.what).rstrip("：: ")
        return said + _weight(row, language)

    def _field_text(self, language: Language) -> str:
        what = self.what or words(f"method.part_{self.part}", language)
        percent = _percent(self.field, self.before, self.after)
        said = words(
            "method.field_changed",
            language,
            what=what,
            field=words(f"method.field_{self.field}", language),
            before=shown(self.before, language),
            after=shown(self.after, language),
        )
        return said + (words("method.moved", language, percent=percent) if percent else "")


def compare_methods(a: Method, b: Method) -> list[Change]:
    """What `b` says otherwise than `a`: the method itself, its definitions and scope, then each group."""
    changes = [
        Change(group="", part="method", what="", field=name, before=before, after=after)
        for name in HEAD
        if (before := getattr(a, name)) != (after := getattr(b, name))
    ]
    changes += _lists(a, b, "")
    changes += _sources(a, b)
    changes += _procedure(a.procedure, b.procedure)
    changes += _texts(a, b)
    changes += _groups(a, b)
    return changes


def _groups(a: Method, b: Method) -> Iterator[Change]:
    for before, after in _paired(_by_id(a.groups), _by_id(b.groups)).values():
        if before is None or after is None:
            yield _row("", "groups", before or after, before, after)
            continue
        yield from _fields(before, after, group="", part="group")
        for part in ("score", "grading"):
            yield from _single(before, after, part)
        yield from _lists(before, after, after.label)


def _single(before: Group, after: Group, part: str) -> Iterator[Change]:
    old, new = getattr(before, part), getattr(after, part)
    if (old is None) != (new is None):
        yield Change(group=after.label, part=part, what="", field="", before=old, after=new)
    elif old is not None:
        yield from _fields(old, new, group=after.label, part=part)


def _lists(a: object, b: object, group: str) -> Iterator[Change]:
    for part in PARTS:
        if hasattr(a, part):
            pairs = _paired(_by_id(getattr(a, part)), _by_id(getattr(b, part)))
            for before, after in pairs.values():
                if before is None or after is None:
                    yield _row(group, part, before or after, before, after)
                else:
                    yield from _fields(before, after, group=group, part=part)


def _sources(a: Method, b: Method) -> Iterator[Change]:
    """Who gives an item, by item."""
    old, new = ({row.item: row for row in method.figure_sources} for method in (a, b))
    for item_id, (before, after) in _paired(old, new).items():
        if before is None or after is None:
            yield Change(
                group="", part="figure_sources", what=item_id, field="", before=before, after=after
            )
        elif before != after:
            yield from _fields(before, after, group="", part="figure_sources", what=item_id)


def _procedure(a: Procedure | None, b: Procedure | None) -> Iterator[Change]:
    """How results come into force; its notices one by one."""
    if a is None or b is None:
        if a is not b:
            yield Change(group="", part="procedure", what="", field="", before=a, after=b)
        return
    yield from _fields(a, b, group="", part="procedure", what="")
    for before, after in _paired(_by_id(a.notices), _by_id(b.notices)).values():
        if before is None or after is None:
            yield _row("", "notices", before or after, before, after)
        else:
            yield from _fields(before, after, group="", part="notices")


def _texts(a: Method, b: Method) -> Iterator[Change]:
    old, new = ({row.what: row for row in method.unknown} for method in (a, b))
    for what, (before, after) in _paired(old, new).items():
        if before is None or after is None:
            yield Change(group="", part="unknown", what=what, field="", before=before, after=after)
        elif before != after:
            yield from _fields(before, after, group="", part="unknown", what=what)


def _fields(
    before: object, after: object, *, group: str, part: str, what: str | None = None
) -> Iterator[Change]:
    old, new = _values(before), _values(after)
    label = getattr(after, "label", "") if what is None else what
    for name in new:
        if old[name] != new[name]:
            yield Change(
                group=group, part=part, what=label, field=name, before=old[name], after=new[name]
            )


def _values(row: Any) -> dict[str, object]:
    """A row's own fields; lists that are compared row by row are left to themselves."""
    apart = {"id", "what", "score", "grading", "notices", *PARTS} - _own(row)
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    values = {name: value for name, value in values.items() if name not in apart}
    if isinstance(row, Indicator):
        benchmark = row.benchmark
        is_printed = benchmark.kind == "published"
        values["benchmark"] = benchmark.value if is_printed else replace(benchmark, source=Source())
        values["benchmark_source"] = benchmark.source
    return values


def _own(row: object) -> set[str]:
    """Fields that are a row's own though a method has a list of that name: the grades of a measure."""
    return set() if isinstance(row, Group | Method) else {"grades"}


def _row(group: str, part: str, row: Any, before: object, after: object) -> Change:
    return Change(group=group, part=part, what=row.label, field="", before=before, after=after)


def _by_id(rows: Any) -> dict[str, Any]:
    return {row.id: row for row in rows}


def _paired(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Rows of both by key: those of `b` in its order, then those that only `a` has."""
    keys = [*b, *(key for key in a if key not in b)]
    return {key: (a.get(key), b.get(key)) for key in keys}


def _weight(row: object, language: Language) -> str:
    if not isinstance(row, Indicator) or row.weight is None:
        return ""
    return words("method.of_weight", language, weight=f"{row.weight:f}")


def _percent(field: str, before: object, after: object) -> str:
    """How far a benchmark or a rate moved, to one decimal; a weight's points speak for themselves."""
    if field not in {"benchmark", "rate"} or not before:
        return ""
    if not isinstance(before, Decimal) or not isinstance(after, Decimal):
        return ""
    moved = rounded((Fraction(after) / Fraction(before) - 1) * 100, 1)
    return f"{'−' if moved < 0 else '+'}{abs(moved)}%"
