"""Which language a person reads, and a refusal in it."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

from permu.terms.refusal import Language, Refused


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
    is_word = re.match(r"[a-z]+[ ,;:]", catalogue(room)[name][language])
    return text[:1].upper() + text[1:] if is_word else text


@cache
def catalogue(room: str) -> dict[str, dict[str, str]]:
    """A room's sentences, as its file has them."""
    return tomllib.loads(files(f"permu.{room}").joinpath("messages.toml").read_text("utf-8"))
