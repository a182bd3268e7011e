"""The burden of a round: how many fields are asked of whom, how many are spared, and whether anything is asked twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from permu.intake.issues import Issue, columns_to_fill, is_row_each
from permu.intake.profiles import Profile


@dataclass(frozen=True, kw_only=True)
class Laid:
    """One request: who is asked for which items, in which form, of how many enterprises."""

    department: str
    form: Profile | None
    items: tuple[str, ...]
    reused: Mapping[str, str]  # item → the department that gave it
    enterprises: int


@dataclass(frozen=True, kw_only=True)
class Burden:
    """Fields, each a column times an enterprise. Of a list (a penalty, a lease a line) nobody knows how long it gets: its columns are counted."""

    asked: int = 0  # to be filled in
    prefilled: int = 0  # codes and names that we filled in
    reused: int = 0  # not asked, for another department gave them
    unread: int = 0  # not asked, for the method does not read them
    listed: int = 0  # columns of lists

    def __add__(self, other: "Burden") -> "Burden":
        return Burden(
            asked=self.asked + other.asked,
            prefilled=self.prefilled + other.prefilled,
            reused=self.reused + other.reused,
            unread=self.unread + other.unread,
            listed=self.listed + other.listed,
        )


@dataclass(frozen=True, kw_only=True)
class RoundBurden:
    """What a round asks: by department, in all, and who is asked for what somebody else is asked for too."""

    by_department: Mapping[str, Burden]
    twice: Mapping[str, tuple[str, ...]]  # item → the departments, two or more

    @property
    def whole(self) -> Burden:
        """All departments together."""
        return sum(self.by_department.values(), Burden())


def burden_of(requests: Iterable[Laid], *, given: Mapping[str, str] | None = None) -> RoundBurden:
    """What these requests ask for, and spare; `given` says which department sent an item already."""
    by_department: dict[str, Burden] = {}
    askers: dict[str, list[str]] = {}
    for one in requests:
        before = by_department.get(one.department, Burden())
        by_department[one.department] = before + _of_one(one)
        for asked in dict.fromkeys(one.items):
            askers.setdefault(asked, []).append(one.department)
    for sent, department in (given or {}).items():
        if department not in askers.get(sent, [department]):
            askers[sent].append(department)
    twice = {item: tuple(whom) for item, whom in askers.items() if len(whom) > 1}
    return RoundBurden(by_department=by_department, twice=twice)


def _of_one(one: Laid) -> Burden:
    spared = {"reused": len(one.reused) * one.enterprises}
    if one.form is None:
        return Burden(asked=len(one.items) * one.enterprises, **spared)
    if not one.items:
        return Burden(**spared)
    unread = len(_in_rows(one.form) - {*one.items, *one.reused})
    asked = listed = prefilled = 0
    for sheet in Issue(whole=one.form, year=0, items=one.items).form.sheets:
        whose, columns = 2 * len(sheet.who), len(columns_to_fill(sheet))
        if is_row_each(sheet):
            asked += columns * one.enterprises
            prefilled += whose * one.enterprises
        else:
            listed += whose + columns
    return Burden(
        asked=asked, prefilled=prefilled, listed=listed, unread=unread * one.enterprises, **spared
    )


def _in_rows(form: Profile) -> set[str]:
    """The items of which a form has a cell an enterprise."""
    return {item for sheet in form.sheets if is_row_each(sheet) for item in sheet.items}
