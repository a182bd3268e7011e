"""The burden of a round's requests, beside last year's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from permu.evaluations.models import DataRequest, Round
from permu.evaluations.requests.planning import form_of
from permu.evaluations.sentences import reading_language
from permu.intake.asking import Given
from permu.intake.burden import Burden, Laid, RoundBurden, burden_of
from permu.terms.items import item


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What a round asks, and what the round of the year before asked, where there was one."""

    now: RoundBurden
    before: RoundBurden | None

    @property
    def rows(self) -> list[tuple[str, Burden, Burden]]:
        """Each department that is or was asked for something: now, and before."""
        now, before = self.now.by_department, self.before.by_department if self.before else {}
        departments = dict.fromkeys((*now, *before))
        return [(one, now.get(one, Burden()), before.get(one, Burden())) for one in departments]

    @property
    def change(self) -> int | None:
        """By how many fields more (or less) is asked than the year before."""
        return self.now.whole.asked - self.before.whole.asked if self.before else None

    @property
    def twice(self) -> list[tuple[str, str]]:
        """What more than one department is asked for or gave, with their names."""
        language = reading_language()
        doubled = self.now.twice.items()
        return [(item(one).called(language), "、".join(whom)) for one, whom in doubled]


def weigh(
    round_: Round,
    requests: Iterable[DataRequest],
    *,
    given: Mapping[str, Given],
    enterprises: int,
) -> Weighed:
    """The burden of these requests; `given` says what files gave, whoever was asked for it.

    What has not gone out yet would ask of the `enterprises` that are registered now.
    """
    earlier = (
        Round.objects.filter(year=round_.year - 1, requests__isnull=False).order_by("-pk").first()
    )
    return Weighed(
        now=burden_of(
            _laid(requests, enterprises),
            given={one: by.department for one, by in given.items()},
        ),
        before=burden_of(_laid(earlier.requests.all())) if earlier else None,
    )


def _laid(requests: Iterable[DataRequest], unsent: int | None = None) -> Iterable[Laid]:
    """The requests, those not sent as asked of `unsent` enterprises."""
    return (
        Laid(
            department=one.department,
            form=form_of(one.profile),
            items=tuple(one.items),
            reused={name: given["department"] for name, given in one.reused.items()},
            enterprises=one.enterprises if one.sent_at or unsent is None else unsent,
        )
        for one in requests
        if one.waived_at is None
    )
