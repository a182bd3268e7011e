"""The frontier of each ranking group of a county: who stands on it, how far the others are, measured by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from permu.engine.evaluation import Evaluation
from permu.engine.frontier.amounts import Amounts, why_left_out
from permu.engine.frontier.choice import Choice, choice_of
from permu.engine.frontier.efficiency import Efficiency, Population, scale_returns
from permu.engine.frontier.malmquist import malmquist
from permu.engine.frontier.programs import Floats, Orientation, Returns
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.refusal import Refused

ANALYSED = ("graded", "scored", "ungraded")
"""The states whose subjects are compared: those who were scored."""

COLUMNS: dict[str, pl.DataType] = {
    "subject": pl.String(),
    "group": pl.String(),
    "left_out": pl.String(),  # `missing:<figure>`, `not_positive:<input>`, `negative:<output>`, `no_output`; null: analysed
    "efficiency": pl.Float64(),  # as asked for: θ, or 1 ÷ φ; 1 is the best
    "overall": pl.Float64(),  # under constant returns, input oriented
    "pure": pl.Float64(),  # under variable returns, input oriented
    "scale": pl.Float64(),  # overall ÷ pure
    "returns": pl.String(),  # irs (too small) | crs (of the right size) | drs (too large)
    "on_frontier": pl.Boolean(),
    "peers": pl.List(pl.String()),  # subjects of the frontier, the weightiest first
    "multipliers": pl.List(pl.Float64()),  # how much of each is mixed
    # then, for each figure of any group, in its unit:
    #   now:<figure>     Float64
    #   target:<figure>  Float64  what the mix of its peers has
    #   slack:<figure>   Float64  the part of it beyond the shrinking or growing of all alike
    # then, only where last year's facts are given (null: not in both years, or there is no such index):
    #   change, efficiency_change, technical_change  Float64  above 1 is progress
}
CHANGES = ("change", "efficiency_change", "technical_change")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of an analysis; where no figures are named, those of the method's own indicators are meant."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    returns: Returns = "variable"
    orientation: Orientation = "input"
    groups: tuple[str, ...] = ()  # empty: all


BY_THE_METHOD = Asked()


@dataclass(frozen=True, kw_only=True)
class Frontier:
    """`table` has a row for each subject that was scored, in order of `subject`; see `COLUMNS`."""

    table: pl.DataFrame
    choices: Mapping[str, Choice]  # by group
    unread: Mapping[
        str, Refused
    ]  # groups that were not asked for by name, and why their indicators tell no figures
    units: Mapping[str, str]  # of each figure
    asked: Asked
    has_earlier: bool

    def of(self, group: str) -> pl.DataFrame:
        """The rows of one group."""
        return self.table.filter(pl.col("group") == group)

    @property
    def left_out(self) -> pl.DataFrame:
        """The rows of those who could not be analysed."""
        return self.table.filter(pl.col("left_out").is_not_null())


def frontier(
    method: Method,
    evaluation: Evaluation,
    *,
    earlier: Facts | None = None,
    asked: Asked = BY_THE_METHOD,
) -> Frontier:
    """Analyse each ranking group of an evaluated county by itself.

    Merged subjects are analysed each by its own figures.

    Args:
        method: whose figures are meant.
        evaluation: under this method; it says who stands in which group.
        earlier: the facts of the year before, for the change between the two.
        asked: which figures, returns, orientation and groups.

    Raises:
        Refused: see `choice_of` and `compose`; or the method has no such group.
    """
    choices, unread = _choices(method, asked)
    names = list(dict.fromkeys(name for each in choices.values() for name in each.figures))
    now = Amounts.of(method, evaluation.facts, names)
    past = Amounts.of(method, earlier, names) if earlier else None
    parts = [
        _analysed(_subjects(evaluation, group), choice, (now, past), asked)
        for group, choice in choices.items()
    ]
    parts = [
        part.with_columns(group=pl.lit(name)) for name, part in zip(choices, parts, strict=True)
    ]
    return Frontier(
        table=pl.concat([_nobody(names, has_earlier=past is not None), *parts], how="diagonal").sort("subject"),
        choices=choices, unread=unread, units=now.units, asked=asked, has_earlier=past is not None,
    )  # fmt: skip


def _choices(method: Method, asked: Asked) -> tuple[dict[str, Choice], dict[str, Refused]]:
    """The figures of each group; where nobody asked for a group by name, those that tell none are set aside."""
    known = [group.id for group in method.groups]
    for name in asked.groups:
        if name not in known:
            raise Refused("engine.frontier_no_group", group=name, known="、".join(known))
    choices: dict[str, Choice] = {}
    unread: dict[str, Refused] = {}
    for group in method.groups:
        if asked.groups and group.id not in asked.groups:
            continue
        try:
            choices[group.id] = choice_of(method, group, inputs=asked.inputs, outputs=asked.outputs)
        except Refused as refused:
            if asked.groups or refused.code != "engine.frontier_no_figures":
                raise
            unread[group.id] = refused
    if unread and not choices:
        raise next(iter(unread.values()))
    return choices, unread


def _subjects(evaluation: Evaluation, group: str) -> pl.Series:
    is_compared = (pl.col("group") == group) & pl.col("state").is_in(ANALYSED)
    return evaluation.table.filter(is_compared)["subject"]


def _nobody(names: Sequence[str], *, has_earlier: bool) -> pl.DataFrame:
    figures = [f"{kind}:{name}" for name in names for kind in ("now", "target", "slack")]
    more = [*figures, *(CHANGES if has_earlier else ())]
    return pl.DataFrame(schema=COLUMNS | dict.fromkeys(more, pl.Float64()))


def _analysed(
    subjects: pl.Series, choice: Choice, years: tuple[Amounts, Amounts | None], asked: Asked
) -> pl.DataFrame:
    now, past = years
    amounts = now.table(subjects, choice)
    left_out = why_left_out(amounts, choice)
    table = pl.DataFrame({"subject": subjects, "left_out": left_out}).hstack(
        amounts.rename(lambda name: f"now:{name}")
    )
    usable = amounts.filter(left_out.is_null())
    names = subjects.filter(left_out.is_null())
    found = _measured(names, usable, choice, asked)
    if past is not None:
        changed = _changed((usable, past.table(names, choice)), choice, names, asked)
        found = found.join(changed, on="subject", how="left")
    return table.join(found, on="subject", how="left")


def _measured(
    subjects: pl.Series, amounts: pl.DataFrame, choice: Choice, asked: Asked
) -> pl.DataFrame:
    population = Population.of(*_sides(amounts, choice))
    pure_frontier = population.frontier("variable")
    pure = population.own_scores(pure_frontier, returns="variable")
    scale, words = scale_returns(population, pure_frontier, pure)
    spanned = pure_frontier if asked.returns == "variable" else population.frontier("constant")
    found = population.against(
        population, spanned, returns=asked.returns, orientation=asked.orientation
    )
    table = pl.DataFrame(
        {
            "subject": subjects, "efficiency": found.score, "overall": pure * scale, "pure": pure,
            "scale": scale, "returns": pl.Series(words, dtype=pl.String), "on_frontier": found.is_on_frontier,
        }
    )  # fmt: skip
    return table.with_columns(*_peers(found, subjects), *_targets(found, choice))


def _peers(found: Efficiency, subjects: pl.Series) -> list[pl.Series]:
    """The peers' codes and what of each is mixed, in lists as long as there are peers."""
    is_peer = found.peers >= 0
    codes = subjects.gather(np.maximum(found.peers, 0)[is_peer])
    shares = pl.Series(found.multipliers[is_peer])
    rows = pl.DataFrame({"row": np.nonzero(is_peer)[0], "peers": codes, "multipliers": shares})
    lists = rows.group_by("row", maintain_order=True).agg("peers", "multipliers")
    return [lists["peers"], lists["multipliers"]]


def _targets(found: Efficiency, choice: Choice) -> list[pl.Series]:
    return [
        pl.Series(f"{kind}:{name}", amounts[:, place])
        for place, name in enumerate(choice.figures)
        for kind, amounts in (("target", found.targets), ("slack", found.slacks))
    ]


def _changed(
    years: tuple[pl.DataFrame, pl.DataFrame], choice: Choice, subjects: pl.Series, asked: Asked
) -> pl.DataFrame:
    """The index (constant returns) of those who can be analysed in both years, who alone make both frontiers."""
    now, past = years
    in_both = why_left_out(past, choice).is_null()
    before, after = (_sides(each.filter(in_both), choice) for each in (past, now))
    index = malmquist(before, after, orientation=asked.orientation)
    columns = {name: pl.Series(getattr(index, name)).fill_nan(None) for name in CHANGES}
    return pl.DataFrame({"subject": subjects.filter(in_both)} | columns)


def _sides(amounts: pl.DataFrame, choice: Choice) -> tuple[Floats, Floats]:
    both = amounts.to_numpy().reshape(len(amounts), len(choice.figures))
    return np.ascontiguousarray(both[:, : len(choice.inputs)]), both[:, len(choice.inputs) :]
