"""Which language a person reads, and what a job says of itself while it works."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from permu.terms.refusal import Language, Refused, words


def reading_language() -> Language:
    """The language of the request at hand."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def refusal(refused: Refused) -> str:
    """A refusal's sentence in the reader's language, by itself: in English with a capital.

    A sentence that begins with a name that is filled in, or with a file's, keeps it as it is.
    """
    language = reading_language()
    text = refused.text(language)
    room, name = refused.code.split(".", 1)
    is_word = re.match(r"[a-z]+[ ,;:]", _catalogue(room)[name][language])
    return text[:1].upper() + text[1:] if is_word else text


def say(step: str) -> str:
    """A job's step, in Chinese: whoever asked, every clerk watches."""
    return words(f"evaluations.step_{step}")


def kind_label(code: str) -> str:
    """A finding's kind in a few words: its sentence up to the first mark, without what is filled in."""
    room, name = code.split(".", 1)
    text = _catalogue(room).get(name, {}).get(reading_language(), code)
    return re.split(r"[，。：；,.:;]", re.sub(r"[“\"]?\{[^}]*\}[”\"]?", "…", text))[0].strip()


@cache
def _catalogue(room: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files(f"permu.{room}").joinpath("messages.toml").read_text("utf-8"))
