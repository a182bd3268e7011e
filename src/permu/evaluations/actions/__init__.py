"""The room's verbs: each checks, writes and records in one transaction."""

from permu.evaluations.actions.columns import Meaning, settle_columns
from permu.evaluations.actions.corrections import NewFigure, correct_figure, undo_correction
from permu.evaluations.actions.owners import settle_owner, undo_owner
from permu.evaluations.actions.reminding import daily_digest
from permu.evaluations.actions.requests import (
    change_due,
    open_requests,
    proposed_due,
    resume_request,
    send_request,
    waive_request,
)
from permu.evaluations.actions.rounds import (
    LONGEST_LABEL,
    add_files,
    files_in_use,
    held,
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

__all__ = [
    "LONGEST_LABEL",
    "Meaning",
    "NewFigure",
    "add_files",
    "change_due",
    "correct_figure",
    "daily_digest",
    "files_in_use",
    "held",
    "held_findings",
    "is_read",
    "keep_scenario",
    "new_scenario_id",
    "open_requests",
    "open_round",
    "proposed_due",
    "resume_request",
    "robustness_lock",
    "send_request",
    "settle_columns",
    "settle_finding",
    "settle_owner",
    "share_results",
    "start_import",
    "start_robustness",
    "start_run",
    "undo_correction",
    "undo_owner",
    "waive_request",
    "withdraw_file",
]
