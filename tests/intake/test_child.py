"""The child that opens a file nobody vouches for: small, alone, and unable to leave a trace."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from permu.intake.reader import read_grid
from permu.intake.reading import limits

from .forms import Sheet, workbook


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )


def test_the_child_starts_without_a_dataframe_library() -> None:
    loaded = python("import sys, permu.intake.child; print('polars' in sys.modules)")

    assert loaded.stdout.strip() == "False"


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    path = tmp_path / "trace"
    opened = f"file = open({str(path)!r}, 'w')"  # before the limits: afterwards nothing opens for writing
    written = "file.write('x'); file.close()"

    assert python(f"{opened}; {written}").returncode == 0
    assert path.read_text() == "x"

    limits = "from permu.intake.reading.limits import set_limits; set_limits()"
    assert "File too large" in python(f"{opened}\n{limits}\n{written}").stderr
    assert path.read_text() == ""


def test_the_child_gets_no_more_memory_than_its_limit() -> None:
    code = f"x = bytearray({limits.MEMORY}); print(len(x))"

    assert python(code).stdout.strip() == str(limits.MEMORY)
    limited = python(f"from permu.intake.reading.limits import set_limits; set_limits()\n{code}")
    assert "MemoryError" in limited.stderr


def test_the_child_reaches_no_network_where_the_platform_lets_it_leave() -> None:
    names = "import socket; print([name for _, name in socket.if_nameindex()])"
    alone = subprocess.run(
        ["unshare", "-rn", "true"], capture_output=True, check=False
    )  # fmt: skip
    if alone.returncode:
        pytest.skip("this platform gives no process a network of its own")

    limited = python(f"from permu.intake.reading.limits import set_limits; set_limits()\n{names}")
    assert limited.stdout.strip() == "['lo']"


def test_a_strict_workbook_reads_as_a_transitional_one(tmp_path: Path) -> None:
    usual = workbook(tmp_path / "通.xlsx", {"表": Sheet([["户名", "用电量"], ["甲", 5229.4]])})
    strict = tmp_path / "严.xlsx"
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    with zipfile.ZipFile(usual) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for space, other in spaces.items():
                content = content.replace(space, other)
            new.writestr(name, content)
    assert strict.read_bytes() != usual.read_bytes()

    assert read_grid(strict).sheets == read_grid(usual).sheets


def test_macros_and_links_are_noted_and_nothing_of_them_runs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "宏.xlsx", {"表": Sheet([["户名", "用电量"]])})
    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/vbaProject.bin", b"")
        book.writestr("xl/externalLinks/externalLink1.xml", b"<x/>")

    assert read_grid(path).notes == ("macros", "external_links")
