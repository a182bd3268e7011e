"""A figure as people write it: what is one number, what is none, and what may be two."""

from .dirt import Value, raw
from .table import ACCEPTED, ASKED, BOLT, CLEAN, EITHER, FAN, HEADINGS, LAMP, Case, Table

_REST = {FAN: "120.5", BOLT: "88"}


def _case(id_: str, says: str, cell: Value, dataset: str = "tax") -> dict[str, object]:
    table = Table(figures=(120.5, cell, 88), who=CLEAN, heading=HEADINGS[dataset])
    return {"id": id_, "category": "numbers", "says": says, "dataset": dataset, "make": table}


def _is(id_: str, says: str, cell: Value, value: str) -> Case:
    return Case(**_case(id_, says, cell), outcomes=ACCEPTED, values={**_REST, LAMP: value})


def _told(id_: str, says: str, cell: Value, value: str) -> Case:
    """The figure counts, and somebody should look at it."""
    return Case(**_case(id_, says, cell), outcomes=ASKED, values={**_REST, LAMP: value})


def _held(id_: str, says: str, cell: Value, dataset: str = "tax") -> Case:
    return Case(
        **_case(id_, says, cell, dataset), outcomes=ASKED, values=_REST, held=frozenset({3})
    )


_ONE_NUMBER = [
    _is("thousands", "Commas after each three digits part them.", "1,234.5", "1234.5"),
    _is("full-width", "Full-width digits are digits.", "１２３．５", "123.5"),
    _is("full-width-comma", "A full-width comma parts thousands too.", "1，234.5", "1234.5"),
    _is("around", "Spaces around a number are none of it.", "\u00a0 350\u3000", "350"),
    _is("yuan-sign", "A ¥ before the number is none of it.", "¥350", "350"),
    _is("wide-yuan-sign", "A ￥ before the number is none of it.", "￥1,350.00", "1350"),
    _is("plus", "A plus changes nothing.", "+350", "350"),
    _is("leading-zeros", "Zeros before a number change nothing.", "00350", "350"),
    _is("bare-point", ".5 is one half.", ".5", "0.5"),
    _is("trailing-zeros", "Zeros after the point change nothing.", "350.00", "350"),
    _is("apostrophe", "An apostrophe keeps a number as text: it is that number.", "'350", "350"),
    _is("text", "A number kept as text is that number.", "350", "350"),
    _is("stored-power", "A stored 1.2E+03 is 1200.", raw("1.2E+03"), "1200"),
    _is("binary-noise", "0.1 + 0.2 as a computer adds them is 0.3.", raw("0.30000000000000004"), "0.3"),
    _is("binary-tail", "The noise in the last digits is no precision.", raw("1234.5600000000001"), "1234.56"),
    _is("to-the-fen", "Six decimals of 万元 are a fen.", 12.345678, "12.345678"),
    _is("zero", "A zero that is written is a zero.", 0, "0"),
    _is("zero-as-text", "A zero kept as text is a zero.", "0.00", "0"),
    _is("thousands-format", "A format that only parts thousands changes no number.",
        raw("1234.5", shown="#,##0.00"), "1234.5"),
]  # fmt: skip

_BELOW_ZERO = [
    _told("negative", "A refund is a negative tax: it counts, and is asked about.", -350, "-350"),
    _told("negative-brackets", "Book-keepers' brackets are a minus.", "(1,350.5)", "-1350.5"),
    _told("negative-wide-brackets", "Full-width brackets are a minus too.", "（350）", "-350"),
    _told("minus-sign", "− (U+2212) is a minus.", "−350", "-350"),
    _held("trailing-minus", "“350-” may be −350 or a range without its end.", "350-"),
    _held("two-minuses", "“--350” is no number.", "--350"),
    _held("negative-land", "No land is less than none.", -350, "land"),
]  # fmt: skip

_TWO_READINGS = [
    _held("wrong-groups", "1,23,4 has its commas in no known place.", "1,23,4"),
    _held("comma-at-two", "“12,34” may be 12.34 or 1,234 with a digit lost.", "12,34"),
    _held("european", "“1.234,56” has point and comma the other way round.", "1.234,56"),
    _held("two-points", "A number has one point.", "3.50.2"),
    _held("parted-by-space", "“12 34” may be two numbers.", "12 34"),
    _held("parted-by-nbsp", "“1 23” with a no-break space may be two numbers.", "1\u00a023"),
    _held("percent", "35% of what?", "35%"),
    _held("percent-format", "A cell that shows 350% holds 3.5.", raw("3.5", shown="0.00%")),
    _held("scaled-format", "A cell that shows 350 holds 350000.", raw("350000", shown="#,##0,")),
    _held("scaled-twice", "A cell that shows 3.5 holds 3500000.", raw("3500000", shown="0.0,,")),
    _held("hidden-by-format", "A figure that its format hides is asked about.", raw("350", shown=";;;")),
    _held("word-by-format", "A cell that shows 停产 whatever it holds is asked about.", raw("350", shown='"停产"')),
    _held("as-a-date", "A cell that shows a day holds no tax.", raw("45691", shown="yyyy-mm-dd")),
    _held("shortened", "“1.2E+05” as text has lost its other digits.", "1.2E+05"),
    _held("hexadecimal", "0x10 is no figure of a department.", "0x10"),
    _held("about", "约500 is not 500.", "约500"),
    _held("at-least", "≥500 is not 500.", "≥500"),
    _held("range", "500-600 is no one number.", "500-600"),
    _held("range-wide", "500～600 is no one number.", "500～600"),
    _held("two-numbers", "Two numbers in a cell are asked about.", "500、600"),
    _held("two-lines", "Two numbers on two lines are not one long one.", "500\n600"),
    _held("a-fraction", "3½ is not 31.2.", "3½"),
    _held("superscript", "A footnote ² is no digit.", "350²"),
    _held("footnote", "A footnote ① is no digit.", "500①"),
    _held("star", "A starred figure has a remark that is not here.", "500*"),
    _held("estimate", "An estimate is no figure.", "500 （估）"),
    _held("remark", "“0（停产）” is no sure zero.", "0（停产）"),
    _held("chinese-formal", "壹佰贰拾 is asked about.", "壹佰贰拾"),
    _held("chinese-mixed", "“3万5千” is asked about.", "3万5千"),
    _held("not-a-number", "NaN is none.", "NaN"),
    _held("infinite", "inf is none.", "inf"),
    _held("beyond-doubles", "1e400 as text is beyond every tax.", "1e400"),
    _held("stored-beyond-doubles", "A stored 1e400 is beyond every spreadsheet.", raw("1e400")),
    _held("stored-not-a-number", "A stored NaN is none.", raw("NaN")),
    _held("thirty-digits", "Thirty digits are no tax.", "123456789012345678901234567890"),
    _held("stored-huge", "1E+300 is no tax.", raw("1E+300")),
    _held("finer-than-a-fen", "Digits below the fen are asked about, not rounded away.", "12.3456789"),
    _held("true", "TRUE is not 1.", raw("1", "b")),
]  # fmt: skip

_NOTHING = [
    _held("blank", "A blank is missing, not 0.", None),
    _held("space", "A space is missing, not 0.", " "),
    _held("zero-width", "A zero-width space is missing, not 0.", "\u200b"),
    _held("empty-text", "An empty text is missing, not 0.", ""),
    _held("dash", "“—” is missing, not 0.", "—"),
    _held("wide-dash", "“－” is missing, not 0.", "－"),
    _held("none", "“无” is missing, not 0.", "无"),
    _held("none-yet", "“暂无” is missing, not 0.", "暂无"),
    _held("slash", "“/” is missing, not 0.", "/"),
    _held("stopped", "“停产” is missing, not 0.", "停产"),
]  # fmt: skip

_EITHER = [
    Case(
        id="european-beside", category="numbers", dataset="tax",
        says="Where one row has a comma for its point, 1,234 in another may be little more than one.",
        make=Table(figures=("1,234", "12,5", 88), who=CLEAN, heading=HEADINGS["tax"]),
        outcomes=ASKED, values={BOLT: "88"}, held=frozenset({2, 3}),
    ),
    Case(
        id="european-point", category="numbers", dataset="tax",
        says="So may 1.234 be more than a thousand.",
        make=Table(figures=("1.234", "2.345,6", 88), who=CLEAN, heading=HEADINGS["tax"]),
        outcomes=ASKED, values={BOLT: "88"}, held=frozenset({2, 3}),
    ),
    Case(
        id="thousands-beside", category="numbers", dataset="tax",
        says="Where a column parts thousands with commas, one wrong comma makes no other row unsure.",
        make=Table(figures=("1,234", "12,34", "1,088.5"), who=CLEAN, heading=HEADINGS["tax"]),
        outcomes=ASKED, values={FAN: "1234", BOLT: "1088.5"}, held=frozenset({3}),
    ),
    Case(**_case("bare-end", "“5.” is five.", "5."), outcomes=EITHER, values={**_REST, LAMP: "5"}),
]  # fmt: skip

CASES = [*_ONE_NUMBER, *_BELOW_ZERO, *_TWO_READINGS, *_NOTHING, *_EITHER]
