"""Small pictures of what was measured, as SVG: no font is fetched, and they read on dark pages as on light ones."""

from collections.abc import Iterator, Mapping, Sequence
from math import log10
from xml.sax.saxutils import escape

from benchmarks import stored
from benchmarks.sections import million, probabilities

OWN, OTHERS, INK, LINES = "#0f6cbd", "#9aa5b1", "#1f2933", "#d9e0e7"
WIDTH, LABELS, ROW = 860, 330, 24
Bars = Mapping[str, float]
Point = tuple[float, float]


SAID = {
    "peers": "CPU seconds beside peers",
    "scale": "How the cost grows with the number of subjects",
}


def pictures() -> Iterator[tuple[str, str]]:
    """Each picture with its name."""
    panels = [panel for panel in map(_panel, PANELS) if panel[1]]
    yield "peers", bars(panels, said=_when([name for name, _ in PANELS]))
    growth = stored.section("scale").get("rows", {})
    rows = {int(count): row for count, row in growth.items()}
    yield "scale", lines(rows, said=_when(["scale"]))


def _when(names: Sequence[str]) -> str:
    """Where and when the last of these sections was measured."""
    found = [each for name, each in stored.all_sections().items() if name in names]
    last = max(found, key=lambda each: str(each["at"]), default={"machine": "", "at": ""})
    return f"{last['machine']}, {last['at']}"


def _panel(panel: tuple[str, str]) -> tuple[str, Bars]:
    name, title = panel
    data = stored.section(name)
    return title, _BARS[name](data) if data else {}


def _million(data: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Bars:
    return {name.partition(" (")[0]: row["inside"] for name, row in data["rows"].items()}


def _files(data: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Bars:
    return {name: row["cpu"] for name, row in data["rows"].items()}


def _probabilities(data: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Bars:
    each = {name: row["inside"] / row["draws"] for name, row in data["rows"].items()}
    return {name.partition(",")[0]: value * probabilities.DRAWS for name, value in each.items()}


def _frontier(data: Mapping[str, Sequence[Mapping[str, float]]]) -> Bars:
    return {str(row["name"]): row["inside"] for row in data["rows"] if row["units"] == 10_000}


PANELS = (
    ("million", f"{million.COUNT:,} subjects evaluated, tables in memory"),
    ("files", "10,000,000 subjects, Parquet in and out"),
    (
        "probabilities",
        f"Grade probabilities, {probabilities.COUNT:,} × {probabilities.DRAWS:,} draws",
    ),
    ("dea", "Frontier of 10,000 units, variable returns"),
)
_BARS = {"million": _million, "files": _files, "probabilities": _probabilities, "dea": _frontier}


def bars(panels: Sequence[tuple[str, Bars]], *, said: str) -> str:
    """CPU seconds as bars on one logarithmic scale: one panel a task, Permu's bar in its own color."""
    values = [value for _, panel in panels for value in panel.values()]
    if not values:
        return _nothing()
    low, high = log10(min(values)) - 0.4, log10(max(values)) + 0.1
    parts, y = (
        [_text((10, 24), "CPU seconds, one thread; each bar's length is a logarithm", size=15)],
        40,
    )
    for title, panel in panels:
        parts.append(_text((10, y + 20), title, bold=700))
        y += 30
        for name, value in panel.items():
            length = (log10(value) - low) / (high - low) * (WIDTH - LABELS - 90)
            color = OWN if name.startswith("Permu") else OTHERS
            parts += [
                _text((LABELS - 8, y + 16), name, anchor="end"),
                f'<rect x="{LABELS}" y="{y + 3}" width="{length:.1f}" height="{ROW - 7}" fill="{color}"/>',
                _text((LABELS + length + 6, y + 16), _seconds(value)),
            ]
            y += ROW
        y += 8
    parts.append(_text((10, y + 14), said, size=11))
    return _svg(y + 26, parts)


def lines(rows: Mapping[int, Mapping[str, float]], *, said: str) -> str:
    """CPU seconds and peak memory by the number of subjects, both scales logarithmic."""
    if not rows:
        return _nothing()
    parts = [
        _text(
            (10, 24),
            "Parquet in and out, whole process: CPU seconds and peak MiB by subjects",
            size=15,
        )
    ]
    counts = [log10(count) for count in rows]
    for left, name, unit in ((60, "cpu", "s"), (480, "peak", "MiB")):
        found = [log10(row[name]) for row in rows.values()]
        low, high = min(found) - 0.15, max(found) + 0.25
        points = [
            (left + 70 + (count - counts[0]) / (counts[-1] - counts[0]) * 250, 240 - (each - low) / (high - low) * 180)
            for count, each in zip(counts, found, strict=True)
        ]  # fmt: skip
        parts.append(f'<path d="M{left} 50 V250 H{left + 350}" stroke="{LINES}" fill="none"/>')
        path = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" stroke="{OWN}" stroke-width="2" fill="none"/>')
        for (x, y), (count, row) in zip(points, rows.items(), strict=True):
            value = f"{row[name]:,.0f} {unit}" if row[name] >= 10 else f"{row[name]:.2f} {unit}"
            parts += [
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{OWN}"/>',
                _text((x - 7, y - 6), value, anchor="end"),
                _text((x, 268), f"{count:,}", anchor="middle", size=11),
            ]
    parts.append(_text((10, 296), said, size=11))
    return _svg(308, parts)


def _seconds(value: float) -> str:
    return f"{value:,.0f} s" if value >= 100 else f"{value:.3g} s"


def _text(at: Point, words: str, *, anchor: str = "start", size: int = 13, bold: int = 400) -> str:
    x, y = at
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" font-weight="{bold}" text-anchor="{anchor}" '
        f'fill="{INK}">{escape(words)}</text>'
    )


def _svg(height: float, parts: Sequence[str]) -> str:
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" font-family="system-ui, sans-serif">\n<rect width="100%" height="100%" '
        f'fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _nothing() -> str:
    return _svg(60, [_text((10, 30), "Nothing was measured yet.")])
