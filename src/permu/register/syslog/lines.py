"""One line of the audit log as one message of RFC 5424."""

import json
import re
import socket
from datetime import UTC

from permu.register.models import Record

FACILITY = 13
"""Log audit."""
NOTICE, WARNING = 5, 4
WARNINGS = frozenset({"sign_in_failed", "refused_page", "refuse_file"})
NAMED = "permu@32473"
"""32473 is the number that RFC 5612 keeps for examples: the project has none of its own."""
LARGEST = 20_000
"""Signs that a message may have: of a longer line the details stay in the office."""
_BOM = b"\xef\xbb\xbf"


def as_syslog(line: Record) -> bytes:
    """The message: what a machine sorts by in structured data, all of the line as JSON behind it.

    `id` tells lines apart: what comes twice has the same. JSON escapes line breaks, so nobody writes a second line.
    """
    severity = WARNING if line.verb in WARNINGS else NOTICE
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    verb = _name(line.verb, 32)
    data = f'[{NAMED} id="{line.pk}" actor="{line.actor_id or ""}" verb="{verb}"]'
    head = f"<{FACILITY * 8 + severity}>1 {at} {_name(socket.gethostname(), 255)} permu - {verb} {data} "
    return head.encode("ascii") + _BOM + _told(line)


def _told(line: Record) -> bytes:
    said = {
        "id": line.pk,
        "at": line.at.isoformat(),
        "actor": line.actor.username if line.actor else None,
        "verb": line.verb,
        "label": str(line.label),
        "about": line.about,
        "details": line.details,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    if len(text) > LARGEST:
        text = json.dumps(said | {"details": {"cut": len(text)}}, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029]", " ", text).encode("utf-8", "replace")


def _name(said: str, longest: int) -> str:
    """As RFC 5424 has names: signs of ASCII that are seen, and none of structured data's own."""
    return re.sub(r'[^!-~]|[]"\\=]', "_", said)[:longest] or "-"
