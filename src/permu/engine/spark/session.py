"""A session on a Spark that is there, or words about what is not."""

import os
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from permu.terms.refusal import Refused

if TYPE_CHECKING:  # half a gigabyte that only who asks for Spark has
    from pyspark.sql import SparkSession

PATIENCE = 5.0
"""Seconds to wait for a master to answer at all."""

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "16384",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(2**24),
    # Parts and heaps of columns are as large as they should be: none may be put together.
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
    # A result folder has the files that it names, and no others.
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
    # Each task is one thread of one core; Polars would take them all.
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
}


@contextmanager
def session_on(master: str) -> Iterator["SparkSession"]:
    """A Spark session, stopped at the end.

    Raises:
        Refused: `spark_missing`, `java_missing`, `master_unreachable`; `spark_failed`, where Spark or its
            storage fails in the middle.
    """
    refuse_what_is_not_there(master)
    from pyspark.sql import SparkSession

    # Executors run the engine in this very Python, unless the office says where else it is.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    # On this machine one Java does all; what the office sets for Spark itself comes first.
    os.environ.setdefault("SPARK_DRIVER_MEMORY", "2g")
    builder = SparkSession.builder.master(master).appName("permu")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    # pyspark warns of a pandas that it loads and we never use.
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    session = builder.getOrCreate()
    try:
        with in_words():
            yield session
    finally:
        session.stop()


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words what fails in Java: a lost executor, a full disk, no right to write.

    Raises:
        Refused: `spark_failed`.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException) as error:
        raise Refused("engine.spark_failed", reason=_reason(error)) from error


def refuse_what_is_not_there(master: str) -> None:
    """Look for pyspark, for Java, and for a standalone master.

    Raises:
        Refused: one of them is missing.
    """
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        raise Refused("engine.spark_missing")
    home = os.environ.get("JAVA_HOME")
    if shutil.which(f"{home}/bin/java" if home else "java") is None:
        raise Refused("engine.java_missing")
    scheme, _, places = master.partition("://")
    if scheme == "spark" and not any(map(_answers, places.split(","))):
        raise Refused("engine.master_unreachable", master=master)


def _reason(error: Exception) -> str:
    """What Java says, in a line; the whole of it is in Spark's own log."""
    java = getattr(error, "java_exception", None)
    text = java.toString() if java else str(error)
    return next(iter(text.strip().splitlines()), type(error).__name__)[:300]


def _answers(place: str) -> bool:
    host, _, port = place.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=PATIENCE):
            return True
    except (OSError, ValueError):
        return False
