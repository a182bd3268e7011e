"""The room's verbs: each checks, writes and records in one transaction."""

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
    "add_files",
    "files_in_use",
    "held",
    "held_findings",
    "is_read",
    "keep_scenario",
    "new_scenario_id",
    "open_round",
    "robustness_lock",
    "settle_finding",
    "share_results",
    "start_import",
    "start_robustness",
    "start_run",
    "withdraw_file",
]
