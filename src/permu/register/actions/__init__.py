"""The register's verbs: each checks, writes and records in one transaction."""

from permu.register.actions.clients import (
    NewClient,
    client_of,
    count_call,
    open_client,
    revoke_client,
)
from permu.register.actions.enterprises import register_enterprises
from permu.register.actions.factors import (
    MOST_WRONG,
    renew_codes,
    reset_factor,
    set_up_factor,
    spend_code,
    turn_off_factor,
)
from permu.register.actions.files import LARGEST_FILE, Upload, keep_file
from permu.register.actions.forwarding import Forwarded, forward_log
from permu.register.actions.identities import link_identity
from permu.register.actions.log import note, record
from permu.register.actions.notices import deliver, make_digests, tell, undelivered
from permu.register.actions.passwords import change_password, keep_password, new_password
from permu.register.actions.people import (
    Newcomer,
    add_person,
    admit,
    close_account,
    open_account,
    set_expiry,
    unlock_account,
)
from permu.register.actions.reading import note_reading
from permu.register.actions.roles import Position, change_role, position_of
from permu.register.actions.scanning import look_at
from permu.register.actions.sessions import end_sessions, open_session, session_name, sign_in

__all__ = [
    "LARGEST_FILE",
    "MOST_WRONG",
    "Forwarded",
    "NewClient",
    "Newcomer",
    "Position",
    "Upload",
    "add_person",
    "admit",
    "change_password",
    "change_role",
    "client_of",
    "close_account",
    "count_call",
    "deliver",
    "end_sessions",
    "forward_log",
    "keep_file",
    "keep_password",
    "link_identity",
    "look_at",
    "make_digests",
    "new_password",
    "note",
    "note_reading",
    "open_account",
    "open_client",
    "open_session",
    "position_of",
    "record",
    "register_enterprises",
    "renew_codes",
    "reset_factor",
    "revoke_client",
    "session_name",
    "set_expiry",
    "set_up_factor",
    "sign_in",
    "spend_code",
    "tell",
    "turn_off_factor",
    "undelivered",
    "unlock_account",
]
