"""Whether anything that was put out has been bent since: the chain, the lists, the results behind them, the log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from permu.evaluations.models import Publication
from permu.evaluations.publishing.content import entries_of
from permu.evaluations.publishing.keeping import (
    kept_content,
    kept_entries,
    noted_heads,
    office_key,
)
from permu.evaluations.publishing.purging import is_gone, purged_to
from permu.register.trail import START, read_trail, trail_again
from permu.terms.chain import Broken, Head, breaks
from permu.terms.proofs import root_of
from permu.terms.refusal import Language, words


@dataclass(frozen=True)
class Bent:
    """Something behind a publication that is no longer what it was: `list_bent`, `results_bent`, `log_bent`."""

    code: str
    number: int

    def text(self, language: Language = "zh") -> str:
        """What is wrong, and what to do."""
        return words(f"evaluations.{self.code}", language, number=self.number)


def bent(heads: Iterable[Head] = ()) -> list[Broken | Bent]:
    """All that is wrong, oldest first; `heads` are of notices and of others who kept them."""
    chain = list(Publication.objects.select_related("run__round").order_by("pk"))
    contents = {one.number: kept_content(one)[0] for one in chain}
    found: list[Broken | Bent] = [
        *breaks(
            [one.link for one in chain], contents, key=office_key(), heads=[*noted_heads(), *heads]
        )
    ]
    return found + list(_behind(chain))


def _behind(chain: Iterable[Publication]) -> Iterator[Bent]:
    before, purged = START, purged_to()
    for one in chain:
        content = kept_content(one)[1]
        root, algorithm = content.get("root"), one.link.algorithm
        if root_of(kept_entries(one), algorithm) != root or one.root != root:
            yield Bent("list_bent", one.number)
        again = entries_of(one.run, one.number, key=office_key())
        if root_of(again, algorithm) != root or one.run.evaluation_digest != content.get(
            "evaluation_digest"
        ):
            yield Bent("results_bent", one.number)
        said = read_trail(content.get("trail"))
        if not (is_gone(said) if one.number <= purged else trail_again(before, said) == said):
            yield Bent("log_bent", one.number)
        before = said
