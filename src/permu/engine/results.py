"""A result folder: written once, loaded, and recomputed to see whether every byte agrees.

`evaluation.parquet benchmarks.parquet measures.parquet facts/ method/ result.json`, and `earlier/`
where a benchmark is last year's mean. `result.json` names the engine's version, the method, the
as-of date and a digest of each part; it has no clock, so the same result is the same folder.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from permu import __version__
from permu.engine.evaluation import Evaluation
from permu.engine.overlays import overlaid
from permu.engine.pipeline import evaluate
from permu.method import keep_method, load_method
from permu.method.model import Method
from permu.terms.digests import folder_digest, table_digest
from permu.terms.facts import Facts, write_table
from permu.terms.refusal import Language, Refused, words

TABLES = {"evaluation": "table", "benchmarks": "benchmarks", "measures": "measures"}


@dataclass(frozen=True, kw_only=True)
class Result:
    """A stored evaluation with the method and the facts that it came from: an overlay's are those of its area."""

    evaluation: Evaluation
    method: Method
    facts: Facts
    earlier: Facts | None = None


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One thing in a result folder that is not what recomputing it gives."""

    code: str
    part: str
    details: dict[str, object]

    def text(self, language: Language = "zh") -> str:
        """What disagrees, and what to do."""
        return words(self.code, language, part=self.part, **self.details)


def save_result(
    folder: Path,
    evaluation: Evaluation,
    method_folder: Path,
    facts: Facts,
    *,
    earlier: Facts | None = None,
) -> None:
    """Write the result folder, whole or not at all; `earlier` as it was given to `evaluate`.

    It is written beside, as `<name>.part`, and named at the end.

    Raises:
        Refused: the folder has content already. A published result is never overwritten.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused("engine.result_exists")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)  # of a run that was ended in the middle
    part.mkdir(parents=True)
    try:
        _write(part, evaluation, method_folder, facts, earlier=earlier)
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(
    folder: Path,
    evaluation: Evaluation,
    method_folder: Path,
    facts: Facts,
    *,
    earlier: Facts | None,
) -> None:
    for name, attribute in TABLES.items():
        table: pl.DataFrame = getattr(evaluation, attribute)
        write_table(table, folder / f"{name}.parquet")
    facts.save(folder / "facts")
    if earlier is not None:
        earlier.save(folder / "earlier")
    keep_method(method_folder, folder / "method")
    method = load_method(folder / "method")
    about = {
        "engine": evaluation.engine,
        "method": method.id,
        "method_title": method.title,
        "year": facts.year,
        "as_of": facts.as_of.isoformat(),
        "method_digest": evaluation.method_digest,
        "facts_digest": evaluation.facts_digest,
        "evaluation_digest": evaluation.digest,
        "digests": dict(_digests(folder, evaluation)),
    }
    text = json.dumps(about, indent=2, ensure_ascii=False) + "\n"
    (folder / "result.json").write_text(text, "utf-8")


def _digests(folder: Path, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    for name, attribute in TABLES.items():
        yield name, table_digest(getattr(evaluation, attribute))
    for name in ("facts", "earlier", "method"):
        if (folder / name).exists():
            yield name, folder_digest(folder / name)


def load_result(folder: Path) -> Result:
    """Read a result folder as it stands; `verify_result` says whether it may be believed.

    Raises:
        Refused: a part is missing or unreadable.
    """
    try:
        about = json.loads((folder / "result.json").read_text("utf-8"))
        tables = {
            attribute: pl.read_parquet(folder / f"{name}.parquet")
            for name, attribute in TABLES.items()
        }
        method_digest, engine = about["method_digest"], about["engine"]
    except (OSError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
        raise Refused("engine.result_damaged", what=type(error).__name__) from error
    method = load_method(folder / "method")
    facts = overlaid(method, Facts.load(folder / "facts"))
    earlier = Facts.load(folder / "earlier") if (folder / "earlier").exists() else None
    evaluation = Evaluation(
        **tables, facts=facts, earlier=earlier, method_digest=method_digest, engine=engine
    )
    return Result(evaluation=evaluation, method=method, facts=facts, earlier=earlier)


def verify_result(folder: Path) -> list[Disagreement]:
    """Recompute a stored evaluation from its facts and method; empty: every byte agrees.

    Raises:
        Refused: the folder cannot be read at all.
    """
    about = _about(folder)
    try:
        result = load_result(folder)
        found = list(_changed_parts(folder, result, about))
        again = evaluate(result.method, result.facts, earlier=result.earlier)
    except Refused as refused:
        return [_disagreement("unreadable", "result", why=refused.text())]
    found += list(_named_otherwise(result, again, about))
    for name, attribute in TABLES.items():
        stored, fresh = getattr(result.evaluation, attribute), getattr(again, attribute)
        found += list(_unlike(name, stored, fresh))
    return found


def _about(folder: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((folder / "result.json").read_text("utf-8"))
        about["digests"].keys()
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused("engine.result_damaged", what="result.json") from error
    return about


def _changed_parts(folder: Path, result: Result, about: dict[str, Any]) -> Iterator[Disagreement]:
    """Parts whose content is not what `result.json` says it was."""
    now = dict(_digests(folder, result.evaluation))
    stored = about["digests"]
    for name in sorted(now.keys() | stored.keys()):
        if now.get(name) != stored.get(name):
            yield _disagreement("part_changed", name)


def _named_otherwise(
    result: Result, again: Evaluation, about: dict[str, Any]
) -> Iterator[Disagreement]:
    """Identities in `result.json` that recomputing does not confirm."""
    expected = {
        "engine": __version__,
        "method": result.method.id,
        "method_title": result.method.title,
        "year": result.facts.year,
        "as_of": result.facts.as_of.isoformat(),
        "method_digest": again.method_digest,
        "facts_digest": again.facts_digest,
        "evaluation_digest": again.digest,
    }
    for name, value in expected.items():
        if about.get(name) != value:
            yield _disagreement("named_otherwise", name, stored=about.get(name), again=value)


def _unlike(name: str, stored: pl.DataFrame, fresh: pl.DataFrame) -> Iterator[Disagreement]:
    """Each cell of a table that differs, with both values; or that its rows or columns do."""
    if stored.schema != fresh.schema or len(stored) != len(fresh):
        yield _disagreement("table_shape", name, stored=stored.shape, again=fresh.shape)
        return
    for column in stored.columns:
        differs = stored[column].ne_missing(fresh[column])
        for index in differs.arg_true():
            yield _disagreement(
                "cell_differs",
                name,
                row=stored.row(index)[0],
                column=column,
                stored=stored[column][index],
                again=fresh[column][index],
            )


def _disagreement(code: str, part: str, **details: object) -> Disagreement:
    return Disagreement(code=f"engine.{code}", part=part, details=details)
