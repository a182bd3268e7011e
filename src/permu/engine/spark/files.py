"""Small files at any address that Spark reads and writes."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


_WHOLE = (True,)
"""That a folder is deleted with what is in it, as Hadoop is told."""


class Files:
    """The file systems of a session: this machine's, HDFS, an object store."""

    def __init__(self, session: "SparkSession") -> None:
        self.session = session
        self._java = cast("Any", session)._jvm
        self._settings = cast("Any", session)._jsc.hadoopConfiguration()

    def exists(self, url: str) -> bool:
        """Whether something is there."""
        path, system = self._at(url)
        return bool(system.exists(path))

    def has_content(self, url: str) -> bool:
        """Whether a folder is there that is not empty."""
        path, system = self._at(url)
        return bool(system.exists(path)) and len(system.listStatus(path)) > 0

    def read(self, url: str) -> bytes:
        """A small file's bytes.

        Raises:
            Refused: it is not there.
        """
        if not self.exists(url):
            raise Refused("engine.nothing_at", url=url)
        row = self.session.read.format("binaryFile").load(url).select("content").head()
        return bytes(row["content"]) if row else b""

    def write(self, url: str, content: bytes) -> None:
        """Write a small file."""
        path, system = self._at(url)
        stream = system.create(path)
        stream.write(bytearray(content))
        stream.close()

    def copy(self, folder: Path, url: str) -> None:
        """Copy a small folder of this machine."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.write(f"{url}/{path.relative_to(folder).as_posix()}", path.read_bytes())

    def delete(self, url: str) -> None:
        """Take a folder away, where there is one."""
        path, system = self._at(url)
        system.delete(path, *_WHOLE)

    def rename(self, url: str, to: str) -> None:
        """Give a folder its name."""
        path, system = self._at(url)
        system.rename(path, self._java.org.apache.hadoop.fs.Path(to))

    def _at(self, url: str) -> tuple[Any, Any]:
        path = self._java.org.apache.hadoop.fs.Path(url)
        return path, path.getFileSystem(self._settings)
