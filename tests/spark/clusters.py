"""A standalone Spark cluster on this machine: a master and two workers, stopped afterwards whatever happens."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pyspark

HERE = "127.0.0.1"
START = Path(pyspark.__file__).parent / "bin" / "spark-class"
PATIENCE = 120.0


@contextmanager
def cluster(folder: Path, *, memory: str = "1g") -> Iterator[str]:
    """The address of a master with two workers of one core each."""
    port = free_port()
    address = f"spark://{HERE}:{port}"
    places = ("--host", HERE, "--webui-port", "0")
    with ExitStack() as stack:
        stack.enter_context(
            _running("master.Master", (*places, "--port", str(port)), folder / "master")
        )
        _wait_for(port)
        for number in (1, 2):
            of_worker = folder / f"worker{number}"
            options = (*places, "--cores", "1", "--memory", memory, "--work-dir", str(of_worker))
            stack.enter_context(_running("worker.Worker", (*options, address), of_worker))
        yield address


@contextmanager
def _running(name: str, options: Sequence[str], folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True)
    environment = os.environ | {"SPARK_LOCAL_IP": HERE, "PYSPARK_PYTHON": sys.executable}
    with (folder / "log").open("wb") as log:
        command = [str(START), f"org.apache.spark.deploy.{name}", *options]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HERE, 0))
        port: int = found.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with socket.create_connection((HERE, port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no Spark master on port {port}")
