"""The dry run for machines: what one file would give, with every reason why something would not. Writes nothing."""

from permu.intake.dryrun.checked import Checked, Outcome, Told
from permu.intake.dryrun.checking import import_check
from permu.intake.dryrun.datasets import DATASETS

__all__ = ["DATASETS", "Checked", "Outcome", "Told", "import_check"]
