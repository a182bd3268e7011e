"""The child's limits hold by the kernel where it can, and by the interpreter everywhere."""

import signal
import subprocess
import sys

import pytest

ALONE = (  # a platform that gives no process a network of its own
    "from permu.intake.reading import limits; limits._leave_network = lambda: None; limits.set_limits()"
)
LIMITED = "from permu.intake.reading.limits import set_limits; set_limits()"


def said_by(code: str, *before: str) -> subprocess.CompletedProcess[str]:
    """A process that sets itself the limits and then runs `code`."""
    program = "\n".join(["import os, socket, subprocess", *before, code])
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("limits", [LIMITED, ALONE])
@pytest.mark.parametrize(
    "act",
    [
        "socket.create_connection(('127.0.0.1', 9))", "socket.socket()", "socket.getaddrinfo('localhost', 80)",
        "subprocess.run(['true'])", "os.system('true')", "os.fork()", "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])", "open('trace', 'w')", "open('trace', 'a')", "os.open('trace', os.O_CREAT)",
        "os.mkdir('trace')", "os.remove('trace')", "os.rename('a', 'b')", "os.symlink('a', 'b')", "os.kill(os.getppid(), 9)",
        "import ctypes; ctypes.CDLL(None)",
    ],
)  # fmt: skip
def test_the_child_opens_no_socket_starts_no_process_and_writes_nothing(
    limits: str, act: str
) -> None:
    done = said_by(act, limits)

    assert done.returncode == 1
    assert "PermissionError" in done.stderr.splitlines()[-1]


def test_the_child_can_still_bring_in_what_reading_needs() -> None:
    assert said_by("print('样'.encode('gb18030').decode('gb18030'))", LIMITED).stdout == "样\n"


def test_the_child_gets_no_more_of_the_processor_than_its_limit() -> None:
    less = "from permu.intake.reading import limits; limits.CPU_SECONDS = 1; limits.set_limits()"

    assert -said_by("while True: pass", less).returncode in (signal.SIGXCPU, signal.SIGKILL)
