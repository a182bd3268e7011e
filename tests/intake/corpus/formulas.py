"""A formula counts as what was stored with it; where nothing was stored there is no figure."""

from .dirt import Dirt, Value, formula, raw
from .table import (
    ACCEPTED,
    ASKED,
    BOLT,
    CLEAN,
    EITHER,
    FAN,
    HEADINGS,
    LAMP,
    NAMES,
    REJECTED,
    Case,
    Table,
)

_REST = {FAN: "120.5", BOLT: "88"}
_WHOLE = {**_REST, LAMP: "350"}
_HELD = frozenset({3})


def _table(cell: Value, **more: object) -> Table:
    given = {"figures": (120.5, cell, 88), "who": CLEAN, "heading": HEADINGS["tax"]}
    return Table(**{**given, **more})


def _is(id_: str, says: str, cell: Value) -> Case:
    return Case(
        id=id_, category="formulas", says=says, dataset="tax", make=_table(cell),
        outcomes=EITHER, values=_WHOLE,
    )  # fmt: skip


def _held(id_: str, says: str, cell: Value) -> Case:
    return Case(
        id=id_, category="formulas", says=says, dataset="tax", make=_table(cell),
        outcomes=ASKED, values=_REST, held=_HELD,
    )  # fmt: skip


def _who(id_: str, says: str, cells: tuple[Value, Value], *, is_held: bool) -> Case:
    return Case(
        id=id_, category="formulas", says=says, dataset="tax",
        make=_table(350, who=(CLEAN[0], cells, CLEAN[2])),
        outcomes=ASKED if is_held else EITHER,
        values=_REST if is_held else _WHOLE, held=_HELD if is_held else frozenset(),
    )  # fmt: skip


def _total(id_: str, says: str, last: Value, **more: object) -> Case:
    return Case(
        id=id_, category="formulas", says=says, dataset="tax",
        make=_table(350, below=[["合计", None, last]]), values=_WHOLE, **more,
    )  # fmt: skip


_SHARED = (
    '<f t="shared" ref="C2:C4" si="0">D2*2</f><v>120.5</v>',
    '<f t="shared" si="0"/><v>350</v>',
)

_FIGURES = [
    _is("stored", "A formula with its result counts as the result.", formula("300+50", "350")),
    _is("stored-text", "A result that is a number kept as text is that number.", formula('"350"', "350", "str")),
    _is("stored-in-thousands", "TEXT() with thousands is that number.", formula('TEXT(350,"#,##0.0")', "350.0", "str")),
    _is("array", "An array formula counts as its result.", Dirt(inside='<f t="array" ref="C3">SUM(D3:E3)</f><v>350</v>')),
    _is("data-table", "A what-if table counts as its result.",
        Dirt(inside='<f t="dataTable" ref="C3" dt2D="0" dtr="0" r1="D1"/><v>350</v>')),
    _is("of-another-workbook", "What another workbook gave counts as it was stored.", formula("[1]Sheet1!$A$1", "350")),
    _is("noise", "The noise of a computed sum is no precision.", formula("SUM(D3:F3)", "350.00000000000006")),
    _held("not-stored", "A formula without its result gives no figure.", formula("300+50", None)),
    _held("stored-blank", "A formula whose stored value is blank gives no figure.",
          Dirt(inside="<f>300+50</f><v></v>")),
    _held("stored-empty-text", 'A formula that gives "" is missing, not 0.', formula('""', "", "str")),
    _held("division-by-zero", "#DIV/0! is no figure.", formula("1/0", "#DIV/0!", "e")),
    _held("not-found", "#N/A is no figure.", formula("VLOOKUP(A3,D:E,2,0)", "#N/A", "e")),
    _held("lost-reference", "#REF! is no figure.", formula("#REF!*2", "#REF!", "e")),
    _held("error-without-formula", "An error that was pasted is no figure.", raw("#VALUE!", "e")),
    _held("error-as-text", "#N/A kept as text is no figure.", "#N/A"),
    _held("stored-word", "A formula that gives 停产 gives no figure.", formula('IF(D3=0,"停产",D3)', "停产", "str")),
    _held("stored-truth", "A formula that gives TRUE gives no figure.", formula("D3>0", "1", "b")),
    _held("typed-as-text", "A formula that was kept as text was never worked out.", "=300+50"),
    _held("stored-not-a-number", "A stored NaN is no figure.", formula("300+50", "NaN")),
    Case(
        id="shared", category="formulas", dataset="tax", outcomes=ACCEPTED, values=_WHOLE,
        says="A formula shared by several cells counts as each cell's own result.",
        make=_table(Dirt(inside=_SHARED[1]), figures=(
            Dirt(inside=_SHARED[0]), Dirt(inside=_SHARED[1]), 88)),
    ),
    Case(
        id="shared-not-stored", category="formulas", dataset="tax", outcomes=ASKED, values=_REST, held=_HELD,
        says="A cell that shares a formula and has no result gives no figure.",
        make=_table(None, figures=(Dirt(inside=_SHARED[0]), Dirt(inside='<f t="shared" si="0"/>'), 88)),
    ),
    Case(
        id="none-stored", category="formulas", dataset="tax", outcomes=ASKED | REJECTED,
        says="A file whose formulas were never worked out gives no figure at all.",
        make=_table(None, figures=tuple(formula(f"D{row}", None) for row in (2, 3, 4))),
        held=frozenset({2, 3, 4}),
    ),
]  # fmt: skip

_OWNERS = [
    _who("code-stored", "A code that a formula gave is that code.",
         (formula(f'"{LAMP}"', LAMP, "str"), NAMES[LAMP]), is_held=False),
    _who("code-not-stored", "A formula without its result is no code: the name alone is asked about.",
         (formula("D3", None), NAMES[LAMP]), is_held=True),
    _who("code-error", "An error is no code: the name alone is asked about.",
         (formula("VLOOKUP(B3,D:E,2,0)", "#N/A", "e"), NAMES[LAMP]), is_held=True),
    _who("code-as-number", "A formula that made a number of the code has lost its end.",
         (formula("VALUE(D3)", "9.1990101000000198E+17"), NAMES[LAMP]), is_held=True),
    _who("name-linked", "The name of a hyperlink is the text that it shows.",
         (LAMP, formula(f'HYPERLINK("http://x.invalid","{NAMES[LAMP]}")', NAMES[LAMP], "str")), is_held=False),
    _who("name-not-stored", "Where the code is sound the name may be missing.",
         (LAMP, formula("D3", None)), is_held=False),
    _who("name-error", "Where the code is sound the name may be an error.",
         (LAMP, formula("D3", "#REF!", "e")), is_held=False),
]  # fmt: skip

_TOTALS = [
    _total("sum", "The row of the sum is no enterprise.", formula("SUM(C2:C4)", "558.5"), outcomes=ACCEPTED),
    _total("sum-not-stored", "A sum without its result is no enterprise either.", formula("SUM(C2:C4)", None),
           outcomes=EITHER),
    _total("lying-sum", "A stored sum that is not the sum of its rows is told.", formula("SUM(C2:C4)", "1200"),
           outcomes=ASKED),
]  # fmt: skip

CASES = [*_FIGURES, *_OWNERS, *_TOTALS]
