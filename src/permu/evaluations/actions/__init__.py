"""The room's verbs: each checks, writes and records in one transaction."""

from permu.evaluations.actions.answers import Said, answer_appeal
from permu.evaluations.actions.appeals import Claimed, lodge_appeal, withdraw_appeal
from permu.evaluations.actions.columns import Meaning, settle_columns, unsettle_columns
from permu.evaluations.actions.confirming import (
    answer,
    answer_on_paper,
    ask_confirmation,
    correct_disputed,
    end_confirmation,
    reject_dispute,
)
from permu.evaluations.actions.consequences import note_handing, review_measure
from permu.evaluations.actions.corrections import NewFigure, correct_figure, undo_correction
from permu.evaluations.actions.decisions import Ruling, decide_appeal
from permu.evaluations.actions.holding import held, held_at_work
from permu.evaluations.actions.improving import (
    add_milestone,
    close_case,
    close_milestone,
    open_case,
)
from permu.evaluations.actions.landing import notice_land
from permu.evaluations.actions.owners import settle_owner, undo_owner
from permu.evaluations.actions.papers import note_letters
from permu.evaluations.actions.purging import Purged, purge_log
from permu.evaluations.actions.reminding import daily_digest
from permu.evaluations.actions.requests import (
    change_due,
    open_requests,
    proposed_due,
    resume_request,
    send_request,
    send_requests,
    waive_request,
)
from permu.evaluations.actions.reviewing import ask_towns, give_opinion
from permu.evaluations.actions.rounds import (
    LONGEST_LABEL,
    add_files,
    files_in_use,
    held_findings,
    is_read,
    keep_scenario,
    new_scenario_id,
    open_round,
    robustness_lock,
    settle_finding,
    share_results,
    start_import,
    start_robustness,
    start_run,
    withdraw_file,
)
from permu.evaluations.actions.year import Asked, move_named, take_step

__all__ = [
    "LONGEST_LABEL",
    "Asked",
    "Claimed",
    "Meaning",
    "NewFigure",
    "Purged",
    "Ruling",
    "Said",
    "add_files",
    "add_milestone",
    "answer",
    "answer_appeal",
    "answer_on_paper",
    "ask_confirmation",
    "ask_towns",
    "change_due",
    "close_case",
    "close_milestone",
    "correct_disputed",
    "correct_figure",
    "daily_digest",
    "decide_appeal",
    "end_confirmation",
    "files_in_use",
    "give_opinion",
    "held",
    "held_at_work",
    "held_findings",
    "is_read",
    "keep_scenario",
    "lodge_appeal",
    "move_named",
    "new_scenario_id",
    "note_handing",
    "note_letters",
    "notice_land",
    "open_case",
    "open_requests",
    "open_round",
    "proposed_due",
    "purge_log",
    "reject_dispute",
    "resume_request",
    "review_measure",
    "robustness_lock",
    "send_request",
    "send_requests",
    "settle_columns",
    "settle_finding",
    "settle_owner",
    "share_results",
    "start_import",
    "start_robustness",
    "start_run",
    "take_step",
    "undo_correction",
    "undo_owner",
    "unsettle_columns",
    "waive_request",
    "withdraw_appeal",
    "withdraw_file",
]
