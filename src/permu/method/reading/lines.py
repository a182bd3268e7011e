"""The line on which each table and key of a TOML text stands: `tomllib` reads values, not places.

The text has passed `tomllib` before it comes here, so this scanner only has to walk, never to judge.
"""

import re

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"\d{4}-\d\d-\d\d \d\d[^,\]}\s#]*|[^,\]}\s#]+")  # a date may hold one space
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)


def lines_of(text: str) -> dict[Path, int]:
    r"""The line, from 1, of every key and table of a valid TOML text, by its path.

    >>> lines_of('[[a]]\nb = { c = 1 }\n')[("a", 0, "b", "c")]
    2
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.rows: dict[Path, int] = {}  # how many tables of each array of tables were met
        self._counted = (0, 1)  # an offset, and the line it stands on

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            table = self._header() if self.text[self.at] == "[" else self._pair(table)
            self._skip(_BLANK)
        return self.lines

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def _line(self) -> int:
        offset, line = self._counted
        self._counted = (self.at, line + self.text.count("\n", offset, self.at))
        return self._counted[1]

    def _header(self) -> Path:
        line, brackets = self._line(), 1 + self.text.startswith("[[", self.at)
        self.at += brackets
        *parents, last = self._keys()
        self.at += brackets
        path: Path = ()
        for key in parents:
            path += (key,)
            path += (self.rows[path] - 1,) if path in self.rows else ()
        path += (last,)
        if brackets == 2:
            self.lines.setdefault(path, line)
            self.rows[path] = self.rows.get(path, 0) + 1
            path += (self.rows[path] - 1,)
        self.lines[path] = line
        return path

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while self.text[self.at] == ".":
            self.at += 1
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        self._skip(_BLANK)
        quoted = self.text[self.at] in "\"'"
        key = self._string()[1:-1] if quoted else self._skip(_BARE_KEY)
        self._skip(_BLANK)
        return key

    def _pair(self, table: Path) -> Path:
        line, path = self._line(), table
        for key in self._keys():
            path += (key,)
            self.lines.setdefault(path, line)
        self.at += 1  # the equals sign
        self._skip(_BLANK)
        self._value(path)
        return table

    def _value(self, path: Path) -> None:
        match self.text[self.at]:
            case '"' | "'":
                self._string()
            case "[":
                self._several(path, "]")
            case "{":
                self._several(path, "}")
            case _:
                self._skip(_BARE)

    def _several(self, path: Path, closing: str) -> None:
        self.at += 1
        self._skip(_BLANK)
        index = 0
        while self.text[self.at] != closing:
            if closing == "}":
                self._pair(path)
            else:
                self.lines[(*path, index)] = self._line()
                self._value((*path, index))
            index += 1
            self._skip(_BLANK)
            self.at += self.text[self.at] == ","
            self._skip(_BLANK)
        self.at += 1

    def _string(self) -> str:
        return next(found for pattern in _STRINGS if (found := self._skip(pattern)))
