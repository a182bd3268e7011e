"""Uploads, looked at by the office's virus scanner before anything of them is kept."""

from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.files import File

from permu.register.actions.log import note
from permu.register.models import User
from permu.register.scanning import Scanner, scanner_of
from permu.terms.refusal import Refused


def look_at(upload: File[Any], *, by: User) -> None:
    """Have an upload scanned, once. Call it outside of a transaction too: then the line of a finding stays in the log.

    Raises:
        Refused: something was found, or the scanner gave no answer.
    """
    scanner = scanner_of(settings.PERMU_CLAMD)
    if scanner is None:
        return
    if upload not in _LOOKED_AT:
        _LOOKED_AT[upload] = _refusal(scanner, upload, by)
    if refused := _LOOKED_AT[upload]:
        raise refused


_LOOKED_AT: "WeakKeyDictionary[File[Any], Refused | None]" = WeakKeyDictionary()
"""What came of each upload of the requests at hand."""


def _refusal(scanner: Scanner, upload: File[Any], by: User) -> Refused | None:
    name = (upload.name or "")[:200]
    try:
        finding = scanner.finding(upload.chunks())
    except OSError as error:
        why = _shown(type(error).__name__ if error.errno else str(error) or type(error).__name__)
        note("refuse_file", name, by=by, unscanned=why)
        return Refused("register.scanner_silent", name=name, why=why)
    finally:
        upload.seek(0)
    if not finding:
        return None
    note("refuse_file", name, by=by, finding=_shown(finding))
    return Refused("register.file_infected", name=name, finding=_shown(finding))


def _shown(said: str) -> str:
    return "".join(sign for sign in said if sign.isprintable())[:100]
