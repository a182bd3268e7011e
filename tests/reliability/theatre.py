"""Offices to be killed: one of each state of a year, copied for each trial, on SQLite and on PostgreSQL."""

import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).parents[2]
STATES = {
    "empty": ("", ""), "received": ("empty", "receive"), "read": ("received", "read"), "asked": ("read", "ask"),
    "evaluated": ("read", "run"), "submitted": ("evaluated", "submit"), "approved": ("submitted", "approve"),
    "noticed": ("approved", "publish"), "appealed": ("noticed", "lodge"),
}  # fmt: skip
"""Each state, the one before it, and the deed between them."""
DEEDS = {
    "read": "received", "run": "read", "confirm": "asked", "approve": "submitted", "publish": "approved",
    "decide": "appealed", "migrate": "",
}  # fmt: skip
"""What is done while something strikes, and in which state."""


def moments(count: int, strikes: int) -> list[int]:
    """So many of a deed's steps, evenly, the first and the last among them."""
    return sorted({math.ceil(1 + place * (count - 1) / (strikes - 1)) for place in range(strikes)})


@dataclass(frozen=True)
class Told:
    """What came of an order: how the child ended and what it said."""

    status: int
    told: list[tuple[str, Any]]

    def of(self, what: str) -> Any:
        """The last that was said of something, or nothing."""
        return next((value for name, value in reversed(self.told) if name == what), None)

    @property
    def acks(self) -> list[tuple[str, int]]:
        """What was acknowledged, each with how many standings had been seen by then."""
        return [tuple(value) for name, value in self.told if name == "ack"]


@dataclass
class Theatre:
    """Where offices are made, copied and killed."""

    folder: Path
    url: str  # of PostgreSQL, or "" for SQLite
    workbooks: Path
    trials: int = 0
    made: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        env |= {"PERMU_DATA": str(self.folder)} | ({"DATABASE_URL": self.url} if self.url else {})
        self._stage = subprocess.Popen(
            [sys.executable, "-m", "tests.reliability.stage"], cwd=ROOT, env=env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def close(self) -> None:
        """End the stage."""
        self._stage.communicate()

    def order(self, do: str, office: Path, **more: Any) -> Told:
        """Have a child do something in an office."""
        if do == "read" and "read" in self.made:
            more["known"] = self.known()
        said = {
            "do": do,
            "folder": str(office),
            "database": self._database(office),
            "workbooks": str(self.workbooks),
        }
        assert self._stage.stdin
        assert self._stage.stdout
        self._stage.stdin.write(json.dumps(said | more) + "\n")
        self._stage.stdin.flush()
        answer: Mapping[str, Any] = json.loads(self._stage.stdout.readline())
        return Told(answer["status"], answer["told"])

    def done(self, do: str, office: Path, **more: Any) -> Told:
        """The same of something that must come to its end."""
        told = self.order(do, office, **more)
        assert told.status == 0, told.of("error")
        return told

    def state(self, name: str) -> Path:
        """The office of a state, made when it is first asked for."""
        if name not in self.made:
            before, deed = STATES[name]
            office = (
                self._copy(self.state(before), f"state-{name}")
                if before
                else self._new("state-empty")
            )
            self.done(deed or "migrate", office)
            self.made[name] = office
        return self.made[name]

    def bare(self) -> Path:
        """An office without a table, for a trial."""
        self.trials += 1
        return self._new(f"trial-{self.trials}")

    def trial(self, state: str) -> Path:
        """A copy of a state's office."""
        made = self.state(state)
        self.trials += 1
        return self._copy(made, f"trial-{self.trials}")

    def office(self, deed: str) -> Path:
        """An office in which a deed is to be done; what its workbooks read as is known by then."""
        self.state("read")
        return self.trial(DEEDS[deed]) if DEEDS[deed] else self.bare()

    def whole(self, deed: str, **more: Any) -> tuple[Told, list[str]]:
        """The deed as nobody disturbs it, and every way in which the office stood after a commit."""
        here = self.office(deed)
        before = self.done("look", here).of("standing") if DEEDS[deed] else "[]"
        told = self.done(deed, here, watch=True, **more)
        self.drop(here)
        return told, [before, *told.of("seen")]

    def known(self) -> str:
        """What the workbooks read as."""
        return str(next(self.state("read").glob("rounds/*/reading-1")))

    def drop(self, office: Path) -> None:
        """Forget a trial."""
        shutil.rmtree(office)
        if self.url:
            self._sql(f'DROP DATABASE "{office.name}"')

    def _new(self, name: str) -> Path:
        office = self.folder / name
        office.mkdir()
        if self.url:
            self._sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        return office

    def _copy(self, source: Path, name: str) -> Path:
        office = self.folder / name
        shutil.copytree(source, office)
        if self.url:
            self._sql(f'CREATE DATABASE "{name}" TEMPLATE "{source.name}"')
        return office

    def _database(self, office: Path) -> str:
        return office.name if self.url else str(office / "permu.sqlite3")

    def _sql(self, said: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as database:
            database.execute(said)
