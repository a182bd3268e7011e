"""One line of the list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """What is to do, where, and until when or what stands in its way; `is_late`: its time is over."""

    said: str
    href: str
    note: str = ""
    is_late: bool = False
