"""A JSON Schema (draft 2020-12) for editors: it completes keys and kinds, and underlines what the reader would refuse.

What only several tables together show (weights that add up, a clause that stands in the notice, units that
fit) an editor cannot know: `permu check` says it.
"""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from permu.method.language.catalogue import ROOTS, tables
from permu.method.language.model import Key, TableRow
from permu.terms.refusal import Language

FileKind = Literal["method", "group", "cases", "overlay"]
FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)
"""`overlay` is for the files of a folder that has a parent, but its cases."""
DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_TEXT: Schema = {"type": "string", "pattern": r"\S"}
_NAME: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,63}$"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_SHAPES: Mapping[str, Schema] = {
    "text": _TEXT,
    "word": {"type": "string"},
    "id": _NAME,
    "method_id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"},
    "name": _NAME,
    "unit": _TEXT,
    "day": {"type": "string", "pattern": _DAY},
    "month_day": {"type": "string", "pattern": rf"^[0-9]{{2}}-[0-9]{{2}}$|{_DAY}"},
    "number": {"type": "number"},
    "weight": {"anyOf": [{"type": "number"}, {"const": "unknown"}]},
    "integer": {"type": "integer"},
    "flag": {"type": "boolean"},
    "choice": {"type": "string"},
    "texts": _TEXTS,
    "names": {"type": "array", "items": _NAME},
    "files": _TEXTS,
    "numbers": {"type": "array", "items": {"type": "number"}},
    "map": {"type": "object", "additionalProperties": {"not": {"type": ["object", "array"]}}},
}


def schema(kind: FileKind, language: Language = "zh") -> Schema:
    """The schema of one kind of file. A date of TOML is held against its text, as editors do."""
    roots = [ROOTS["method"], ROOTS["group"]] if kind == "overlay" else [ROOTS[kind]]
    rows = [row for root in roots for row in _reached(root)]
    writer = _Writer(language, is_whole=kind != "overlay")
    tops = [writer.table(tables()[root]) for root in roots]
    return {
        "$schema": DRAFT,
        "title": "、".join(tables()[root].label for root in roots)
        if language == "zh"
        else ", ".join(tables()[root].heading for root in roots),
        **(tops[0] if len(tops) == 1 else _together(tops)),
        "$defs": {row.name: writer.table(row) for row in rows if row.name not in roots},
    }


def _reached(root: str) -> list[TableRow]:
    found, left = dict[str, TableRow](), [root]
    while left:
        row = tables()[left.pop()]
        if row.name not in found:
            found[row.name] = row
            left += [key.table for key in row.keys if key.table]
    return list(found.values())


def _together(tops: list[Schema]) -> Schema:
    """One object with the keys of several."""
    properties = {name: value for top in tops for name, value in top["properties"].items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


class _Writer:
    """`is_whole`: every table stands whole; in an overlay only what differs does."""

    def __init__(self, language: Language, *, is_whole: bool) -> None:
        self.language = language
        self.is_whole = is_whole

    def table(self, row: TableRow) -> Schema:
        found: Schema = {
            "type": "object",
            "description": row.zh if self.language == "zh" else row.en,
            "additionalProperties": False,
            "properties": {key.name: self.key(key) for key in row.keys},
        }
        rules = [rule for key in row.keys for rule in self._rules(row, key)]
        if row.is_sourced:
            found["properties"] |= {"clause": _TEXT, "assumed": _TEXT}
            rules += [_ONE_SOURCE] if self.is_whole else []
        if self.is_whole:
            found["required"] = [
                key.name for key in row.keys if key.required and not (key.only or key.beside)
            ]
        return {**found, "allOf": rules} if rules else found

    def key(self, key: Key) -> Schema:
        said = key.zh if self.language == "zh" else key.en
        return {"description": said, **self._shape(key)}

    def _shape(self, key: Key) -> Schema:
        inner = {"$ref": f"#/$defs/{key.table}"}
        if key.type == "table":
            return inner
        if key.type == "tables":
            return {"type": "array", "items": inner}
        shape = dict(_SHAPES[key.type])
        if key.kinds:
            words = {"enum": [kind.name for kind in key.kinds]}
            shape = {**shape, "items": words} if key.type == "texts" else words
        if key.pattern:
            shape["pattern"] = f"^{key.pattern}$"
        bounds = {"minimum": key.low, "maximum": key.high}
        return shape | {name: bound for name, bound in bounds.items() if bound is not None}

    def _rules(self, row: TableRow, key: Key) -> list[Schema]:
        """Where a key stands, and where it is needed."""
        rules = [
            {"if": self._says(row.key(other), words), "else": {"properties": {key.name: False}}}
            for other, words in key.only.items()
        ]
        if key.beside:
            rules.append({"dependentRequired": {key.name: [key.beside]}})
        if self.is_whole and (need := _need(key)):
            needed = key.needed or key.only
            said = [self._says(row.key(other), words) for other, words in needed.items()]
            rules.append({"if": {"allOf": said}, "then": need} if said else need)
        return rules

    def _says(self, key: Key, words: tuple[str, ...]) -> Schema:
        """That a key says one of the words: any other word is its own fault, and an absent one its default.

        In an overlay an absent key is what the parent says, which an editor does not see.
        """
        unknown = {"not": {"enum": [kind.name for kind in key.kinds]}}
        said: Schema = {"properties": {key.name: {"anyOf": [{"enum": list(words)}, unknown]}}}
        may_be_absent = key.default in words or not self.is_whole
        return said if may_be_absent else {**said, "required": [key.name]}


def _need(key: Key) -> Schema:
    """What must stand where a key belongs; nothing for one that may be absent, or that every table has."""
    if key.instead:
        return {"oneOf": [{"required": [key.name]}, {"required": [key.instead]}]}
    if key.required and key.beside:
        return {"dependentRequired": {key.beside: [key.name]}}
    return {"required": [key.name]} if key.needed or (key.required and key.only) else {}


_ONE_SOURCE: Schema = {"oneOf": [{"required": ["clause"]}, {"required": ["assumed"]}]}
