"""The limits that the child sets itself before it looks at a byte it did not write."""

import ctypes
import os
import resource
import sys

MEMORY = (
    512 * 1024 * 1024
)  # bytes of address space; an idle child uses 20 MB, one that reads 800,000 cells 32 MB
CPU_SECONDS = 30
_NEW_USER, _NEW_NETWORK = 0x1000_0000, 0x4000_0000  # linux/sched.h
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ACTS = ("os.", "socket.", "subprocess.", "shutil.", "pty.", "ctypes.")
_LOOKS = ("os.listdir", "os.scandir")  # as an import does


def set_limits() -> None:
    """Bound memory and CPU; forbid writing, processes and the network, of the kernel's doing where it can."""
    _leave_network()
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 0),
    ):  # fmt: skip
        resource.setrlimit(kind, (most, most))
    sys.addaudithook(_refuse_acts)


def _leave_network() -> None:
    """An empty network namespace, in a user namespace of its own where the child is not root."""
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare and unshare(_NEW_NETWORK) != 0:
        unshare(_NEW_USER | _NEW_NETWORK)


def _refuse_acts(event: str, arguments: tuple[object, ...]) -> None:
    """The same on every platform, and for root: Python itself opens no socket, starts nothing, writes nowhere."""
    if event == "open":
        flags = arguments[2]
        is_act = not isinstance(flags, int) or bool(flags & _WRITING)
    else:
        is_act = event.startswith(_ACTS) and event not in _LOOKS
    if is_act:
        raise PermissionError(event)
