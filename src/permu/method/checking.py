"""What no method file shows alone: its neighbors of the same place, and the library as a whole."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from permu.method.freezing import FILE, frozen, is_published, rules_digest
from permu.method.model import Method
from permu.method.reading.faults import Faults
from permu.method.reading.methods import read_folder
from permu.method.reading.overlays import open_folder
from permu.method.shelf import HEAD, library, library_methods
from permu.method.versions import Edition, contradictions
from permu.terms.findings import Finding


def head_of(folder: Path) -> Mapping[str, object]:
    """What `[method]` says, of an overlay with what it takes over, read without the rest; empty where it cannot be."""
    opened = open_folder(folder, Faults())
    head = opened.file.values.get("method") if opened else None
    return head if isinstance(head, dict) else {}


def check_library(folder: Path | None = None) -> list[Finding]:
    """What no file shows alone: two methods for one day or year, corrections of nothing, changed rules.

    `file` is the way from the library to the method's head. A folder that cannot be read at all is
    left to `check_method`.
    """
    root, faults = folder or library(), Faults()
    editions = {
        one: Edition(f"{one.relative_to(root).as_posix()}/{HEAD}", method)
        for one in library_methods(root)
        if (method := read_folder(one, Faults()))
    }
    for found in contradictions(list(editions.values())):
        before, after = found.editions
        faults.add(found.code, after.file, None, other=before.file, **found.details)
    for one, edition in editions.items():
        neighbors = [other for place, other in editions.items() if place.parent == one.parent]
        _supersedes_one(edition, neighbors, faults)
    _check_frozen(root, editions, faults)
    return faults.findings


def check_beside(folder: Path, method: Method, faults: Faults) -> None:
    """The faults of a method that its neighbors show: the other folders of the same place.

    A made-up one that names no day says nothing of when it holds, and is in nobody's way.
    """
    if method.status == "synthetic" and not (method.valid_from or method.supersedes):
        return
    here, own = folder.resolve(), Edition(HEAD, method)
    neighbors = [
        Edition(f"../{path.parent.name}/{HEAD}", other)
        for path in sorted(here.parent.glob(f"*/{HEAD}"))
        if path.parent != here and (other := read_folder(path.parent, Faults()))
    ]
    for found in contradictions([own, *neighbors]):
        if found.editions[0] is own:
            faults.add(found.code, HEAD, None, other=found.editions[1].file, **found.details)
    _supersedes_one(own, neighbors, faults)


def _supersedes_one(edition: Edition, neighbors: Sequence[Edition], faults: Faults) -> None:
    """A fault where a correction names no other method of its place."""
    old, place = edition.method.supersedes, edition.method.place
    if old and (old, place) not in {(one.method.id, one.method.place) for one in neighbors}:
        faults.add("supersedes_nobody", edition.file, None, value=old)


def _check_frozen(root: Path, editions: dict[Path, Edition], faults: Faults) -> None:
    """Each published method has the rules that were recorded, and none that was recorded is gone."""
    known = frozen(root)
    for folder, edition in editions.items():
        file, method = edition.file, edition.method
        if method.id not in known:
            if is_published(method):
                faults.add("not_frozen", file, None, id=method.id)
        elif known[method.id] != rules_digest(folder):
            faults.add("rules_changed", file, None, id=method.id)
        elif not is_published(method):
            faults.add("thawed", file, None, id=method.id, status=method.status)
    for id_ in sorted(known.keys() - {edition.method.id for edition in editions.values()}):
        faults.add("frozen_gone", FILE, None, id=id_)
