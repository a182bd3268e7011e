"""A file of an overlay laid over its parent's (M10): key by key, each key remembering where it stands.

Tables of the same id override key by key, one level deep: a benchmark or a condition is replaced
whole, and so is a table whose `kind` changes. New ids come after the parent's. `drop` names what
goes: `"adjustment:rent"`, `"indicator:tax_per_mu.cap"`, `"grading"`, `"score.bonus_cap"`.
"""

from collections.abc import Iterable
from typing import TypeVar

from permu.method.reading.faults import nearest
from permu.method.reading.lines import Path
from permu.method.reading.tables import Origin, Table

T = TypeVar("T")
ROWS = {
    "definition": "id", "scope": "id", "grade": "id", "merge": "id", "notice": "id", "list": "id",
    "commitment": "id", "adjustment": "id", "measure": "id", "indicator": "id",
    "figure_source": "item", "unknown": "what",
}  # fmt: skip
"""The arrays of tables, and the key by which a row of the overlay means one of the parent."""
NEEDED = {"figure_source": "provider", "unknown": "stops"}
"""A key that no new row can be without; `label` for all others."""
KIND = {"grading": "shares", "definition": "sum"}
"""What a table is that names no kind."""
TAKEN_HEAD = frozenset({"place", "place_label", "year", "subject", "groups", "trial"})
"""What `[method]` takes over; the rest says which document the overlay itself is."""
SOURCES = frozenset({"clause", "assumed"})


def laid_over(own: Table | None, parent: Table, origin: Origin) -> Table:
    """The parent's file with the overlay's over it; `origin` is the parent's own file and notice."""
    return _Laying(own or Table(parent.file, (), {}, {}, parent.faults), parent, origin).table()


class _Laying:
    def __init__(self, own: Table, parent: Table, origin: Origin) -> None:
        self.own, self.parent, self.origin = own, parent, origin
        self.values: dict[str, object] = {}
        self.lines: dict[Path, int] = {}
        self.taken: dict[Path, Origin] = {}
        if not own.values:
            self.taken[()] = parent.taken.get((), origin)
        self.dropped = self._dropped()

    def table(self) -> Table:
        for name in dict.fromkeys([*self.parent.values, *self.own.values]):
            if name != "drop":
                self._lay(name)
        lines, faults = self.lines, self.own.faults
        return Table(self.own.file, (), self.values, lines, faults, taken=self.taken)

    def _dropped(self) -> frozenset[str]:
        """What `drop` takes away: rows, or keys of what the overlay overrides, and so gives a source."""
        named = self.own.texts("drop", ())
        known, mine = (_names(file) if named else {} for file in (self.parent, self.own))
        for name in named:
            if name not in known:
                near = _meant(name, list(known))
                self.own.fault("drop_names_nothing", "drop", name=name, near=near)
            elif known[name] not in {"", *mine}:
                self.own.fault("drop_without_source", "drop", name=name, row=known[name])
        return frozenset(named)

    def _lay(self, name: str) -> None:
        mine, theirs = self.own.values.get(name), self.parent.values.get(name)
        if name in ROWS and _are_rows(theirs) and (mine is None or _are_rows(mine)):
            self._lay_rows(name)
        elif name in self.dropped and mine is None:
            return
        elif isinstance(mine, dict) and isinstance(theirs, dict) and name not in self.dropped:
            own, parent = self.own.table(name), self.parent.table(name)
            if own and parent:
                self.values[name] = self._over((name,), own, parent)
        else:
            side = self.own if name in self.own.values else self.parent
            self.values[name] = self._whole((name,), side, (name,), side.values[name])

    def _lay_rows(self, name: str) -> None:
        added = self.own.tables(name)
        rows: list[object] = []
        met: list[str] = []
        for theirs in self.parent.tables(name):
            id_, to = _id(name, theirs), (name, len(rows))
            met.append(id_)
            if _row_name(name, theirs) in self.dropped:
                continue
            mine = next((row for row in added if _id(name, row) == id_), None)
            if mine:
                added.remove(mine)
                rows.append(self._over(to, mine, theirs))
            else:
                rows.append(self._whole(to, self.parent, theirs.path, theirs.values))
        for row in added:
            if self._is_new(name, row, met):
                rows.append(self._whole((name, len(rows)), self.own, row.path, row.values))
        self.values[name] = rows
        self._note((name,), self.own if name in self.own.values else self.parent, (name,))

    def _is_new(self, name: str, row: Table, known: list[str]) -> bool:
        """Whether the row adds something: one that lacks what every row has was to override, and found nothing."""
        needed = NEEDED.get(name, "label")
        if needed in row.values:
            return True
        id_ = _id(name, row)
        near = _meant(id_, known)
        row.fault("overrides_nothing", ROWS[name], id=id_, needed=needed, near=near)
        return False

    def _over(self, to: Path, mine: Table, theirs: Table) -> dict[str, object]:
        """One table over another of the same name."""
        usual = KIND.get(str(to[0]))
        if "kind" in mine.values and mine.values["kind"] != theirs.values.get("kind", usual):
            return self._whole(to, self.own, mine.path, mine.values)
        if to == ("method",):
            kept = {key for key in theirs.values if key in TAKEN_HEAD}
        else:
            kept = {key for key in theirs.values if not self._is_dropped(theirs, key)}
            if SOURCES & mine.values.keys():
                kept -= SOURCES
            elif SOURCES & theirs.values.keys():
                mine.fault("override_without_source")
        self._note(to, self.own, mine.path)
        merged: dict[str, object] = {}
        for key in dict.fromkeys([*theirs.values, *mine.values]):
            side = mine if key in mine.values else theirs
            if side is mine or key in kept:
                source = self.own if side is mine else self.parent
                merged[key] = self._whole((*to, key), source, (*side.path, key), side.values[key])
        return merged

    def _is_dropped(self, row: Table, key: str) -> bool:
        name = str(row.path[0])
        return f"{_row_name(name, row) if len(row.path) > 1 else name}.{key}" in self.dropped

    def _whole(self, to: Path, side: Table, at: Path, value: T) -> T:
        """A value of one side, with the place of everything in it."""
        left: list[tuple[Path, Path, object]] = [(to, at, value)]
        while left:
            to, at, inner = left.pop()
            self._note(to, side, at)
            left += [((*to, step), (*at, step), one) for step, one in _steps(inner)]
        return value

    def _note(self, to: Path, side: Table, at: Path) -> None:
        if at in side.lines:
            self.lines[to] = side.lines[at]
            if side is self.parent:
                self.taken[to] = side.taken.get(at, self.origin)


def _steps(value: object) -> Iterable[tuple[str | int, object]]:
    """What stands in a table or a list, by its key or its number."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _names(file: Table) -> dict[str, str]:
    """Everything of a file that `drop` may name; a key with the row or table that it is of."""
    names: dict[str, str] = {}
    for name, value in file.values.items():
        if name in ROWS and _are_rows(value):
            parts = [(_row_name(name, row), row.values) for row in file.tables(name)]
        else:
            parts = [(name, value)] if isinstance(value, dict) and name != "method" else []
        for part, keys in parts:
            names |= {part: "", **{f"{part}.{key}": part for key in keys}}
    return names


def _row_name(name: str, row: Table) -> str:
    return f"{name}:{_id(name, row)}"


def _id(name: str, row: Table) -> str:
    return str(row.values.get(ROWS[name]))


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _meant(name: str, known: list[str]) -> str:
    """The name that is probably meant, and all of them where none is like it."""
    return nearest(name, known) or "、".join(one for one in known if "." not in one)
