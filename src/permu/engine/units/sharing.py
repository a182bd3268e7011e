"""From the units' results back to every subject's: shared, or chosen of two (M12, M14)."""

from collections.abc import Sequence

import polars as pl

from permu.engine.units.membership import Unit
from permu.engine.units.merging import heads_of
from permu.method.model import Method


def shared(table: pl.DataFrame, subjects: pl.Series, units: Sequence[Unit]) -> pl.DataFrame:
    """One row a subject: its own, or that of its unit's head, which `unit` names."""
    heads = heads_of([unit for unit in units if not unit.waits])
    waits = heads_of([unit for unit in units if unit.waits])["subject"]
    by_row = table.drop("unit").rename({"subject": "key"})
    places = subjects.to_frame().join(heads, on="subject", how="left")
    found = places.with_columns(key=pl.coalesce("unit", "subject")).join(
        by_row, on="key", how="left"
    )
    held = {member: unit.waits for unit in units if unit.waits for member in unit.members}
    is_waiting = pl.col("subject").is_in(waits.implode())
    rule = pl.lit("held:") + pl.col("subject").replace_strict(
        held, default="", return_dtype=pl.String()
    )
    return (
        found.with_columns(
            state=pl.when(is_waiting).then(pl.lit("deferred")).otherwise("state"),
            state_rule=pl.when(is_waiting).then(rule).otherwise("state_rule"),
        )
        .select(table.columns)
        .sort("subject")
    )


def chosen(
    method: Method, alone: pl.DataFrame, together: pl.DataFrame, units: Sequence[Unit]
) -> pl.DataFrame:
    """Of each subject's two results the one that its merging rule chooses; both tables in order of subject.

    Grades are compared by their place in their group, equal ones by score, and where all is equal the
    merged result stands. A result without a grade is not chosen over one that has it.
    """
    choices = {
        member: unit.merge.choose
        for unit in units
        if unit.merge.result == "both" and not unit.waits
        for member in unit.members
    }
    pairs = _standing(method, alone, "alone").hstack(_standing(method, together, "together"))
    choice = alone["subject"].replace_strict(choices, default="merged", return_dtype=pl.String())
    better = _beats("alone", "together")
    worse = _beats("together", "alone")
    both = pl.col("has_alone") & pl.col("has_together")
    takes_alone = (
        pl.when(choice == "alone").then(pl.lit(value=True))
        .when(choice == "merged").then(pl.lit(value=False))
        .when(~both).then(pl.col("has_alone") & ~pl.col("has_together"))
        .when(choice == "better").then(better)
        .otherwise(worse)
    )  # fmt: skip
    mask = pairs.select(takes_alone.alias("alone"))["alone"]
    is_member = alone["subject"].is_in(list(choices))
    picked = alone.with_columns(unit=pl.when(is_member).then(None).otherwise("unit"))
    return pl.concat([picked.filter(mask), together.filter(~mask)]).sort("subject")


def _standing(method: Method, table: pl.DataFrame, which: str) -> pl.DataFrame:
    """Of each row whether it has a result to compare, its grade's place (0 is the best) and its score."""
    places = grade_places(method)
    keys = zip(table["group"], table["grade"], strict=True)
    place = pl.Series(f"place_{which}", [places.get(key, 0) for key in keys], dtype=pl.Int64)
    has = table.select(
        (pl.col("grade").is_not_null() | (pl.col("state") == "scored")).alias(f"has_{which}"),
        pl.col("score").fill_null(0).alias(f"score_{which}"),
    )
    return has.with_columns(place)


def grade_places(method: Method) -> dict[tuple[str, str], int]:
    """The place of each group's grades among them: 0 is the best."""
    return {
        (group.id, grade): number
        for group in method.groups
        if group.grading
        for number, grade in enumerate(group.grading.grades)
    }


def _beats(one: str, other: str) -> pl.Expr:
    place, rival = pl.col(f"place_{one}"), pl.col(f"place_{other}")
    is_ahead = pl.col(f"score_{one}") > pl.col(f"score_{other}")
    return (place < rival) | ((place == rival) & is_ahead)
