"""Where something is made before it has its name."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A hidden folder of ours beside `target`, on the same disk; it is gone afterwards, whatever happens.

    Raises:
        OSError: there can be none; it names the folder that the person named.
    """
    try:
        folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-"))
    except OSError as error:
        error.filename = str(target.parent)
        raise
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
