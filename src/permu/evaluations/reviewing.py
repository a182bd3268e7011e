"""How the towns' review of a run stands: which towns were asked, and what each said."""

from collections.abc import Sequence
from dataclasses import dataclass

from permu.evaluations.models import Round, TownOpinion, TownReview
from permu.register.models import Place, Role, User


@dataclass(frozen=True)
class Standing:
    """One review, and of each town that was asked what it said; None: nothing yet."""

    review: TownReview
    towns: Sequence[tuple[Place, TownOpinion | None]]

    @property
    def waits_for(self) -> int:
        """Towns that may still answer and have not."""
        return sum(said is None for _, said in self.towns) if self.review.is_open else 0

    @property
    def objections(self) -> int:
        """Towns that have something against it."""
        return sum(bool(said and said.objection) for _, said in self.towns)


def asked_of(review: TownReview) -> list[Place]:
    """The towns that have results in the run and somebody who can answer."""
    named = review.run.results.exclude(town="").order_by().values_list("town", flat=True).distinct()
    able = User.objects.filter(role=Role.TOWN, is_active=True).values_list("place", flat=True)
    found = Place.objects.filter(kind=Place.Kind.TOWN, name__in=named, pk__in=able)
    return list(found.order_by("name"))


def standing_of(round_: Round) -> Standing | None:
    """The newest review of a round; None where the towns were not asked."""
    review = round_.town_reviews.select_related("run").first()
    if review is None:
        return None
    said = {one.town_id: one for one in review.opinions.select_related("by")}
    return Standing(review, [(town, said.get(town.pk)) for town in asked_of(review)])
