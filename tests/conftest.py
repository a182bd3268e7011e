"""What holds for every test: how long a property is searched, and for whom."""

import os

from hypothesis import HealthCheck, settings

# Two cores are shared by many tests, so no example has a deadline; the suite as a whole has.
settings.register_profile(
    "usual", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("torture", settings.get_profile("usual"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
