"""An official paper while it is being written: it numbers its headings and annexes by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from permu.documents.official.blocks import Align, Band, Cells, Line, Name, Paper, Table
from permu.documents.official.wording import chinese, day, wording


class Draft:
    """Says what comes next; `paper` is what was said.

    >>> draft = Draft("关于某事的通知", made_on=date(2026, 7, 1))
    >>> draft.heading("范围")
    >>> draft.body("略。")
    >>> [line.text for line in draft.paper.blocks]
    ['', '关于某事的通知', '', '一、范围', '略。']
    """

    def __init__(self, title: str, *, made_on: date, is_synthetic: bool = False) -> None:
        self._title, self._made_on = title, made_on
        self._blocks: list[Line | Table] = []
        self._headings = self._subheadings = 0
        self._annexes: list[str] = []
        self._text_ends = 0  # the last paragraph before the annexes are named
        self._after: list[list[Line | Table]] = []
        self._part = self._blocks
        if is_synthetic:
            self._add(wording("synthetic"), "warning")
        self._space()
        self._add(title, "title")
        self._space()

    @property
    def paper(self) -> Paper:
        """The paper as far as it is written, its annexes behind it."""
        blocks = [*self._blocks, *(block for part in self._after for block in part)]
        return Paper(title=self._title, made_on=self._made_on, blocks=tuple(blocks))

    def to(self, addressee: str) -> None:
        """主送机关: whom it is for, at the edge."""
        self._add(addressee + "：", "flush")

    def heading(self, text: str) -> None:
        """A heading of the first level, 一、 before it."""
        self._headings, self._subheadings = self._headings + 1, 0
        self._add(f"{chinese(self._headings)}、{text}", "heading")

    def subheading(self, text: str) -> None:
        """A heading of the second level, （一） before it."""
        self._subheadings += 1
        self._add(f"（{chinese(self._subheadings)}）{text}", "subheading")

    def body(self, text: str) -> None:
        """A paragraph."""
        self._add(text, "body")

    def points(self, texts: Sequence[str]) -> None:
        """Paragraphs of the third level, numbered 1. 2. 3."""
        for number, text in enumerate(texts, 1):
            self._add(f"{number}. {text}", "body")

    def note(self, text: str) -> None:
        """Small print."""
        self._add(text, "note")

    def foot(self, texts: Sequence[str]) -> None:
        """Small print that stays together: which list it is, its digest and the chain's head."""
        self._keep_from(max(len(self._part) - 1, 0))
        for text in texts:
            self._add(text, "foot")

    def table(
        self, heads: Cells, rows: Sequence[Cells | Band], *, widths: tuple[int, ...], lefts: Sequence[int] = ()
    ) -> None:  # fmt: skip
        """A table; the columns `lefts` begin at the left, all others stand in the middle."""
        aligns: tuple[Align, ...] = tuple(
            "left" if column in lefts else "center" for column in range(len(heads))
        )
        self._part.append(Table(heads=heads, rows=tuple(rows), widths=widths, aligns=aligns))

    def signed(self, *, on: date | None, by: str = "") -> None:
        """Who issues or signs it and when, after an empty line; blank where the program does not know.

        It never stands on a page without text: the last paragraph goes with it.
        """
        self._space()
        self._add(by or wording("office"), "signed")
        self._keep_from(self._text_ends or len(self._part) - 3)
        self._add(day(on) if on else wording("undated"), "signed")

    def annexes(self, titles: Sequence[str]) -> None:
        """附件说明: the annexes by name, under the text and before the signature."""
        self._text_ends = len(self._part) - 1
        if titles:
            self._space()
        for number, title in enumerate(titles, 1):
            lead = wording("annex_lead") if number == 1 else wording("annex_again")
            mark = f"{number}. " if len(titles) > 1 else ""
            self._add(f"{lead}{mark}{title}", "body")
        self._annexes = list(titles)

    def annex(self) -> None:
        """The next of the annexes named, on a new page: what is said from here on belongs to it."""
        self._part = []
        self._after.append(self._part)
        number, many = len(self._after), len(self._annexes) > 1
        mark = wording("annex") + (str(number) if many else "")
        self._part.append(Line(text=mark, style="mark", on_new_page=True))
        self._add(self._annexes[number - 1], "annex_title")
        self._headings = 0

    def _keep_from(self, start: int) -> None:
        for place in range(start, len(self._part)):
            block = self._part[place]
            if isinstance(block, Line):
                self._part[place] = replace(block, keeps=True)

    def _space(self) -> None:
        self._add("", "flush")

    def _add(self, text: str, style: Name) -> None:
        self._part.append(Line(text=text, style=style))
