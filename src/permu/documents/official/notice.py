"""公示 and 公布: the paper that puts a round's grades on notice or publishes them, with the list as its annex."""

from dataclasses import dataclass
from datetime import datetime

from permu.documents.official.blocks import Paper
from permu.documents.official.changes import Changes, add_changes
from permu.documents.official.draft import Draft
from permu.documents.official.issued import Issued
from permu.documents.official.listing import GradedList, add_list
from permu.documents.official.wording import day, wording


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """How many figures of how many subjects people corrected before the evaluation."""

    figures: int
    subjects: int


@dataclass(frozen=True, kw_only=True)
class Window:
    """How long and to whom objections go; where the method and the office are silent, a blank is left."""

    closes: str = ""  # 2026年7月10日24时
    is_assumed: bool = False
    channel: tuple[str, ...] = ()
    needs_evidence: bool = False
    silence_is_consent: bool = False

    @property
    def to(self) -> str:
        """To whom, one after the other."""
        return wording("object_then").join(self.channel) or wording("object_where")


@dataclass(frozen=True, kw_only=True)
class PublicNotice:
    """What the paper says."""

    place: str
    method: str
    issued: Issued
    list: GradedList
    window: Window
    corrected: Corrected | None = None  # None: nobody can say any more
    changes: Changes | None = None
    is_trial_year: bool = False
    is_synthetic: bool = False

    @property
    def is_final(self) -> bool:
        """Whether it publishes; else it puts on notice."""
        return self.issued.kind == "final"


def notice_paper(notice: PublicNotice) -> Paper:
    """The notice, what changed since the one before, and the list."""
    about = {"place": notice.place, "year": notice.issued.year, "method": notice.method}
    kind = "final" if notice.is_final else "notice"
    draft = Draft(
        wording(f"{kind}_title", **about), made_on=notice.issued.at.date(), is_synthetic=notice.is_synthetic
    )  # fmt: skip
    titles = [wording("list_title", **about)]
    if notice.changes and notice.changes.moved:
        titles.append(wording("changes_title", **about))
    draft.body(wording(f"{kind}_lead", **about))
    _result(draft, notice, annexes=len(titles))
    _objections(draft, notice)
    draft.heading(wording("check_heading"))
    draft.body(wording("check_body", short=notice.issued.short))
    draft.body(wording("contact"))
    draft.annexes(titles)
    draft.signed(on=notice.issued.at.date())
    draft.annex()
    draft.note(wording("annex_scores" if notice.list.is_full else "annex_grades"))
    add_list(draft, notice.list)
    draft.foot(notice.issued.lines())
    if notice.changes and notice.changes.moved:
        draft.annex()
        draft.note(notice.changes.summary)
        add_changes(draft, notice.changes)
    return draft.paper


def until(moment: datetime) -> str:
    """A notice's end as papers write it: the last day's 24时, not the next day's 0时."""
    if (moment.hour, moment.minute) == (0, 0):
        return f"{day(moment.date().fromordinal(moment.toordinal() - 1))}24时"
    minutes = f"{moment.minute}分" if moment.minute else ""
    return f"{day(moment.date())}{moment.hour}时{minutes}"


def _result(draft: Draft, notice: PublicNotice, *, annexes: int) -> None:
    draft.heading(wording("result_heading"))
    if notice.changes:
        see = wording("changed_see", annex=annexes) if annexes > 1 else ""
        draft.body(notice.changes.summary.removesuffix("。") + see + "。")
    count, mark = len(notice.list.graded), "1" if annexes > 1 else ""
    if count:
        draft.body(wording("result_counts", count=count, grades=notice.list.counted, annex=mark))
    else:
        draft.body(wording("result_none"))
    if notice.is_trial_year:
        draft.body(wording("result_trial"))
    if notice.corrected and notice.corrected.figures:
        found = notice.corrected
        draft.body(wording("result_corrected", figures=found.figures, subjects=found.subjects))


def _objections(draft: Draft, notice: PublicNotice) -> None:
    window = notice.window
    if notice.is_final:
        draft.heading(wording("appeal_heading"))
        draft.body(wording("appeal_to", to=window.to))
        return
    draft.heading(wording("time_heading"))
    end = window.closes or wording("blank")
    assumed = wording("time_assumed") if window.is_assumed else ""
    draft.body(wording("time_open", from_=day(notice.issued.at.date()), until=end) + assumed)
    draft.heading(wording("object_heading"))
    evidence = wording("object_evidence") if window.needs_evidence else ""
    consent = wording("object_consent") if window.silence_is_consent else ""
    draft.body(wording("object_to", to=window.to, evidence=evidence) + consent)
