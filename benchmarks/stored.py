"""What was measured, section by section, in `results.json`: a section measured again leaves the others alone."""

import json
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STORE = HERE / "results.json"
LIBRARIES = ("polars", "numpy", "pandas", "pyarrow", "openpyxl", "python-calamine", "scikit-criteria", "pymcdm", "scipy", "highspy", "pyspark", "splink", "duckdb", "rapidfuzz", "pypinyin", "django", "gunicorn", "locust")  # fmt: skip


def all_sections() -> dict[str, Any]:
    """Each section with its data, and when, where and at which commit it was measured."""
    found: dict[str, Any] = json.loads(STORE.read_text("utf-8")) if STORE.exists() else {}
    return found


def section(name: str) -> dict[str, Any]:
    """The data of one section; empty where it was never measured."""
    data: dict[str, Any] = all_sections().get(name, {}).get("data", {})
    return data


def keep(name: str, data: Mapping[str, Any], *, seconds: float) -> None:
    """Keep what a section found; of one that could not be measured what was found before stays."""
    if not data:
        return
    sections = all_sections()
    sections[name] = {
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": _commit(),
        "machine": f"{_processor()}, Python {platform.python_version()}",
        "libraries": dict(_libraries()),
        "seconds": round(seconds),
        "data": data,
    }
    STORE.write_text(json.dumps(sections, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _libraries() -> list[tuple[str, str]]:
    found = []
    for name in LIBRARIES:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:  # Spark and others stand only where somebody wants them
            continue
    return found


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    named = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True, text=True, check=False, cwd=HERE,
    )  # fmt: skip
    return said.stdout.strip() or "unknown"
