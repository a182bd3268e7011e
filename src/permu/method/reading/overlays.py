"""A method folder opened, with the one it is laid over where it is an overlay (M10).

`parent = "../2021"` names a folder of the same library: another year of the place, or another
place's (`"../../341200-fuyang/2024"`). A copy that is kept with a result carries its parent in
itself, in the folder `parent`, and is read from there.
"""

import hashlib
import posixpath
import re
from dataclasses import dataclass, replace
from pathlib import Path

from permu.method.reading.faults import Faults
from permu.method.reading.folder import plain, text_of, toml_of
from permu.method.reading.laying import laid_over
from permu.method.reading.tables import Origin, Table
from permu.terms.digests import folder_digest

PARENT = re.compile(r"(?:\.\./){1,2}[A-Za-z0-9_-]{1,64}(?:/[A-Za-z0-9_-]{1,64})?")
KEPT = "parent"
"""Where a kept copy has its parent."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A folder that is read: its `method.toml` with what it takes over, and its notice as `plain` leaves it.

    `label` is the way to it from the folder that a person named, empty for that one itself.
    """

    folder: Path
    label: str
    file: Table
    notice: str | None
    parent: "Opened | None"
    faults: Faults

    @property
    def id(self) -> str:
        """The method's id as the file writes it."""
        return self._head("id")

    @property
    def lineage(self) -> "tuple[Opened, ...]":
        """The folder itself, its parent, its parent's parent."""
        return (self, *(self.parent.lineage if self.parent else ()))

    def _head(self, key: str) -> str:
        head = self.file.values.get("method")
        return str(head.get(key, "")) if isinstance(head, dict) else ""

    def has(self, name: str) -> bool:
        """Whether the folder, or one that it is laid over, has the file."""
        return (self.folder / name).exists() or bool(self.parent and self.parent.has(name))

    def sheet(self, name: str) -> Table | None:
        """A file of the folder over that of its parent; None with the fault that says why not."""
        path, label = self.folder / name, posixpath.join(self.label, name)
        if self.parent is None or not self.parent.has(name):
            return toml_of(path, self.faults, label=label)
        own = toml_of(path, self.faults, label=label) if path.exists() else None
        below = self.parent.sheet(name)
        if below is None or (own is None and path.exists()):
            return None
        return laid_over(own, below, self.parent.origin(name))

    def origin(self, name: str) -> Origin:
        """What an overlay says of a key that it takes over from the file of that name."""
        return Origin(posixpath.join(self.label, name), self._head("document"), self.notice)

    def digest(self) -> str:
        """SHA-256 of the folder's files; of an overlay, together with its parent's.

        Raises:
            OSError: a file cannot be read.
        """
        if self.parent is None:
            return folder_digest(self.folder)
        both = f"{folder_digest(self.folder, '*')}\n{self.parent.digest()}\n"
        return hashlib.sha256(both.encode()).hexdigest()


def open_folder(
    folder: Path, faults: Faults, *, label: str = "", above: tuple[Path, ...] = ()
) -> Opened | None:
    """The folder's `method.toml`, laid over its parent's; None with the fault that says why not.

    `above` are the overlays through which one came here.
    """
    notice = text_of(folder / "notice.md", faults, label=posixpath.join(label, "notice.md"))
    file = toml_of(folder / "method.toml", faults, label=posixpath.join(label, "method.toml"))
    if file is None:
        return None
    words = None if notice is None else plain(notice)
    opened = Opened(folder=folder, label=label, file=file, notice=words, parent=None, faults=faults)
    head = file.values.get("method")
    if not isinstance(head, dict) or "parent" not in head:
        return opened
    return _over_parent(opened, above)


def _over_parent(own: Opened, above: tuple[Path, ...]) -> Opened | None:
    """An overlay with what it takes over; None with the fault that says why it finds no parent."""
    head = own.file.table("method")
    name = head.text("parent") if head else ""
    if head is None or not name:
        return None
    found, here = _parent(own.folder, name), (*above, own.folder.resolve())
    if found is None:
        head.fault("parent_outside", "parent", value=name)
    elif found.resolve() in here:
        head.fault("parent_circle", "parent", value=name)
    elif not (found / "method.toml").is_file():
        head.fault("parent_missing", "parent", value=name)
    else:
        label = posixpath.normpath(posixpath.join(own.label, name))
        parent = open_folder(found, own.faults, label=label, above=here)
        if parent:
            file = laid_over(own.file, parent.file, parent.origin("method.toml"))
            return replace(own, file=file, parent=parent)
    return None


def _parent(folder: Path, name: str) -> Path | None:
    """The parent's folder; None where the name leads out of the library, two floors above."""
    if (folder / KEPT / "method.toml").is_file():
        return folder / KEPT
    if not PARENT.fullmatch(name):
        return None
    try:
        found, above = (folder / name).resolve(), folder.resolve().parents
    except (OSError, RuntimeError):  # a link that leads to itself
        return None
    return found if above and found.is_relative_to(above[min(1, len(above) - 1)]) else None
