"""Load a method folder, or say everything that keeps it from being loaded."""

import shutil
from pathlib import Path

from permu.method.cases.files import CASES, read_cases
from permu.method.checking import check_beside
from permu.method.model import Method
from permu.method.reading.faults import Faults
from permu.method.reading.methods import read_folder
from permu.method.reading.overlays import KEPT, open_folder
from permu.method.refusal import MethodRefused
from permu.terms.findings import Finding
from permu.terms.items import items


def load_method(folder: Path) -> Method:
    """The method that stands in `folder`; an overlay with what it takes over of its parent.

    Raises:
        MethodRefused: the folder has faults; it carries all of them.
    """
    faults = Faults()
    method = read_folder(folder, faults)
    if method is None or faults.findings:
        raise MethodRefused(faults.findings)
    return method


def check_method(folder: Path) -> list[Finding]:
    """All faults of the folder, without raising: its worked cases and its neighbors included, and advice (`note`)."""
    faults = Faults()
    method = read_folder(folder, faults)
    if method is not None:
        _advise(folder, method, faults)
        check_beside(folder, method, faults)
        read_cases(folder, method, faults)
    return faults.findings


def keep_method(folder: Path, to: Path) -> None:
    """Copy a method folder so that it stands alone: an overlay carries its parent in the folder `parent`.

    Raises:
        MethodRefused: its parent cannot be found.
    """
    faults = Faults()
    opened = open_folder(folder, faults)
    if opened is None:
        raise MethodRefused(faults.findings)
    for number, each in enumerate(opened.lineage):
        inside = shutil.ignore_patterns(KEPT) if each.parent else None
        shutil.copytree(each.folder, to.joinpath(*[KEPT] * number), ignore=inside)


def notice_of(folder: Path) -> str:
    """The text of the method's notice, an overlay's first and its parent's after it.

    Raises:
        MethodRefused: the parent of an overlay cannot be found.
    """
    faults = Faults()
    opened = open_folder(folder, faults)
    if opened is None:
        raise MethodRefused(faults.findings)
    return "\n\n".join(
        (each.folder / "notice.md").read_text("utf-8-sig") for each in opened.lineage
    )


def _advise(folder: Path, method: Method, faults: Faults) -> None:
    if method.is_mirror:
        faults.advise("mirror", "method.toml", address=method.address)
    for row in method.unknown:
        faults.advise(f"stops_{row.stops}", "method.toml", what=row.what)
    for one in method.figure_sources:
        known = items().get(one.item)
        if known and one.provider != known.provider:
            faults.advise(
                "provider_differs", "method.toml", item=one.item, label=known.label,
                provider=one.provider, catalogue=known.provider,
            )  # fmt: skip
    if not any(folder.glob(CASES)):
        faults.advise("no_cases", "method.toml")
