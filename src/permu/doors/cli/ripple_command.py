"""`permu ripple`: who would move if a figure were corrected, before anything is decided."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from permu.doors.cli.check_command import method_folder
from permu.doors.cli.compare_command import FOLDER, spoken
from permu.doors.cli.frame import json_option, language, print_json, say, tell, verb
from permu.terms.rounding import rounded

if TYPE_CHECKING:
    from permu.engine.ripple import Benchmarks, Correction, Ripple, Why
    from permu.terms.facts import Facts

MOST = 20
"""Subjects named on a terminal for each kind of move; `--out` and `--json` have all."""


@verb("ripple")
@click.option("--method", "method", required=True, type=FOLDER)
@click.option("--facts", required=True, type=FOLDER)
@click.option("--earlier", type=FOLDER)
@click.option("--set", "claims", multiple=True)
@click.option("--corrections", type=FOLDER)
@click.option("--frozen", "reading", flag_value="frozen")
@click.option("--anew", "reading", flag_value="anew")
@click.option("--out", type=click.Path(path_type=Path))
@json_option
def command(
    *,
    method: Path,
    facts: Path,
    earlier: Path | None,
    claims: tuple[str, ...],
    corrections: Path | None,
    reading: "Benchmarks | None",
    out: Path | None,
    as_json: bool,
) -> int:
    """Evaluate as it stands and as it would be, and say of whom the two differ. It keeps no result."""
    from permu.engine import evaluate
    from permu.engine.ripple import ripple_of
    from permu.method import load_method
    from permu.terms.years import load_years

    loaded = load_method(method_folder(method))
    known, past = load_years(facts, earlier)
    made = [*_typed(claims, known), *_listed(corrections, known)]
    if not made:
        tell("✗", say("ripple_nothing_claimed"))
        return 1
    before = evaluate(loaded, known, earlier=past)
    readings: list[Benchmarks] = [reading] if reading else ["frozen", "anew"]
    found = [ripple_of(loaded, before, made, benchmarks=each) for each in readings]
    if out:
        from permu.documents.ripple import write_ripple_workbook

        write_ripple_workbook(out, found, language=language())
    if as_json:
        print_json({each.benchmarks: _as_json(each) for each in found})
        return 0
    for each in found:
        _tell(each)
    tell("·", say("ripple_only_tried"))
    if out:
        tell("·", say("compare_written", path=out))
    return 0


def _typed(claims: Sequence[str], facts: "Facts") -> Iterator["Correction"]:
    """Each `--set CODE:item=value`.

    Raises:
        Refused: it is not written so, or the item or the value is refused.
    """
    from permu.terms.refusal import Refused

    for claim in claims:
        place, is_told, text = claim.replace("＝", "=").partition("=")
        subject, is_placed, name = place.replace("：", ":").partition(":")
        if not is_told or not is_placed:
            raise Refused("doors.ripple_claim", claim=claim)
        yield _correction((subject, name, text), facts)


def _listed(path: Path | None, facts: "Facts") -> Iterator["Correction"]:
    """Each line of a table of corrections: code, item, value; the first line heads it.

    Raises:
        Refused: the file is no such table, or a line of it is refused.
    """
    import csv

    from permu.terms.refusal import Refused

    if path is None:
        return
    raw = path.read_bytes() if path.is_file() else b""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    rows = list(csv.reader(text.splitlines()))
    if len(rows) < 2 or len(rows[0]) < 3:
        raise Refused("doors.ripple_file", name=path.name)
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            yield _correction([*row, "", ""][:3], facts)
        except Refused as refused:
            why = refused.text(language())
            raise Refused("doors.ripple_line", name=path.name, row=number, why=why) from refused


def _correction(said: Sequence[str], facts: "Facts") -> "Correction":
    from permu.engine.ripple import Correction, item_named, read_value
    from permu.intake.tidy import visible
    from permu.terms.refusal import Refused

    subject, name, text = said
    found = item_named(name)
    if not visible(text):
        raise Refused("doors.ripple_empty", item=found.called(language()))
    value = read_value(found.id, text, as_of=facts.as_of, language=language())
    return Correction(subject.strip(), found.id, value)


def _as_json(found: "Ripple") -> dict[str, object]:
    from permu.engine.ripple import Why

    why = Why(found, language())
    rows = found.moved.to_dicts()
    return {
        "method": found.method.id,
        "benchmarks": found.benchmarks,
        "counts": found.counts,
        "unread": found.unread,
        "money": found.money.to_dicts(),
        "money_moves": found.money_moves.to_dicts(),
        "moved": [row | {"name": why.name(row["subject"]), "why": why.of(row["subject"])} for row in rows],
    }  # fmt: skip


def _tell(found: "Ripple") -> None:
    from permu.engine.ripple import Why
    from permu.terms.items import item

    why = Why(found, language())
    tell("·", say(f"ripple_{found.benchmarks}"))
    if found.unread:
        labels = say("list_comma").join(item(name).called(language()) for name in found.unread)
        tell("!", say("ripple_unread", items=labels))
    for effect in ("corrected", "together", "grade", "money"):
        _tell_movers(found, why, effect)
    for effect in ("rank", "score"):
        rows = found.moved.filter(effect=effect).to_dicts()
        if rows:
            named = [f"{why.name(row['subject'])} {_ranks(row)}".strip() for row in rows]
            _tell_names(effect, named)
    _tell_money(found)


def _tell_movers(found: "Ripple", why: "Why", effect: str) -> None:
    """Those of one effect, each with the reasons; that no grade moves is said as well."""
    rows = found.moved.filter(effect=effect).to_dicts()
    if rows or effect == "grade":
        tell("✓", say(f"ripple_{effect}", count=len(rows)))
    for row in islice(rows, MOST):
        reasons = say("list_semicolon").join(why.of(row["subject"]))
        name = why.name(row["subject"])
        click.echo("  " + say("mover", name=name, grades=_grades(row), why=reasons))
        if effect == "corrected":
            _tell_standing(found, row)
    if len(rows) > MOST:
        click.echo("  " + say("more_movers", count=len(rows) - MOST))


def _tell_standing(found: "Ripple", row: Mapping[str, Any]) -> None:
    """Score, rank and amounts of who is corrected, before and after."""
    told = {}
    for side in ("before", "after"):
        score, rank = row[f"score:{side}"], row[f"rank:{side}"]
        told[f"score_{side}"] = (
            "—" if score is None else f"{rounded(Decimal(score).scaleb(-6), 2):f}"
        )
        told[f"rank_{side}"] = "—" if rank is None else f"{rank}/{row[f'ranked:{side}']}"
    click.echo("    " + say("ripple_standing", **told))
    for each in found.money_moves.filter(subject=row["subject"]).to_dicts():
        old, new = (
            _yuan(each[f"amount:{side}"]) if each[f"amount:{side}"] is not None
            else say("ripple_follows" if each[f"follows:{side}"] else "ripple_does_not_follow")
            for side in ("before", "after")
        )  # fmt: skip
        click.echo(f"    ¥ {each['label']} {old} → {new}")


def _tell_names(effect: str, names: Sequence[str]) -> None:
    tell("✓", say(f"ripple_{effect}", count=len(names)))
    click.echo("  " + say("list_comma").join(names[:MOST]))
    if len(names) > MOST:
        click.echo("  " + say("more_movers", count=len(names) - MOST))


def _tell_money(found: "Ripple") -> None:
    """Each measure of the county, before and after."""
    for row in found.money.to_dicts():
        subjects = f"{row['subjects:before']} → {row['subjects:after']}"
        if None in (row["amount:before"], row["amount:after"]):
            line = say("ripple_measure", label=row["label"], subjects=subjects)
        else:
            old, new = (_yuan(row[f"amount:{side}"]) for side in ("before", "after"))
            line = say(
                "ripple_amount", label=row["label"], subjects=subjects, before=old, after=new
            )
        click.echo(f"  ¥ {line}")


def _yuan(amount: int) -> str:
    """An amount in 分 as yuan."""
    return f"{Decimal(amount) / 100:,.2f}"


def _grades(row: Mapping[str, Any]) -> str:
    old, new = (row[f"grade:{side}"] or row[f"state:{side}"] for side in ("before", "after"))
    return spoken(str(old)) if old == new else f"{spoken(str(old))} → {spoken(str(new))}"


def _ranks(row: Mapping[str, Any]) -> str:
    return (
        f"{row['rank:before']}→{row['rank:after']}"
        if row["rank:before"] != row["rank:after"]
        else ""
    )
