"""What holds for every test: how long a property is searched, and which tests stay on one worker."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

IN_CI = bool(os.environ.get("CI"))

# Two cores are shared by many tests, so no example has a deadline; the suite as a whole has.
# A change must not fail to land by luck, so CI takes the same examples every time, and fewer: to repeat them finds
# nothing. `make torture` seeks new ones.
settings.register_profile(
    "usual",
    deadline=None,
    derandomize=IN_CI,
    max_examples=40 if IN_CI else 100,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "torture", settings.get_profile("usual"), derandomize=False, max_examples=20_000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

TOGETHER = {
    "tests/browser/": "offices",
    "tests/docs/": "demo",
    "tests/intake/faults/": "files",
    "tests/intake/fuzz/": "fuzzers",
    "tests/reliability/": "theatre",
    "tests/spark/test_cluster.py": "spark",
    "tests/spark/test_spark.py": "spark",
}
"""Tests that share what is dear to start. (xdist 3.8 finds no `xdist_group` in the node ids of pytest 9.2.)"""


class Together(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """Those tests on one worker each, all others one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return next((what for place, what in TOGETHER.items() if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """How two workers share the tests."""
    return Together(config, log)
