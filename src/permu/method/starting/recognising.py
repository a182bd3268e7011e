"""What of a notice's text is recognised: indicators with weights and benchmarks, shares, caps.

Only a closed list of names is looked for (`known.toml`), and only numbers that stand right beside
them. What is not sure is not taken: an official fills it in.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal

Side = Literal["above", "below"]
NUMBER = r"(\d+(?:\.\d+)?)"
WEIGHT = re.compile(
    rf"^\s*(?:÷\s*(?:基准值|[\d.]+)\s*×\s*{NUMBER}|[（(]?(?:权重|占|分值)?[为：:]?\s*{NUMBER}\s*[%％分]|[（(]{NUMBER}[）)])"
)
BEFORE = re.compile(rf"{NUMBER}\s*[×*]\s*$")
BENCHMARK = re.compile(rf"基准值[为：:]?\s*{NUMBER}|^\s*[÷/]\s*{NUMBER}")
CAP = re.compile(rf"权重[分值]*的?\s*{NUMBER}\s*倍")
FLOOR = re.compile(r"最低[为]?\s*0\s*分|不[得计]负分")
SHARE = re.compile(
    rf"([A-E][+-]?)\s*(?:[（(][^）)]{{1,4}}[）)])?\s*[类级]?[^A-E\d%％]{{0,24}}?{NUMBER}\s*[%％]"
    rf"(?:[（(][^）)]{{1,3}}[）)])?(?:\s*(?:至|到|—|–|-|~|～)+\s*{NUMBER}\s*[%％])?"
)
CLAUSE = re.compile(r"^(第[一二三四五六七八九十百零\d]+条)")
HEADING = re.compile(r"^#+\s*(.+)$")
LONGEST_CLAUSE = 24
MARKS = ("权重", "基准")
"""Headings of the columns of a table that are read."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """An indicator of `known.toml`."""

    id: str
    names: tuple[str, ...]
    ratio: tuple[str, str]
    unit: str


@dataclass(frozen=True, kw_only=True)
class Guess:
    """An indicator found in the notice; None for what does not stand beside it."""

    known: Known
    label: str
    weight: Decimal | None
    benchmark: Decimal | None
    clause: str


@dataclass
class Draft:
    """What was recognised. `shares` are by grade, best first; empty where they do not add up."""

    indicators: dict[Side, list[Guess]] = field(default_factory=dict)
    shares: dict[str, Decimal] = field(default_factory=dict)
    shares_clause: str = ""
    cap: Decimal | None = None
    has_floor: bool = False


@cache
def known_indicators() -> tuple[Known, ...]:
    """Every indicator that is looked for."""
    text = files("permu.method.starting").joinpath("known.toml").read_text("utf-8")
    rows = tomllib.loads(text)
    return tuple(
        Known(id=id_, names=tuple(row["names"]), ratio=tuple(row["ratio"]), unit=row["unit"])
        for id_, row in rows.items()
    )


def recognise(notice: str) -> Draft:
    """What of the notice's text is sure enough to start from."""
    draft = Draft()
    for side, text, clause in _sentences(notice):
        for guess in _indicators(text, clause):
            found = draft.indicators.setdefault(side, [])
            known = {one.known.id: number for number, one in enumerate(found)}
            if guess.known.id not in known:
                found.append(guess)
            elif found[known[guess.known.id]].weight is None and guess.weight is not None:
                found[known[guess.known.id]] = guess
    for clause, text in _by_clause(notice):
        shares = _shares(text)
        if shares and not draft.shares:
            draft.shares, draft.shares_clause = shares, clause
    cap = CAP.search(notice)
    draft.cap = Decimal(cap.group(1)) if cap else None
    draft.has_floor = FLOOR.search(notice) is not None
    return draft


def _paragraphs(notice: str) -> Iterator[tuple[Side, str, str]]:
    """Each paragraph, the size of enterprise it speaks of, and the name it is cited by."""
    side: Side = "above"
    heading = ""
    for line in map(str.strip, _without_tables(notice)):
        if found := HEADING.match(line):
            heading = found.group(1).strip()
            side = _side(heading, "above")
        elif line and not line.startswith(">"):
            clause = CLAUSE.match(line)
            side = _side(line, side)
            yield side, line, clause.group(1) if clause else heading or line[:LONGEST_CLAUSE]


def _by_clause(notice: str) -> list[tuple[str, str]]:
    """The paragraphs of each clause or heading as one text: grades often stand one a line."""
    found: dict[str, str] = {}
    for _side, text, clause in _paragraphs(notice):
        found[clause] = f"{found.get(clause, '')}\n{text}"
    return list(found.items())


def _without_tables(notice: str) -> Iterator[str]:
    """The notice's lines; a row of a table of indicators as a sentence: 亩均税收（40），基准值 15."""
    columns: dict[str, int] = {}
    for line in notice.splitlines():
        cells = [cell.strip() for cell in re.split(r"[|\t]", line.strip().strip("|"))]
        if len(cells) < 2:
            columns = {}
            yield line
            continue
        heads = {mark: n for n, cell in enumerate(cells) for mark in MARKS if mark in cell}
        if "权重" in heads:
            columns = heads
        elif columns and max(columns.values()) < len(cells):
            yield _row(cells, columns)


def _row(cells: list[str], columns: Mapping[str, int]) -> str:
    """One row in words: its first known name, then its weight, then its benchmark."""
    names = [
        name for cell in cells for one in known_indicators() for name in one.names if name in cell
    ]
    name = max(names, key=len, default="")
    benchmark = f"，基准值{cells[columns['基准']]}" if "基准" in columns else ""
    return f"{name}（{cells[columns['权重']].rstrip('%％分')}）{benchmark}" if name else ""


def _sentences(notice: str) -> Iterator[tuple[Side, str, str]]:
    for spoken_of, paragraph, clause in _paragraphs(notice):
        side = spoken_of
        for text in filter(None, re.split(r"[。；;]", paragraph)):
            side = _side(text, side)
            yield side, text, clause


def _side(text: str, before: Side) -> Side:
    """Whom a text speaks of; as before where it names neither or both."""
    is_above = bool(re.search(r"规上|规模以上", text))
    is_below = bool(re.search(r"规下|规模以下", text))
    if is_above == is_below:
        return before
    return "below" if is_below else "above"


def _indicators(text: str, clause: str) -> Iterator[Guess]:
    """The indicators a sentence names, with the numbers between each name and the next."""
    spots = sorted(_spots(text).items())
    ends = [*(start for start, _ in spots[1:]), len(text)][: len(spots)]
    for (start, (known, name)), end in zip(spots, ends, strict=True):
        beside = text[start + len(name) : end]
        weight = _first(WEIGHT.match(beside)) or _first(BEFORE.search(text[:start]))
        benchmark = _first(BENCHMARK.search(beside))
        yield Guess(
            known=known,
            label=name,
            weight=Decimal(weight) if weight else None,
            benchmark=Decimal(benchmark) if benchmark else None,
            clause=clause,
        )


def _first(found: re.Match[str] | None) -> str | None:
    """The number that a pattern found, whichever of its forms it was."""
    return next((one for one in found.groups() if one), None) if found else None


def _spots(text: str) -> Mapping[int, tuple[Known, str]]:
    """Where each known name stands; a longer name before one that is part of it."""
    names = sorted(
        ((name, known) for known in known_indicators() for name in known.names),
        key=lambda one: -len(one[0]),
    )
    found: dict[int, tuple[Known, str]] = {}
    taken: set[int] = set()
    for name, known in names:
        for hit in re.finditer(re.escape(name), text):
            if not taken.intersection(range(*hit.span())):
                taken.update(range(*hit.span()))
                found[hit.start()] = (known, name)
    return found


def _shares(text: str) -> dict[str, Decimal]:
    """Grades with their percent, where they add up to 100; each given alone or as a stretch of the ranking."""
    found: dict[str, Decimal] = {}
    reached = Decimal(0)
    for grade, first, last in SHARE.findall(text):
        if grade in found:
            return {}
        share = Decimal(first)
        if last:
            share = Decimal(last) - reached
        reached += share
        found[grade] = share
    return found if len(found) > 1 and reached == 100 else {}
