"""Why somebody moves when a figure is corrected: the figure, the benchmark or the neighbor that does it, in words."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from permu.engine.benchmarks import benchmarks_from
from permu.engine.comparing.reasons import moved_points, row_of, rules, standing
from permu.engine.evaluation import KEPT
from permu.engine.ripple.correcting import Correction
from permu.engine.ripple.neighbors import rankings
from permu.engine.ripple.rippling import Ripple
from permu.engine.ripple.wording import pair, value_text
from permu.engine.variants import PREFIX
from permu.terms.items import item
from permu.terms.refusal import Language, words

NAMED = 3
"""Neighbors named in one sentence; of more it says how many."""

Row = Mapping[str, Any]


def reasons(found: Ripple, subject: str, *, language: Language = "zh") -> list[str]:
    """Why the subject moves, the cause first; never empty. For a list of many ask one `Why`."""
    return Why(found, language).of(subject)


class Why:
    """The reasons of one ripple, in one language; what all subjects share is worked out once."""

    def __init__(self, found: Ripple, language: Language = "zh") -> None:
        self.found = found
        self.language = language
        self.rankings = rankings(found.comparison)
        self.corrections: dict[str, list[Correction]] = {}
        for one in found.corrections:
            self.corrections.setdefault(one.subject, []).append(one)
        facts = found.before.facts.table
        self.names = (
            dict(zip(facts["subject"], facts["name"], strict=True)) if "name" in facts else {}
        )
        # Of two runs, merged and alone, a result does not say which one judged it.
        tables = [each.benchmarks for each in (found.before, found.after)]
        self.benchmarks = [{} if "basis" in each else benchmarks_from(each) for each in tables]

    def of(self, subject: str) -> list[str]:
        """Why the subject moves, the cause first; never empty."""
        comparison = self.found.comparison
        before, after = (row_of(comparison, side, subject) for side in (0, 1))
        said = [*self._corrected(subject), *self._together(before, after)]
        said += self._source(before, after)
        said += standing(comparison, before, after, self.language)
        said += self._pool(before, after)
        if None not in (before["score"], after["score"]):
            said += self._points(before, after)
            said += rules(comparison, before, after, self.language)
        said += self._rank(before, after)
        return said or [self._say("moved_by_others")]

    def name(self, subject: str) -> str:
        """A subject as people call it."""
        return self.names.get(subject) or subject

    def _say(self, name: str, /, **details: object) -> str:
        return words(f"engine.{name}", self.language, **details)

    def _corrected(self, subject: str) -> Iterator[str]:
        """What of the subject is corrected."""
        facts = self.found.before.facts.table
        for one in self.corrections.get(subject, ()):
            at = int(facts["subject"].search_sorted(subject))
            old = facts[one.item][at] if one.item in facts.columns else None
            label = item(one.item).called(self.language)
            after = value_text(one.item, one.value, self.language)
            if old == one.value:
                yield self._say("ripple_same", item=label, value=after)
                continue
            before = value_text(one.item, old, self.language)
            yield self._say("ripple_corrected", item=label, before=before, after=after)

    def _together(self, before: Row, after: Row) -> Iterator[str]:
        """What of those it is evaluated with, as it was or as it would be, is corrected."""
        units = {before.get("unit"), after.get("unit")} - {None}
        for subject in self.corrections if units else ():
            rows = (row_of(self.found.comparison, side, subject) for side in (0, 1))
            if subject != before["subject"] and units & {row["unit"] for row in rows}:
                for said in self._corrected(subject):
                    yield self._say("ripple_together", name=self.name(subject), said=said)

    def _source(self, before: Row, after: Row) -> Iterator[str]:
        """Whose grade it takes, where it takes another one."""
        source = after.get("source") or before.get("source")
        if source and before["grade"] != after["grade"]:
            yield self._say("ripple_source", name=self.name(source))

    def _pool(self, before: Row, after: Row) -> Iterator[str]:
        old, new = before.get("pool"), after.get("pool")
        if old != new and before["group"] == after["group"]:
            yield self._say("ripple_pool", before=old or "—", after=new or "—")

    def _points(self, before: Row, after: Row) -> Iterator[str]:
        """The indicators whose points moved, with the benchmark or the mean that moved them."""
        for one in moved_points(self.found.comparison, before, after):
            kept = [
                None if each is None else Fraction(each, KEPT) for each in (one.before, one.after)
            ]
            said = dict(zip(("before", "after"), pair(kept, 2), strict=True)) | {"label": one.label}
            if ends := self._benchmark(one.id, before, after):
                yield self._say("ripple_benchmark", least=ends[0], most=ends[1], **said)
            elif before[f"value:{one.id}"] is None and after[f"value:{one.id}"] is None:
                yield self._say("ripple_mean_points", **said)
            else:
                yield self._say("moved_points", **said)

    def _benchmark(self, id_: str, before: Row, after: Row) -> Sequence[str]:
        """The benchmark before and after, where that moved; empty where not, or in another ranking."""
        found = []
        for row, judged in zip((before, after), self.benchmarks, strict=True):
            name = f"{PREFIX}{id_}" if row[f"how:{id_}"] == "otherwise" else id_
            found.append(judged.get((row["group"], row.get("pool")), {}).get(name))
        old, new = found
        is_same_ranking = _place(before) == _place(after)
        if not is_same_ranking or old is None or new is None or old.parts == new.parts:
            return ()
        parts = [pair([old.parts[name], new.parts[name]], 4) for name in old.parts]
        return ["–".join(ends) for ends in zip(*parts, strict=True)]

    def _rank(self, before: Row, after: Row) -> Iterator[str]:
        """Who passed the subject or fell behind it, and what that does to its grade."""
        old, new = before["rank"], after["rank"]
        if None in (old, new) or _place(before) != _place(after):
            return
        is_same_cut = before["ranked"] == after["ranked"]
        is_same_grade = before["grade"] == after["grade"]
        if old != new:
            ranking = self.rankings[_place(after)]
            others = ranking.passed_by(old, new) if new > old else ranking.passes(old, new)
            if before["subject"] in self.corrections or not others:
                kind = "rank"
            elif new < old:
                kind = "advanced"
            else:
                kind = "passed" if is_same_grade or not is_same_cut else "gives_way"
            yield self._say(f"ripple_{kind}", before=old, after=new, names=self._named(others))
        if not is_same_grade and not is_same_cut:
            yield self._say("ripple_quota", before=before["ranked"], after=after["ranked"])

    def _named(self, subjects: Sequence[str]) -> str:
        """Some subjects by name, those that are corrected first."""
        first = sorted(subjects, key=lambda one: one not in self.corrections)[:NAMED]
        names = self._say("moved_comma").join(map(self.name, first))
        if len(subjects) > NAMED:
            return self._say("ripple_and_more", names=names, count=len(subjects))
        return names


def _place(row: Row) -> tuple[str, str]:
    return row["group"] or "", row.get("pool") or ""
