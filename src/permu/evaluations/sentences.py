"""What a job says of itself while it works, and what a kind of finding is called."""

import re

from django.utils.translation import gettext as _

from permu.register.sentences import catalogue, reading_language, refusal
from permu.terms.refusal import words

__all__ = ["kind_label", "reading_language", "refusal", "say"]


def say(step: str) -> str:
    """A job's step, in Chinese: whoever asked, every clerk watches."""
    return words(f"evaluations.step_{step}")


def kind_label(code: str) -> str:
    """A finding's kind in a few words: its sentence up to the first mark, without what is filled in."""
    room, name = code.split(".", 1)
    if suspicion := _suspicions().get(name):
        return suspicion
    text = catalogue(room).get(name, {}).get(reading_language(), code)
    return re.split(r"[，。：；,.:;]", re.sub(r"[“\"]?\{[^}]*\}[”\"]?", "…", text))[0].strip()


def _suspicions() -> dict[str, str]:
    """What is odd, by kind: their sentences begin with what is filled in."""
    return {
        "suspicion_peers": _("可疑：和同行比偏离太多"),
        "suspicion_county": _("可疑：和全县比偏离太多"),
        "suspicion_over": _("可疑：超出可能"),
        "suspicion_under": _("可疑：低于可能"),
        "suspicion_change": _("可疑：比上年变化太大"),
        "suspicion_low_base": _("可疑：比上年变化大，基数低"),
        "suspicion_same": _("可疑：和上年一样"),
        "suspicion_alike": _("可疑：几家一样"),
        "suspicion_others": _("可疑：未逐一列出的"),
    }
