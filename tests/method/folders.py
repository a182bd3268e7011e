"""A good method folder to change, and what is said of it then."""

import shutil
from pathlib import Path

import pytest

from permu.method import MethodRefused, load_method

GOOD = Path(__file__).parent / "good"


def good_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOOD, tmp_path / "method"))


def changed(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """The good folder with the first `old` of a file changed to `new`."""
    folder = good_folder(tmp_path)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def refusal(folder: Path) -> MethodRefused:
    with pytest.raises(MethodRefused) as refused:
        load_method(folder)
    return refused.value


def said(folder: Path) -> list[str]:
    """The lines of the refusal in Chinese, without its heading."""
    return str(refusal(folder)).split("\n")[1:]
