"""The datasets that a dry run knows: `datasets/*.toml`, in the words of the departments' profiles."""

import tomllib
from functools import cache
from importlib.resources import files

from permu.intake.profiles import Profile, profile_of
from permu.terms.refusal import Refused

DATASETS = ("tax", "land", "project")
REGISTER = "register"


@cache
def dataset(name: str) -> Profile:
    """The profile of a dataset, or of the register.

    Raises:
        Refused: there is no such dataset.
    """
    if name not in (*DATASETS, REGISTER):
        raise Refused("intake.no_dataset", dataset=name[:40], known="、".join(DATASETS))
    file = files("permu.intake.dryrun").joinpath("datasets", f"{name}.toml")
    return profile_of(name, tomllib.loads(file.read_text("utf-8")))
