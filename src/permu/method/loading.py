"""Load a method folder, or say everything that keeps it from being loaded."""

from dataclasses import replace
from pathlib import Path

from permu.method.cases.files import CASES, read_cases
from permu.method.model import Method
from permu.method.reading.faults import Faults
from permu.method.reading.methods import read_method
from permu.method.refusal import MethodRefused
from permu.terms.digests import folder_digest
from permu.terms.findings import Finding
from permu.terms.items import items


def load_method(folder: Path) -> Method:
    """The method that stands in `folder`.

    Raises:
        MethodRefused: the folder has faults; it carries all of them.
    """
    faults = Faults()
    method = read_method(folder, faults)
    digest = _digest(folder, faults)
    if method is None or faults.findings:
        raise MethodRefused(faults.findings)
    return replace(method, digest=digest)


def check_method(folder: Path) -> list[Finding]:
    """All faults of the folder, its worked cases included, and advice (severity `note`), without raising."""
    faults = Faults()
    method = read_method(folder, faults)
    _digest(folder, faults)
    if method is not None:
        _advise(folder, method, faults)
        read_cases(folder, method, faults)
    return faults.findings


def _digest(folder: Path, faults: Faults) -> str:
    try:
        return folder_digest(folder)
    except OSError as error:
        faults.add("unreadable", Path(error.filename or folder).name, None)
        return ""


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
