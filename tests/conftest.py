"""What holds for every test: how long a property is searched, and for whom."""

import os

from hypothesis import HealthCheck, settings

# Two cores are shared by many tests, so no example has a deadline; the suite as a whole has.
# A change must not fail to land by luck, so CI takes the same examples every time; `make torture` seeks new ones.
settings.register_profile(
    "usual",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "torture", settings.get_profile("usual"), derandomize=False, max_examples=20_000
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
