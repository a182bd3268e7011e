"""Asking the towns to look at a run, and what each says."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from permu.evaluations.actions.holding import held, held_at_work
from permu.evaluations.models import Round, Run, TownOpinion, TownReview
from permu.evaluations.reviewing import asked_of
from permu.evaluations.telling import tell_of_opinion, tell_of_review
from permu.evaluations.year.clock import written
from permu.evaluations.year.moves import AT_WORK, COLLECTED, Stage
from permu.register.actions import record
from permu.register.models import User
from permu.terms.refusal import Refused

LONGEST = 500


@transaction.atomic
def ask_towns(
    round_: Round, run: Run | None, *, closes_at: datetime, by: User, key: str
) -> TownReview:
    """Put the newest run before the towns until then. The same `key` asks once.

    Raises:
        Refused: it is past the time for it, there is no run of the facts as they stand, the end is past, or no town has
            an account.
    """
    known: TownReview | None = TownReview.objects.filter(key=key).first()
    if known is not None:
        return known
    round_ = held_at_work(round_)
    if closes_at <= timezone.now():
        raise Refused("evaluations.towns_past", until=written(closes_at))
    newest = round_.runs.order_by("-number").first()
    is_time = round_.stage in (*COLLECTED, Stage.REVIEWED)
    if not is_time or run is None or run != newest or run.facts_digest != round_.facts_digest:
        raise Refused("evaluations.towns_no_run")
    made: TownReview = TownReview.objects.create(
        key=key, round=round_, run=run, closes_at=closes_at, by=by
    )
    towns = asked_of(made)
    if not towns:
        raise Refused("evaluations.towns_none")
    record("ask_towns", made, by=by, round=round_.pk, run=run.number, until=made.until)
    tell_of_review(made, towns)
    return made


@transaction.atomic
def give_opinion(review: TownReview, objection: str, *, by: User, key: str) -> TownOpinion:
    """Say for one's town what is against the run; "" is nothing. The same `key` says it once.

    Raises:
        Refused: its time is over, the run is submitted already, another run was put before the towns since, the town has
            answered, or it is too long.
    """
    round_ = held(review.round)
    known: TownOpinion | None = TownOpinion.objects.filter(key=key).first()
    if known is not None:
        return known
    said = objection.replace("\0", "").strip()
    if len(said) > LONGEST:
        raise Refused("evaluations.text_long", longest=LONGEST)
    if not review.is_open or round_.stage not in AT_WORK or round_.town_reviews.first() != review:
        raise Refused("evaluations.towns_over", until=review.until)
    town = by.place
    if town is None or review.opinions.filter(town=town).exists():
        raise Refused("evaluations.town_answered", town=str(town))
    made: TownOpinion = TownOpinion.objects.create(
        key=key, review=review, town=town, objection=said, by=by
    )
    record("give_opinion", made, by=by, round=round_.pk, run=review.run.number, reason=said)
    if said:
        tell_of_opinion(made)
    return made
