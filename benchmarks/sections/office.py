"""The office under load: its own servers as `permu serve` starts them, on SQLite and on PostgreSQL that keeps what it commits."""

import csv
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import PostgresMissingError, running_postgres

from benchmarks.measure import ROOT, Populations
from benchmarks.sections.tables import Data

SIZES = {"SQLite": 1000, "PostgreSQL": 5000}
"""Enterprises: a town's office, and a large county's."""
CLERKS, SPEED = 50, 5


@dataclass(frozen=True)
class Load:
    """Who uses the office (classes of `benchmarks.office.people`), how many in all, for how many seconds."""

    who: str
    users: int
    seconds: int


LOADS = {
    "50 people turn over lists, each a page every five seconds": Load("Clerk", CLERKS, 60),
    "… while 12 a second sign in": Load("Clerk SignIn", CLERKS + 12, 45),
    "the morning after the notice: 8 enterprises a second read their result and its sheet, while 10 people turn over lists": Load("Reader Clerk", 8 + 10, 45),
    "the deadline hour: 20 enterprises a second confirm, while 10 people turn over lists": Load("Enterprise Clerk", 20 + 10, 60),
}  # fmt: skip
TITLE = "The office under load"
SERVE = "import sys; from permu.doors.site.serve import serve; serve('127.0.0.1', int(sys.argv[1]), None)"


def measured(populations: Populations) -> Data:
    found: dict[str, object] = {}
    for kind, enterprises in SIZES.items():
        try:
            with _database(kind) as database:
                folder = populations.folder / f"office-{kind}"
                found[kind] = dict(_loads(folder, enterprises, database))
        except PostgresMissingError:
            return {}
    return {"offices": found, "sizes": SIZES}


def text(data: Data) -> Iterator[str]:
    yield (
        "Web server and worker as `permu serve` starts them, and the load itself (locust) on the same machine; "
        "milliseconds as the person waits. PostgreSQL flushes every commit to disk.\n"
    )
    for kind, loads in data["offices"].items():
        yield f"**{kind}, {data['sizes'][kind]:,} enterprises**\n"
        for load, rows in loads.items():
            yield f"{load}:\n"
            yield "| | a second | errors | median | 95 of 100 | longest |\n|---|--:|--:|--:|--:|--:|"
            for name, row in rows.items():
                cells = (row["rate"], row["errors"], row["median"], row["p95"], row["longest"])
                yield f"| {name} | " + " | ".join(str(cell) for cell in cells) + " |"
            yield ""


@contextmanager
def _database(kind: str) -> Iterator[dict[str, str]]:
    """What names the database to the office's processes."""
    if kind == "SQLite":
        yield {}
    else:
        with running_postgres(is_durable=True, may="") as url:
            yield {"DATABASE_URL": url}


def _loads(
    folder: Path, enterprises: int, database: Mapping[str, str]
) -> Iterator[tuple[str, object]]:
    from permu.sample import write_county

    write_county(folder / "county", enterprises=enterprises)
    (folder / "data").mkdir()
    people = folder / "people.json"
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env = kept | {"PERMU_DATA": str(folder / "data"), "PERMU_PEOPLE": str(people)} | database
    _run(
        "benchmarks.office.prepare",
        str(folder / "county/workbooks"),
        str(CLERKS + 20),
        str(people),
        env=env,
    )
    with _serving(env) as address:
        for name, load in LOADS.items():
            yield name, _load(folder, env, load, address=address)


def _run(module: str, *arguments: str, env: Mapping[str, str]) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, env=dict(env), check=True)


@contextmanager
def _serving(env: Mapping[str, str]) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(port)]
    with subprocess.Popen(command, env=dict(env), stdout=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            for _ in range(300):
                try:
                    urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310 — our own server
                    break
                except OSError:
                    time.sleep(0.2)
            yield address
        finally:
            server.terminate()


def _load(folder: Path, env: Mapping[str, str], load: Load, *, address: str) -> Data:
    """One load; what each kind of request took."""
    told = folder / "load"
    command = (
        f"-f {ROOT}/benchmarks/office/people.py --headless -H {address} -u {load.users} -r {SPEED} "
        f"-t {load.seconds}s --reset-stats --csv {told} --only-summary {load.who}"
    )
    program = str(Path(sys.executable).parent / "locust")
    done = subprocess.run(
        [program, *command.split()], env=dict(env), cwd=ROOT, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    if done.returncode not in (0, 1):  # 1: some request failed, and is told of in its row
        raise SystemExit(done.stdout)
    rows = csv.DictReader((folder / "load_stats.csv").read_text("utf-8").splitlines())
    return {row["Name"]: _row(row) for row in rows if int(row["Request Count"])}


def _row(row: Mapping[str, str]) -> Data:
    return {
        "rate": round(float(row["Requests/s"]), 1), "errors": int(row["Failure Count"]),
        "median": round(float(row["50%"])), "p95": round(float(row["95%"])),
        "longest": round(float(row["100%"])),
    }  # fmt: skip
