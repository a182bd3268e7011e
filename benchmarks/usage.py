"""What this process and the child that reads its files have used."""

import resource
from typing import Any


def used() -> dict[str, Any]:
    """CPU seconds of both; the peak memory of each and of both, MiB."""
    own, child = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {
        "cpu": sum(usage.ru_utime + usage.ru_stime for usage in (own, child)),
        "parent": round(own.ru_maxrss / 1024),
        "child": round(child.ru_maxrss / 1024),
        "megabytes": round((own.ru_maxrss + child.ru_maxrss) / 1024),
    }
