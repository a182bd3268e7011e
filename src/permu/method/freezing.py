"""Published methods are frozen: what they compute with cannot change, a correction is a new folder.

`frozen.toml` in the library records for each published method a digest of its rules: what
`method.toml` and the group files say, as values. Comments and spacing are no rules; neither are
the notice's text and the worked cases, which only grow clearer, nor what becomes known of a method
later: how it ended, and where its text was found (docs/decisions/0011).
"""

import hashlib
import json
import tomllib
from pathlib import Path

from permu.method.model import Method
from permu.method.reading.faults import Faults
from permu.method.reading.methods import group_files
from permu.method.reading.overlays import open_folder

FILE = "frozen.toml"
LATER = frozenset({"status", "valid_until", "repealed_on", "address", "mirror"})
"""Keys of `[method]` that no score and no grade depends on, and that may become known later."""
HEADING = """\
# 已公布办法的规则摘要：由 tools/freeze.py 添加，只增不改。更正已公布的办法，请另建文件夹并写 supersedes。
# 还没有并入 main 的新办法，改动以后删去它自己的一行，再运行一次。理由见 docs/decisions/0011-frozen-methods.md。
"""


def is_published(method: Method) -> bool:
    """Whether the method's rules bind somebody, or did."""
    return method.status not in {"draft", "synthetic"}


def rules_digest(folder: Path) -> str:
    """SHA-256 of the rules of the method in the folder; of an overlay with what it takes over."""
    opened = open_folder(folder, Faults())
    if opened is None:
        return ""
    head = opened.file.table("method")
    if head is None:
        return ""
    kept = {key: value for key, value in head.values.items() if key not in LATER}
    names = group_files(head, opened.file)
    rules = [{**opened.file.values, "method": kept}]
    rules += [sheet.values for name in names if (sheet := opened.sheet(name))]
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, default=_printed)
    return hashlib.sha256(text.encode()).hexdigest()


def _printed(value: object) -> dict[str, str]:
    """A decimal or a date, as it is written: 24.10 is not 24.1."""
    return {type(value).__name__: str(value)}


def frozen(library: Path) -> dict[str, str]:
    """The digests recorded, by the method's id."""
    path = library / FILE
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def freeze(library: Path, methods: dict[Path, Method]) -> list[str]:
    """Record the digest of each published method that has none; those recorded stay as they are.

    Returns the ids that are new.
    """
    known = frozen(library)
    new = {
        method.id: rules_digest(folder)
        for folder, method in methods.items()
        if is_published(method) and method.id not in known
    }
    rows = "".join(f'{id_} = "{digest}"\n' for id_, digest in sorted({**known, **new}.items()))
    (library / FILE).write_text(HEADING + rows, "utf-8")
    return sorted(new)
