"""How a name sounds, as a text of one letter a syllable, tones aside: two texts alike are homophones."""

import os
import unicodedata
from functools import cache

_FIRST_LETTER = 0xE000  # private characters, one a syllable


def sound(text: str) -> str:
    """One private character for each Chinese one, the same for all that sound alike."""
    return text.translate(_letters())


class _Letters(dict[int, str]):
    """Looks a character up when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._readings = _readings()
        self._syllables: dict[str, str] = {}

    def __missing__(self, point: int) -> str:
        reading = self._readings.get(point)
        if reading is None:
            letter = chr(point)
        else:
            plain = _without_tone(reading.partition(",")[0])
            letter = self._syllables.setdefault(plain, chr(_FIRST_LETTER + len(self._syllables)))
        self[point] = letter
        return letter


@cache
def _letters() -> _Letters:
    return _Letters()


def _readings() -> dict[int, str]:
    """The readings of single characters; without the dictionary of phrases, which takes 60 MB."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin.pinyin_dict import pinyin_dict

    return dict(pinyin_dict)


def _without_tone(syllable: str) -> str:
    parts = unicodedata.normalize("NFD", syllable)
    return "".join(one for one in parts if not unicodedata.combining(one))
