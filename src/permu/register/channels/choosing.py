"""Which channel the office has, as its environment says."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from permu.register.channels.base import Channel
from permu.register.channels.mail import Mail
from permu.register.channels.webhook import Webhook
from permu.register.channels.wecom import HOST as WECOM
from permu.register.channels.wecom import Wecom
from permu.register.channels.zzd import HOST as ZZD
from permu.register.channels.zzd import Zzd
from permu.terms.refusal import Refused

IN_THE_CLEAR = ("http", "smtp+plain")
ON_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
NEEDED = {
    "email": ("URL",),
    "webhook": ("URL", "SECRET"),
    "wecom": ("ID", "SECRET", "AGENT"),
    "zzd": ("ID", "SECRET", "AGENT"),
}
"""What of `PERMU_CHANNEL_…` each kind must have."""


def channel_of(environment: Mapping[str, str]) -> Channel | None:
    """The channel in use; None where the office has none, and people read their notices here.

    Raises:
        Refused: there is no such kind, a setting lacks, or it would speak in the clear to another machine.
    """
    kind = environment.get("PERMU_CHANNEL", "")
    if not kind:
        return None
    if kind not in NEEDED:
        raise Refused("register.no_such_channel", kind=kind, known="、".join(NEEDED))
    said = {
        name: environment.get(f"PERMU_CHANNEL_{name}", "")
        for name in ("URL", "ID", "SECRET", "AGENT")
    }
    if lacking := [f"PERMU_CHANNEL_{name}" for name in NEEDED[kind] if not said[name]]:
        raise Refused("register.channel_incomplete", lacking="、".join(lacking))
    _refuse_in_the_clear(said["URL"])
    made: dict[str, Channel] = {
        "email": Mail(said["URL"]),
        "webhook": Webhook(said["URL"], said["SECRET"]),
        "zzd": Zzd(said["ID"], said["SECRET"], said["AGENT"], said["URL"] or ZZD),
    }
    if kind == "wecom":
        return Wecom(said["ID"], said["SECRET"], int(said["AGENT"]), said["URL"] or WECOM)
    return made[kind]


def _refuse_in_the_clear(url: str) -> None:
    at = urlsplit(url)
    if at.scheme in IN_THE_CLEAR and at.hostname not in ON_THIS_MACHINE:
        raise Refused("register.channel_in_the_clear", scheme=at.scheme)
