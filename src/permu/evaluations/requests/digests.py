"""One text a department and day: what is asked, what is due, what is late, which findings wait for it."""

from collections.abc import Iterator
from datetime import date

from permu.evaluations.models import Round, RoundFinding
from permu.evaluations.requests.standing import Standing, standings
from permu.evaluations.year.moves import COLLECTED
from permu.terms.refusal import words

LARGEST = 2048
"""Bytes that a message of 浙政钉 may have."""
SENTENCES = 3  # findings that a text quotes; all of them are on their own list
LONGEST = 60  # characters of each
ITEMS = 12  # items that a text names


def digest_texts(day: date) -> dict[str, str]:
    """The text of each department that has something to do in a round that is not yet shared."""
    lines: dict[str, list[str]] = {}
    for round_ in Round.objects.filter(stage__in=COLLECTED, shared_run=None):
        for department, line in _lines(round_, day):
            lines.setdefault(department, []).append(line)
    return {name: _text(name, day, said) for name, said in lines.items()}


def digest_key(day: date, department: str) -> str:
    """What makes the second text of a day the same as the first, here and for whoever delivers it."""
    return f"{day.isoformat()}:{department}"


def _lines(round_: Round, day: date) -> Iterator[tuple[str, str]]:
    """For each department, line by line: what it is asked for, then what waits of what it sent."""
    for one in standings(round_, day):
        if one.is_waited_for:
            yield one.request.department, _asked(round_, one)
    findings = round_.findings.filter(settled_at=None).exclude(severity="note")
    withdrawn = round_.files.exclude(withdrawn_at=None).values("stored__sha256")
    findings = findings.exclude(sha256__in=withdrawn)
    waiting: dict[str, list[RoundFinding]] = {}
    for finding in findings.exclude(department=""):
        waiting.setdefault(finding.department, []).append(finding)
    for department, found in waiting.items():
        held = sum(finding.severity == RoundFinding.Severity.ERROR for finding in found)
        details = {"round": round_.title, "count": len(found), "held": held}
        name = "evaluations.digest_held" if held else "evaluations.digest_findings"
        yield department, words(name, **details)
        for finding in found[:SENTENCES]:
            yield (
                department,
                f"　· {_cut(' '.join(filter(None, (finding.file, finding.cell, finding.text_zh))))}",
            )


def _asked(round_: Round, one: Standing) -> str:
    due = one.request.due_on.isoformat()
    if one.is_overdue:
        when = words("evaluations.digest_overdue", due=due, days=one.behind)
    else:
        when = words("evaluations.digest_due", due=due, days=one.left)
    labels = [each.label for each in one.items]
    more = "" if len(labels) <= ITEMS else "……"
    said = words(
        "evaluations.digest_asked",
        round=round_.title,
        form=one.form.title if one.form else words("evaluations.digest_no_form"),
        items="、".join(labels[:ITEMS]) + more,
        count=len(labels),
        when=when,
    )
    return f"{said}{one.request.note}" if one.request.note else said


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}……"


def _text(department: str, day: date, lines: list[str]) -> str:
    """The lines that fit into one message; what is left out is said."""
    kept = [words("evaluations.digest_head", department=department, day=day.isoformat())]
    tail = words("evaluations.digest_more")
    for line in lines:
        if len("\n".join((*kept, line, tail)).encode()) > LARGEST:
            return "\n".join((*kept, tail))
        kept.append(line)
    return "\n".join(kept)
