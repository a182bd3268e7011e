"""The environment of an office of the tests' own: its folder, and nothing of the developer's."""

import os
from pathlib import Path


def environment(data: Path) -> dict[str, str]:
    """This process's environment with `PERMU_DATA` set and no other database named."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"PERMU_DATA": str(data), "PYTHONUNBUFFERED": "1"}
