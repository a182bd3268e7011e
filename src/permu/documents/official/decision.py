"""异议处理决定书: what was claimed, what its department says, what is decided and why, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime

from permu.documents.official.blocks import Paper
from permu.documents.official.draft import Draft
from permu.documents.official.issued import Issued
from permu.documents.official.wording import day, wording


@dataclass(frozen=True, kw_only=True)
class Voice:
    """What one side says of the figure: the figure it stands by, its reason, the file it rests on ("": none)."""

    said: str
    figure: str
    reason: str
    at: datetime  # in the office's time
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class Decided:
    """One appeal decided. `answer` is None where the department had not answered; `effect` what the result became."""

    number: int
    name: str
    code: str
    is_synthetic: bool
    noticed: Issued
    item: str
    provider: str
    stood: str
    claim: Voice
    answer: Voice | None
    decision: Voice  # its figure is "" where the claim was dismissed
    effect: tuple[str, ...]
    has_run: bool  # whether a run rests on the decision by now
    basis: str  # the digest of what was decided upon


def decision_paper(decided: Decided) -> Paper:
    """The decision."""
    noticed, made_on = decided.noticed, decided.decision.at.date()
    title = wording("decision_title", year=noticed.year)
    draft = Draft(title, made_on=made_on, is_synthetic=decided.is_synthetic)
    draft.note(wording("decision_number", year=noticed.year, number=decided.number))
    draft.to(decided.name)
    draft.body(
        wording(
            "decision_lead", code=decided.code, on=day(decided.claim.at),
            list=noticed.version_said, item=decided.item,
        )
    )  # fmt: skip
    draft.heading(wording("decision_claim"))
    stood = wording("decision_claimed", stood=decided.stood, claimed=decided.claim.figure)
    draft.body(stood + _because(decided.claim))
    draft.heading(wording("decision_answer"))
    draft.body(_answer(decided))
    draft.heading(wording("decision_decided"))
    draft.body(_decision(decided))
    draft.heading(wording("decision_effect"))
    for text in _effect(decided):
        draft.body(text)
    draft.body(wording("decision_remedy"))
    draft.body(wording("contact"))
    draft.signed(on=made_on)
    draft.foot([wording("decision_basis", basis=decided.basis), *noticed.lines()])
    return draft.paper


def _because(voice: Voice) -> str:
    said = wording("decision_because", reason=voice.reason.rstrip("。"))
    if voice.file:
        said += wording("decision_file", file=voice.file, short=voice.sha256[:16])
    return said


def _answer(decided: Decided) -> str:
    answer, provider = decided.answer, decided.provider
    if answer is None:
        return wording("decision_unanswered", provider=provider)
    said = wording(
        "decision_answered", provider=provider, on=day(answer.at), said=answer.said,
        figure=answer.figure,
    )  # fmt: skip
    return said + _because(answer)


def _decision(decided: Decided) -> str:
    decision = decided.decision
    name = "decision_upheld" if decision.figure else "decision_dismissed"
    said = wording(name, said=decision.said, figure=decision.figure or decided.stood)
    return said + _because(decision)


def _effect(decided: Decided) -> list[str]:
    if not decided.decision.figure:
        return [wording("decision_unchanged")]
    if not decided.has_run:
        return [wording("decision_awaits")]
    if not decided.effect:
        return [wording("decision_same")]
    return [wording("decision_moved", changes="；".join(decided.effect))]
