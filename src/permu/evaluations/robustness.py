"""How sure a run's grades are: worked out once for each set of assumptions, and kept beside the run.

Nothing of it is a result. What is kept may be lost at any time: it is then worked out again.
"""

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from django.utils.translation import gettext as _

from permu.evaluations.models import Run
from permu.evaluations.stored import result_in
from permu.terms.refusal import Refused

if TYPE_CHECKING:
    from permu.engine import Result
    from permu.engine.robustness import Robustness, Uncertainty

Key = Literal["weights", "wide", "order", "data"]
KEYS: tuple[Key, ...] = get_args(Key)
ERROR = Decimal("0.03")
DRAWS, ENGINE_DRAWS = 10_000, 100
Told = Callable[[int, int, str], None]


def preset_labels() -> dict[Key, str]:
    """The assumptions that a page offers."""
    return {
        "weights": _("权重上下 10%"),
        "wide": _("权重上下 25%"),
        "order": _("只保持权重大小次序"),
        "data": _("权重上下 10%，各项数据上下 3%"),
    }


def uncertainty_of(key: Key, result: "Result") -> "Uncertainty":
    """What a set of assumptions says of one run."""
    from permu.engine.robustness import Uncertainty, measured_items

    spread = Decimal("0.25") if key == "wide" else Decimal("0.1")
    items = measured_items(result.method, result.facts) if key == "data" else []
    return Uncertainty(
        weights="ordered" if key == "order" else "uniform",
        spread=spread,
        data=dict.fromkeys(items, ERROR),
        draws=DRAWS,
        engine_draws=ENGINE_DRAWS,
    )


def is_quick(run: Run, key: Key) -> bool:
    """Whether a page may wait for it: weights alone, under a method that columns can do."""
    from permu.engine.robustness.pools import is_linear

    return key != "data" and is_linear(result_in(run.folder).method)


def kept(run: Run, key: Key) -> "Robustness | None":
    """What is kept of these assumptions; None where they were not worked out yet."""
    folder = folder_of(run, key)
    return _kept(run.folder, folder, key) if (folder / "about.json").exists() else None


def foremost(run: Run) -> Key | None:
    """By which assumptions the list of results says who is within reach: with errors of data where those were worked out."""
    keys: tuple[Key, ...] = ("data", "weights")
    return next((key for key in keys if (folder_of(run, key) / "about.json").exists()), None)


def within_reach(run: Run) -> Mapping[str, float]:
    """Whose grade a challenge could change, and in which share of the draws each keeps it; by subject."""
    key = foremost(run)
    return _within_reach(folder_of(run, key)) if key else {}


@lru_cache(maxsize=8)
def _within_reach(folder: Path) -> Mapping[str, float]:
    import polars as pl

    table = pl.read_parquet(folder / "table.parquet", columns=["subject", "own", "within_reach"])
    return dict(table.filter("within_reach").select("subject", "own").iter_rows())


def worked_out(run: Run, key: Key, *, progress: Told | None = None) -> "Robustness":
    """These assumptions, worked out and kept.

    Raises:
        Refused: the method gives no grades, or the run's folder was changed.
    """
    from permu.engine.robustness import robustness

    result = result_in(run.folder)
    found = robustness(
        result.method, result.evaluation, uncertainty_of(key, result), progress=progress
    )
    _keep(folder_of(run, key), found)
    return found


def prepare(run: Run) -> None:
    """Work out what the list of results shows, where the method gives grades at all: a run is complete without it."""
    with suppress(Refused, OSError):
        worked_out(run, "weights")


def folder_of(run: Run, key: Key) -> Path:
    """Where what these assumptions gave lies, or will."""
    return run.folder.with_name(f"{run.folder.name}-documents") / f"robustness-{key}"


def _keep(folder: Path, found: "Robustness") -> None:
    """Beside what is there, then in its place: nobody reads a half of it."""
    folder.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as space:
        made = Path(space) / folder.name
        made.mkdir()
        found.table.write_parquet(made / "table.parquet")
        found.leave_one_out.write_parquet(made / "leave_one_out.parquet")
        about = {"draws": dict(found.draws), "way": found.way}
        (made / "about.json").write_text(json.dumps(about), "utf-8")
        if not folder.exists():
            made.rename(folder)


@lru_cache(maxsize=8)
def _kept(run: Path, folder: Path, key: Key) -> "Robustness":
    import polars as pl

    from permu.engine.robustness import Robustness
    from permu.engine.robustness.drawing import county_of

    result = result_in(run)
    about = json.loads((folder / "about.json").read_text("utf-8"))
    found = Robustness(
        county=county_of(result.method, result.evaluation),
        uncertainty=uncertainty_of(key, result),
        table=pl.read_parquet(folder / "table.parquet"),
        draws=about["draws"],
        way=about["way"],
    )
    # Several evaluations: a page need not wait for them again.
    vars(found)["leave_one_out"] = pl.read_parquet(folder / "leave_one_out.parquet")
    return found
