"""What other pages quote of the measurements, written by `python -m tests.docs.written`: no figure is typed by hand."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from benchmarks import stored
from benchmarks.sections import files, frontier, intake, million, probabilities, scale, semantics

Sentence = Callable[[Mapping[str, Any]], str]


def speed_en() -> Iterator[str]:
    """The lines of README."""
    yield "On one thread of an ordinary server ({}, {}; CPU seconds beside peers in the same run):\n".format(
        *_when()
    )
    yield from _front(_EN, "CPU seconds beside peers", (
        "All of it, with what was not reached: [benchmarks/RESULTS.md](benchmarks/RESULTS.md); `make bench` measures it again."
    ))  # fmt: skip


def speed_zh() -> Iterator[str]:
    """The same in Chinese."""
    yield "普通服务器单线程实测（{}，{}，同一轮与同类工具对比，CPU 秒）：\n".format(*_when())
    yield from _front(_ZH, "与同类工具对比的 CPU 秒数", (
        "全部结果，包括没有达到的目标，见 [benchmarks/RESULTS.md](benchmarks/RESULTS.md)；`make bench` 重新测一遍。"
    ))  # fmt: skip


def _front(sentences: Mapping[str, Sentence], picture: str, more: str) -> Iterator[str]:
    for name, sentence in sentences.items():
        if data := stored.section(name):
            yield f"- {sentence(data)}"
    yield f"\n{more}\n\n![{picture}](benchmarks/charts/peers.svg)"


def growth() -> Iterator[str]:
    """How the cost grows."""
    if data := stored.section("scale"):
        yield from scale.growth(data)


def intake_sizes() -> Iterator[str]:
    """What reading departments' forms takes."""
    if data := stored.section("intake"):
        yield from intake.processes(data)


def nation() -> Iterator[str]:
    """What fifty million subjects and ten years would take, reckoned from the largest two that were measured."""
    data = stored.section("scale")
    if not data:
        return
    million_, most = (data["rows"][str(count)] for count in scale.COUNTS[-2:])
    slope = (most["cpu"] - million_["cpu"]) / 9
    years, subjects, columns = 10, 50, 60
    read, written = (most[name] / 10**7 for name in ("in", "out"))
    figures = read / 8 * columns  # eight figures are measured, with name and industry
    cpu = slope * subjects * years
    yield "| | reckoned as | comes to |"
    yield "|---|---|--:|"
    yield f"| figures in | {read:.0f} bytes a row of eight figures measured, so {figures:.0f} of {columns}, × 5 × 10⁸ rows | {figures / 2:,.0f} GB |"
    yield f"| results out, six indicators | {written:.0f} bytes a row measured | {written / 2:,.0f} GB |"
    yield f"| CPU of a year | {slope:.2f} s a million × {subjects} | {slope * subjects:,.0f} s |"
    yield f"| CPU of ten years | ten times that | {cpu / 60:,.0f} core-minutes |"
    yield f"| on 10 executors × 4 cores, evenly | divided by 40 | {cpu / 40:,.0f} s |"
    yield f"| reading the figures at 200 MB/s an executor | {figures / 2:,.0f} GB ÷ 2 GB/s | {figures / 4:,.0f} s |"
    yield f"| memory of a core at the largest county | {million_['peak']:,.0f} MiB measured for a million rows | {million_['peak'] / 1024:.1f} GiB |"


def peers() -> Iterator[str]:
    """What each engine answers to hostile tables."""
    if data := stored.section("semantics"):
        yield from semantics.answers(data)


def spark() -> Iterator[str]:
    """Spark beside the embedded engine, where both were measured."""
    from benchmarks.sections import spark as section

    if data := stored.section("spark"):
        yield from section.text(data)


def _when() -> tuple[str, str]:
    found = stored.all_sections()["million"]
    return found["machine"], found["at"]


def _two(data: Mapping[str, Any], kind: str) -> tuple[str, str]:
    """Permu's and pandas' seconds; both sections name them alike."""
    rows = data["rows"]
    own = next(row for name, row in rows.items() if name.startswith("Permu"))
    return seconds(own[kind]), seconds(rows[million.PANDAS][kind])


def _draws(data: Mapping[str, Any]) -> tuple[str, int, int]:
    each = {name: row["inside"] / row["draws"] for name, row in data["rows"].items()}
    own, pandas, scikit = each.values()
    return seconds(own * probabilities.DRAWS), round(pandas / own), round(scikit / own)


def _units(data: Mapping[str, Any], count: int, name: str) -> str:
    found = (row["inside"] for row in data["rows"] if (row["units"], row["name"]) == (count, name))
    return seconds(next(found))


def _dragged(data: Mapping[str, Any]) -> list[str]:
    return [f"{row['server']:.0f}" for row in data["rows"].values()]


def seconds(value: float) -> str:
    """Seconds as people read them."""
    return f"{value:.3g}" if value < 100 else f"{value:,.0f}"


def _gib(data: Mapping[str, Any]) -> str:
    return f"{data['rows'][files.PERMU]['peak'] / 1024:.1f}"


_EN: dict[str, Sentence] = {
    "million": lambda data: (
        f"{million.COUNT:,} subjects × 6 indicators, exact, with ranks and grades: {_two(data, 'inside')[0]} s "
        f"(pandas, vectorised by hand: {_two(data, 'inside')[1]} s)"
    ),
    "files": lambda data: (
        f"{files.COUNT:,} subjects from Parquet to Parquet with every explaining column: {_two(data, 'cpu')[0]} s "
        f"(pandas {_two(data, 'cpu')[1]} s), at most {_gib(data)} GiB of memory"
    ),
    "probabilities": lambda data: (
        "the probability of each grade for {:,} subjects under {:,} draws of weights: {} s; pandas takes {} times, "
        "scikit-criteria {} times as long".format(probabilities.COUNT, probabilities.DRAWS, *_draws(data))
    ),
    "slider": lambda data: (
        "a slider dragged, answered by the whole exact evaluation: {} ms for 10,000 enterprises, {} ms for 100,000".format(*_dragged(data))
    ),
    "dea": lambda data: (
        f"the frontier of 10,000 units in {_units(data, 10_000, frontier.PERMU)} s (HiGHS, warm-started: "
        f"{_units(data, 10_000, frontier.HIGHS)} s), of 100,000 in {_units(data, 100_000, frontier.PERMU)} s"
    ),
}  # fmt: skip
_ZH: dict[str, Sentence] = {
    "million": lambda data: (
        f"{million.COUNT:,} 户 × 6 项指标，精确计算，含排名分档：{_two(data, 'inside')[0]} 秒"
        f"（手写的 pandas 向量化程序 {_two(data, 'inside')[1]} 秒）"
    ),
    "files": lambda data: (
        f"{files.COUNT:,} 户，Parquet 进、Parquet 出，含全部说明列：{_two(data, 'cpu')[0]} 秒"
        f"（pandas {_two(data, 'cpu')[1]} 秒），内存最多 {_gib(data)} GiB"
    ),
    "probabilities": lambda data: (
        "{:,} 户、权重抽取 {:,} 次，得出每户各档的概率：{} 秒；pandas 要 {} 倍时间，scikit-criteria 要 {} 倍".format(
            probabilities.COUNT, probabilities.DRAWS, *_draws(data)
        )
    ),
    "slider": lambda data: (
        "拖动一次滑块，按正式算法整体重算作答：10,000 户 {} 毫秒，100,000 户 {} 毫秒".format(*_dragged(data))
    ),
    "dea": lambda data: (
        f"10,000 个单元的前沿分析 {_units(data, 10_000, frontier.PERMU)} 秒（HiGHS 热启动 "
        f"{_units(data, 10_000, frontier.HIGHS)} 秒），100,000 个 {_units(data, 100_000, frontier.PERMU)} 秒"
    ),
}  # fmt: skip
