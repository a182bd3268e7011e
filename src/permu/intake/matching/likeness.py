"""How like two names are, in thousandths, and in which way. The numbers are data: a decision note says what they cost."""

from rapidfuzz.distance import OSA

from permu.intake.matching.directory import Known
from permu.intake.matching.match import Kind

SPELLING, WRITING, PLACE, FORM = 980, 970, 960, 940
HOMOPHONE, SWAPPED, DROPPED, TRADE_MISSING, ONE_CHARACTER = 900, 880, 860, 840, 760
HOMOPHONE_ALONE = 780  # the trade is missing besides
_LIKE = 740  # the most that anything else reaches
_OTHER_FORM = 10
_FEWEST = 4  # characters of which one may be wrong
_OTHER_PLACE = 8  # a place that may lie in the other
_APART = (0, 60, 160)  # two places that may be one, share something, or nothing


def likeness(asked: Known, known: Known, apart: int) -> tuple[int, Kind]:
    """The score of one name for another, whose places are so far apart (0, 1 or 2)."""
    kind, score = _of_cores(asked, known)
    if kind != "form" and asked.name.form != known.name.form:
        score -= _OTHER_FORM
    if asked.name.place != known.name.place:
        score -= _OTHER_PLACE
    return max(0, score - _APART[apart]), kind


def _of_cores(asked: Known, known: Known) -> tuple[Kind, int]:
    one, other = asked.name.core, known.name.core
    if one == other:
        return _of_the_rest(asked, known)
    if asked.sound == known.sound:
        return "homophone", HOMOPHONE
    if not (asked.trade and known.trade):
        if asked.brand == known.brand:
            return "trade_missing", TRADE_MISSING
        if asked.heard_brand == known.heard_brand:
            return "homophone", HOMOPHONE_ALONE
    is_long = max(len(one), len(other)) >= _FEWEST
    if is_long and OSA.distance(one, other, score_cutoff=1) == 1:
        return _one_slip(asked, known)
    longest = max(len(one), len(other))
    apart = 2 * OSA.distance(one, other) + OSA.distance(asked.sound, known.sound)
    return "like", _LIKE * (3 * longest - apart) // (3 * longest)


def _of_the_rest(asked: Known, known: Known) -> tuple[Kind, int]:
    """Brand and trade are the same: what differs."""
    if asked.name.full == known.name.full:
        return "spelling", SPELLING
    if asked.name.form != known.name.form:
        return "form", FORM
    return ("writing", WRITING) if asked.name.place == known.name.place else ("place", PLACE)


def _one_slip(asked: Known, known: Known) -> tuple[Kind, int]:
    one, other = asked.name.core, known.name.core
    if len(one) != len(other):
        return "dropped", DROPPED
    if sorted(one) == sorted(other):
        return "swapped", SWAPPED
    return "one_character", ONE_CHARACTER
