"""The methods a round may be evaluated under: the library's folders and the synthetic county's own."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from permu.method import library
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.method.model import Method

SAMPLE = "sample"


@cache
def method_titles() -> dict[str, str]:
    """The title by its key of every method that has a group to rank, the newest year first."""
    from permu.method import head_of

    heads = {key: head_of(folder) for key, folder in method_folders().items()}
    found = {key: head for key, head in heads.items() if head.get("groups")}
    newest_first = sorted(found, key=lambda key: (-int(str(found[key]["year"])), key))
    return {key: str(found[key]["title"]) for key in newest_first}


@lru_cache(maxsize=16)
def method_of(key: str) -> "Method":
    """A method, read once in the life of the program: its folder is installed with it.

    Raises:
        Refused: there is none of that key, or its folder has faults.
    """
    from permu.method import load_method

    return load_method(method_folder(key))


def method_folder(key: str) -> Path:
    """The folder of a method.

    Raises:
        Refused: there is none of that key.
    """
    try:
        return method_folders()[key]
    except KeyError:
        raise Refused("evaluations.no_such_method", method=key) from None


@cache
def method_folders() -> Mapping[str, Path]:
    """The folder of every method by its key."""
    from permu.sample import SAMPLE_METHOD  # the sample's generator, only to know where it lies

    root = library()
    found = {
        path.parent.relative_to(root).as_posix(): path.parent for path in root.rglob("method.toml")
    }
    return found | {SAMPLE: SAMPLE_METHOD}
