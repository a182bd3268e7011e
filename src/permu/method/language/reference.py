"""The reference of the language, written from the catalogue and the examples."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from permu.method.language.catalogue import HERE, ROOTS, mechanisms, mechanisms_of, tables
from permu.method.language.examples import EXAMPLES, first_uses, snippet
from permu.method.language.model import Key, Kind, Mechanism, TableRow
from permu.method.language.uses import Use
from permu.terms.items import items
from permu.terms.quantities import UNITS
from permu.terms.refusal import Language

SOURCES = "../../src/permu/method/examples"
"""The examples as a paper two folders below the root finds them."""


def reference(language: Language = "zh") -> Iterator[str]:
    """The whole language as Markdown, part by part."""
    yield from _Writer(language).whole()


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "reference.toml").read_text("utf-8"))


def _anchor(row: TableRow, key: Key | None = None) -> str:
    return f"{row.name}-{key.name}" if key else row.name


def _line(cells: list[str]) -> str:
    """A row of a table."""
    shown = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(shown)} |"


def _in_one_line(use: Use | None) -> str:
    return f"`{' '.join(snippet(use).split())}`" if use else ""


def _case(one: Mechanism) -> str:
    """A link to the case of a mechanism, at its line."""
    for path in sorted((EXAMPLES / one.example).glob("*.cases.toml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line == f'name = "{one.case}"':
                return f"[{one.case}]({SOURCES}/{one.example}/{path.name}#L{number})"
    return one.case


class _Writer:
    def __init__(self, language: Language) -> None:
        self.is_zh = language == "zh"
        self.words: Mapping[str, Any] = _texts()[language]

    def whole(self) -> Iterator[str]:
        yield self.words["intro"].strip() + "\n"
        yield from self.contents()
        yield from self.units()
        for row in tables().values():
            yield from self.table(row)
        yield from self.items()
        yield from self.mechanisms()

    def contents(self) -> Iterator[str]:
        yield f"## {self.words['contents']}\n"
        for row in tables().values():
            depth = "" if row.name in ROOTS.values() else "  "
            yield f"{depth}- {self._link(row)} `{row.heading}`"
        yield f"- [{self.words['items']}](#items)"
        yield f"- [{self.words['mechanisms']}](#mechanisms)\n"

    def units(self) -> Iterator[str]:
        yield f"## {self.words['units']}\n"
        yield f"{self.words['units_text']}\n"
        yield self.words["units_head"]
        for code, unit in UNITS.items():
            yield _line([f"`{code}`", (unit.label if self.is_zh else unit.label_en) or "1"])
        yield ""

    def items(self) -> Iterator[str]:
        """Every item that may serve an evaluation."""
        yield f'<a id="items"></a>\n\n## {self.words["items"]}\n'
        yield f"{self.words['items_text']}\n"
        yield self.words["items_head"]
        for name, one in items().items():
            if one.purpose == "grading":
                label = one.label if self.is_zh else one.label_en
                unit = f"`{one.unit}`" if one.unit else self.words["kinds"][one.kind]
                yield _line([f"`{name}`", label, unit, one.provider])
        yield ""

    def table(self, row: TableRow) -> Iterator[str]:
        is_file = row.name in ROOTS.values()
        title = f"{row.label} `{row.heading}`" if self.is_zh and not is_file else f"`{row.heading}`"
        yield f'<a id="{_anchor(row)}"></a>\n'
        yield f"{'##' if is_file else '###'} {title}\n"
        said = row.zh if self.is_zh else row.en
        yield f"{said}{self.words['sourced'] if row.is_sourced else ''}\n"
        yield self.words["key_head"]
        for key in row.keys:
            yield self._key(row, key)
        yield ""
        yield from self._example_of(row)
        for key in row.keys:
            if key.kinds:
                yield from self.kinds(row, key)

    def _key(self, row: TableRow, key: Key) -> str:
        what = key.zh if self.is_zh else key.en
        cells = [f"`{key.name}`", what, self._type(row, key), self._standing(key)]
        return _line(cells)

    def _type(self, row: TableRow, key: Key) -> str:
        if key.table:
            return self._link(tables()[key.table])
        if key.kinds:
            anchor = _anchor(row, key)
            return str(self.words["of_words"].format(count=len(key.kinds), anchor=anchor))
        return str(self.words["types"][key.type])

    def _link(self, row: TableRow) -> str:
        return f"[{row.label if self.is_zh else row.name}](#{_anchor(row)})"

    def _standing(self, key: Key) -> str:
        """Whether a key must stand, what its absence means, and where it may stand."""
        said = []
        if key.required:
            said.append(self.words["required"])
        if key.default:
            said.append(self.words["default"].format(default=f"`{key.default}`"))
        for name, among in (("needed", key.needed), ("only", key.only)):
            for other, words in among.items():
                named = self.words["comma"].join(f"`{word}`" for word in words)
                said.append(self.words[name].format(key=f"`{other}`", words=named))
        if key.beside:
            said.append(self.words["beside"].format(key=f"`{key.beside}`"))
        if key.instead:
            said.append(self.words["instead"].format(key=f"`{key.instead}`"))
        return "；".join(said) if self.is_zh else "; ".join(said)

    def kinds(self, row: TableRow, key: Key) -> Iterator[str]:
        """The words of a closed list, each with its meaning and the mechanisms it expresses."""
        uses = [first_uses().get(f"{row.name}.{key.name}={kind.name}") for kind in key.kinds]
        is_inline = key.is_shown and not any(use and snippet(use).startswith("[") for use in uses)
        yield f'<a id="{_anchor(row, key)}"></a>\n'
        heading = self.words["words_of"].format(label=row.label, key=key.name)
        yield f"**{heading}**\n"
        rows = [
            [*self._kind(row, key, kind), *([_in_one_line(use)] if is_inline else [])]
            for kind, use in zip(key.kinds, uses, strict=True)
        ]
        yield self.words["kind_head_example" if is_inline else "kind_head"]
        yield from map(_line, rows)
        yield ""
        if key.is_shown and not is_inline:
            yield from self._examples([use for use in uses if use])

    def _kind(self, row: TableRow, key: Key, kind: Kind) -> list[str]:
        """A word, its name, and its meaning with the mechanisms that it expresses."""
        found = mechanisms_of(f"{row.name}.{key.name}={kind.name}")
        links = self.words["comma"].join(f"[{id_}](#{id_})" for id_ in found)
        said = kind.zh if self.is_zh else kind.en
        means = self.words["for_mechanisms"].format(said=said, links=links) if links else said
        return [f"`{kind.name}`", kind.label, means] if self.is_zh else [f"`{kind.name}`", means]

    def _example_of(self, row: TableRow) -> Iterator[str]:
        """A table's own example, where the words of its keys do not show it."""
        use = next((use for use in first_uses().values() if use.table == row), None)
        if use and use.table_at and not any(key.is_shown for key in row.keys):
            yield from self._examples([use])

    def _examples(self, uses: list[Use]) -> Iterator[str]:
        shown = dict.fromkeys(snippet(use) for use in uses)
        folders = sorted({use.file.parent.name for use in uses})
        links = (f"[{folder}]({SOURCES}/{folder}/)" for folder in folders)
        yield self.words["example"].format(folders=self.words["comma"].join(links)) + "\n"
        yield from (f"```toml\n{text}\n```\n" for text in shown)

    def mechanisms(self) -> Iterator[str]:
        """Every mechanism with what expresses it and the case that shows it."""
        yield '<a id="mechanisms"></a>\n'
        yield f"## {self.words['mechanisms']}\n"
        yield f"{self.words['mechanisms_text']}\n"
        yield self.words["mechanisms_head"]
        for one in mechanisms():
            yield self._mechanism(one)
        yield ""

    def _mechanism(self, one: Mechanism) -> str:
        anchor = f'<a id="{one.id}"></a>{one.id}'
        uses = self.words["comma"].join(self._use(use) for use in one.uses)
        said = one.zh if self.is_zh else one.en
        return _line([anchor, said, one.places, uses, _case(one)])

    def _use(self, use: str) -> str:
        name, _, word = use.partition("=")
        table, _, key = name.partition(".")
        anchor = f"{table}-{key}" if word else table
        row = tables()[table]
        said = f"{key} = {word}" if word else key
        return f"{row.label if self.is_zh else row.name} [`{said}`](#{anchor})"
