"""Whose a row is: a valid registered code, else the exact name; never likeness."""

from collections.abc import Sequence

from tests.intake.forms import code

from .dirt import Value, raw
from .table import ACCEPTED, ASKED, BOLT, CLEAN, EITHER, FAN, HEADINGS, LAMP, NAMES, Case, Table

_REST = {FAN: "120.5", BOLT: "88"}
_WHOLE = {**_REST, LAMP: "350"}
STRANGER, _BRANCH, _VILLAGE = code(904), code(905), code(906, kind="N2")


def _case(id_: str, says: str, who: tuple[Value, Value]) -> dict[str, object]:
    table = Table(figures=(120.5, 350, 88), who=(CLEAN[0], who, CLEAN[2]), heading=HEADINGS["tax"])
    return {"id": id_, "category": "identity", "says": says, "dataset": "tax", "make": table}


def _is(id_: str, says: str, code_: Value, name: Value = NAMES[LAMP]) -> Case:
    """The row is the second enterprise's and nobody need be asked."""
    return Case(**_case(id_, says, (code_, name)), outcomes=ACCEPTED, values=_WHOLE)


def _surely(id_: str, says: str, code_: Value, name: Value = NAMES[LAMP]) -> Case:
    """The row is the second enterprise's; something may be told of it."""
    return Case(**_case(id_, says, (code_, name)), outcomes=EITHER, values=_WHOLE)


def _told(id_: str, says: str, code_: Value, name: Value = NAMES[LAMP]) -> Case:
    """The row is the second enterprise's, and something must be told of it."""
    return Case(**_case(id_, says, (code_, name)), outcomes=ASKED, values=_WHOLE)


def _held(id_: str, says: str, code_: Value, name: Value = NAMES[LAMP]) -> Case:
    held = frozenset({3})
    return Case(**_case(id_, says, (code_, name)), outcomes=ASKED, values=_REST, held=held)


def _swap(text: str, at: int, letter: str) -> str:
    return text[:at] + letter + text[at + 1 :]


def _wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in text)


_CODES = [
    _is("sound", "A valid registered code beside its name is sure.", LAMP),
    _is("code-spaces", "Spaces around a code are none of it.", f" {LAMP}\u00a0"),
    _is("code-grouped", "Spaces that part a code are none of it.", f"{LAMP[:6]} {LAMP[6:12]} {LAMP[12:]}"),
    _is("code-zero-width", "What does not show is no part of a code.", f"\ufeff{LAMP[:9]}\u200b{LAMP[9:]}"),
    _is("code-apostrophe", "The apostrophe that keeps a code as text is none of it.", f"'{LAMP}"),
    _held("code-zero-as-O", "A letter O for the digit 0 is a proposal, never mended in silence.", LAMP.replace("0", "O", 1)),
    _held("code-one-as-I", "A letter I for the digit 1 is a proposal, never mended in silence.", LAMP.replace("1", "I", 1)),
    _held("code-check", "A wrong check character makes a code unsure, whatever the name.",
          LAMP[:17] + ("A" if LAMP[17] != "A" else "B")),
    _held("code-transposed", "Two digits changed about make a code unsure.", LAMP[:13] + LAMP[14] + LAMP[13] + LAMP[15:]
          if LAMP[13] != LAMP[14] else _swap(LAMP, 12, "7")),
    _held("registry-number", "A registry number of 15 digits is no credit code.", "339901000012345"),
    _held("organisation-code", "An organisation code of 9 characters is no credit code.", "MA2B3C4D-5"),
    _held("code-as-number", "A code kept as a number has lost its end.", raw(f"{float(919_901_010_000_002_020):.16E}")),
    _held("code-shown-as-number", "9.1E+17 has lost all but two digits.", "9.1E+17"),
    _held("code-cut-short", "A code of 17 characters is none.", LAMP[:17]),
    _held("code-too-long", "A code of 19 characters is none.", f"{LAMP}0"),
    _held("two-codes", "Two codes in a cell are two enterprises.", f"{LAMP}/{FAN}"),
    _held("two-codes-on-lines", "Two codes on two lines are two enterprises.", f"{LAMP}\n{BOLT}"),
    _held("code-masked", "A masked code is none.", f"{LAMP[:8]}******{LAMP[14:]}"),
    _held("code-and-name-swapped", "A code in the column of names is asked about.", NAMES[LAMP], LAMP),
    _held("code-word", "“办理中” is no code.", "办理中"),
    _held("code-of-zeros", "Eighteen zeros are no code.", "0" * 18),
    _held("not-registered", "A valid code that is not on the register is nobody's.", STRANGER, "外县某厂"),
    _held("registered-name-new-code", "A registered name under a code that is not on the register is asked about.", STRANGER),
    _held("branch", "A branch has a code of its own: its figure is not the enterprise's.",
          _BRANCH, f"{NAMES[LAMP]}东溪分公司"),
    _held("village", "A village body is on no register of enterprises.", _VILLAGE, "样例县东溪镇石桥村股份经济合作社"),
]  # fmt: skip

_SPELLED_OTHERWISE = [
    _surely(
        "code-lower-case",
        "A code in small letters that is valid in capitals is that code.",
        LAMP.lower(),
    ),
    _surely("code-full-width", "A code in full-width characters is that code.", _wide(LAMP)),
]

_NAMES = [
    _is("name-brackets", "The kind of brackets tells no two names apart.", LAMP, "样例县明途照明(集团)有限公司"),
    _is("name-spaces", "Spaces tell no two names apart.", LAMP, "样例县明途照明 （集团）　有限公司"),
    _surely("name-blank", "A valid registered code needs no name.", LAMP, None),
    _surely("name-masked", "A masked name beside a valid code agrees as far as it goes.", LAMP, "样例县明*照明（集团）有限公司"),
    _surely("name-prefix", "A province before the name changes no owner where the code is valid.",
            LAMP, "虚省样例县明途照明（集团）有限公司"),
    _surely("name-traditional", "Traditional characters change no owner where the code is valid.",
            LAMP, "樣例縣明途照明（集團）有限公司"),
    _surely("name-short", "有限责任公司 for 有限公司 changes no owner where the code is valid.",
            LAMP, "样例县明途照明（集团）有限责任公司"),
    _told("name-other", "A name that is nobody's, beside a valid code, is told.", LAMP, "样例县远山陶瓷有限公司"),
    _held("name-of-another", "The code of one enterprise with the name of another may be either.", LAMP, NAMES[FAN]),
    _surely("name-alone", "A name exactly as registered is enough where the code is blank.", None),
    _surely("name-alone-dash", "A dash for a code is a blank.", "—"),
    _held("name-alone-like", "A name that is only like a registered one joins nothing.", None, "样例县明途照明集团公司"),
    _held("name-alone-masked", "A masked name alone joins nothing.", None, "样例县明**明（集团）有限公司"),
    _held("name-alone-branch", "The name of a branch alone joins nothing.", None, f"{NAMES[LAMP]}东溪分公司"),
    _held("name-alone-short", "A name without its 有限公司 joins nothing.", None, "明途照明"),
    _held("nobody", "A figure with neither code nor name is nobody's.", None, None),
]  # fmt: skip


def _twice(
    id_: str, says: str, last: tuple[Value, Value, Value], values: dict[str, str], held: set[int],
) -> Case:  # fmt: skip
    table = Table(
        figures=(120.5, 350, 88), who=CLEAN, heading=HEADINGS["tax"], below=[last]
    )  # fmt: skip
    return Case(
        id=id_, category="identity", says=says, dataset="tax", make=table,
        outcomes=ASKED, values=values, held=frozenset(held),
    )  # fmt: skip


_REPEATED: Sequence[Case] = [
    _twice("twice-same", "An enterprise that stands twice with one figure counts once, and it is told.",
           (LAMP, NAMES[LAMP], 350), _WHOLE, {5}),
    _twice("twice-different", "An enterprise that stands twice with two figures has neither.",
           (LAMP, NAMES[LAMP], 360), _REST, {3, 5}),
    _twice("twice-by-name", "Once by its code and once by its name is twice.",
           (None, NAMES[LAMP], 360), _REST, {3, 5}),
    _twice("twice-in-two-units", "350 and 3500000元 are one figure.",
           (LAMP, NAMES[LAMP], "3500000元"), _WHOLE, {5}),
]  # fmt: skip

CASES = [*_CODES, *_SPELLED_OTHERWISE, *_NAMES, *_REPEATED]
