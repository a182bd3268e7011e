"""The set-up copes with the machine it finds, and what it installs is pinned by digest and names no address."""

import json
import os
import re
import runpy
import subprocess
from pathlib import Path

import pytest

from .source import ROOT

LISTS = sorted((ROOT / "requirements").glob("*.txt"))
INSTALL = runpy.run_path(str(ROOT / "tools/install.py"))
ASSETS = runpy.run_path(str(ROOT / "tools/assets.py"))


def versions(path: Path) -> dict[str, set[str]]:
    """Each package's pinned versions; some differ by Python version."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([\w.+!]+)", path.read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(name, set()).add(version)
    return found


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_by_digest_without_an_address(path: Path) -> None:
    entries = re.split(r"\n(?=[A-Za-z])", path.read_text("utf-8").strip())
    assert len(entries) > 5
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in path.read_text("utf-8")


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_the_lists_agree_so_that_one_environment_can_hold_them(path: Path) -> None:
    dev = versions(ROOT / "requirements/dev.txt")
    assert {
        name: pins for name, pins in versions(path).items() if dev.get(name, pins) != pins
    } == {}


def test_every_npm_package_is_pinned_by_digest_without_an_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    installed = {name: about for name, about in packages.items() if name}
    assert [name for name, about in installed.items() if "integrity" not in about] == []
    assert [name for name, about in installed.items() if "resolved" in about] == []


def test_uv_is_told_what_pip_knows_and_the_environment_wins() -> None:
    known = "\n".join(
        (
            ":env:.cert='/certificates/env.pem'",
            "global.cert='/certificates/office.pem'",
            "global.index-url='https://mirror.example/simple'",
            "global.find-links='\\n/wheels/a\\n/wheels/b'",
            "global.timeout='180'",
            "global.disable-pip-version-check='1'",
        )
    )
    assert INSTALL["uv_settings"](known) == {
        "SSL_CERT_FILE": "/certificates/env.pem",
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_FIND_LINKS": "/wheels/a,/wheels/b",
        "UV_HTTP_TIMEOUT": "180",
    }


def test_what_the_machine_tells_uv_itself_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    assert INSTALL["environment"]()["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example/simple")
    assert INSTALL["environment"]()["UV_DEFAULT_INDEX"] == "https://other.example/simple"


@pytest.mark.parametrize(
    "script",
    [
        b"let a=1;\n//# sourceMappingURL=a.js.map\n",
        b"let a=1;\n/*# sourceMappingURL=a.css.map */",
        b"//# sourceMappingURL=a.js.map\r\nlet a=1;\n",
    ],
)
def test_a_script_is_served_without_its_pointer_to_a_source_map(script: bytes) -> None:
    assert ASSETS["without_source_map"](script).strip() == b"let a=1;"


def test_the_assets_that_pages_and_documents_need_are_there() -> None:
    names = {
        path.relative_to(ROOT / ASSETS["STATIC"]).as_posix()
        for path in (ROOT / ASSETS["STATIC"]).rglob("*.min.*")
    }
    assert {
        "htmx-2.0.11/htmx.min.js",
        "tabler-1.6.1/tabler.min.css",
        "echarts-6.1.0/echarts.min.js",
    } <= names
    fonts = {path.name for path in (ROOT / ASSETS["FONTS"]).glob("*.ttf")}
    assert fonts == {
        f"Noto{face}SC-{weight}.ttf" for face in ("Serif", "Sans") for weight in ("Regular", "Bold")
    }


def stranger(tmp_path: Path, **programs: str) -> dict[str, str]:
    """The environment of somebody who is not root, with other programs put before the machine's."""
    for name, script in {"id": "echo 1000", **programs}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / name).chmod(0o755)
    return {"PATH": f"{tmp_path}:{os.environ['PATH']}"}


def test_who_may_not_install_is_told_the_line_to_run_in_both_languages(tmp_path: Path) -> None:
    done = subprocess.run(
        ["tools/debian.sh", "coreutils", "no-such-package"],
        cwd=ROOT, env=stranger(tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "请用管理员身份执行" in done.stderr
    assert "as root" in done.stderr
    assert "apt-get install -y --no-install-recommends no-such-package\n" in done.stderr


def test_nothing_is_asked_where_nothing_is_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        ["tools/debian.sh", "coreutils"], cwd=ROOT, env=stranger(tmp_path), check=False
    )
    assert done.returncode == 0


@pytest.mark.parametrize("python", ["exit 1", "exit 127"])
def test_a_python_too_old_is_named_in_both_languages(tmp_path: Path, python: str) -> None:
    environment = stranger(tmp_path, **{"python-of-2020": python}) | {"PYTHON": "python-of-2020"}
    done = subprocess.run(
        ["tools/venv.sh"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "需要 Python 3.11" in done.stderr
    assert "Python 3.11 or newer is needed" in done.stderr


def test_every_task_says_in_one_line_what_it_is_for() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    tasks = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split()[1] for line in shown.splitlines()} == tasks
    assert all(len(line) < 100 for line in shown.splitlines())
