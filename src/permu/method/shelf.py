"""The library: the methods that governments published, one folder a place and year."""

from pathlib import Path

from permu.terms.refusal import Refused

HEAD = "method.toml"


def library() -> Path:
    """The folder `methods/`: beside the code in an installed wheel, at the root of a checkout.

    Raises:
        Refused: neither is there.
    """
    here = Path(__file__).resolve()
    for folder in (here.parent / "methods", here.parents[3] / "methods"):
        if folder.is_dir():
            return folder
    raise Refused("method.no_library")


def library_methods(folder: Path | None = None) -> list[Path]:
    """Every method folder of the library, in order of place and year."""
    return sorted(path.parent for path in (folder or library()).glob(f"*/*/{HEAD}"))
