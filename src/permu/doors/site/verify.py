"""The office's chain, checked from the command line: with PERMU_DATA and DATABASE_URL as the office has them."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from permu.terms.chain import Broken, Head

if TYPE_CHECKING:
    from permu.evaluations.publishing.checking import Bent


def bent_of_this_office(heads: Sequence[Head]) -> "Sequence[Broken | Bent]":
    """All that is wrong with what this office put out; nothing is written but a key, where there is none."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "permu.doors.site.settings")
    import django

    django.setup()
    from permu.evaluations.publishing.checking import bent

    return bent(heads)
