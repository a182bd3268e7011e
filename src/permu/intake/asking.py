"""What to ask of whom: a method's items, less what somebody already gave, laid on the departments' forms."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from permu.intake.profiles import Profile
from permu.terms.items import item


@dataclass(frozen=True, kw_only=True)
class Given:
    """An item that is here already: from whom, and in what."""

    department: str
    where: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one department is asked for, in one form of ours or, where there is none, in its own words."""

    department: str
    form: Profile | None
    items: tuple[str, ...]
    reused: Mapping[str, Given]  # what its form holds and another already gave
    unread: tuple[str, ...] = ()  # what its form holds and the method does not read


def ask(
    needed: Collection[str], *, forms: Sequence[Profile], given: Mapping[str, Given]
) -> list[Asked]:
    """Each form with what it is asked for, in order; then what no form holds, by department.

    An item is asked once: of its own provider, where that one's form holds it, else of the first form that does. What `given`
    holds of another department is not asked at all.
    """
    asked_in = {one: form for one in needed if (form := _asked_in(one, forms))}
    found = [_asked(form, asked_in, given) for form in forms if _concerns(form, needed)]
    without = [one for one in needed if one not in asked_in and one not in given]
    departments = dict.fromkeys(item(one).provider for one in without)
    for department in departments:
        own = tuple(one for one in without if item(one).provider == department)
        found.append(Asked(department=department, form=None, items=own, reused={}))
    return found


def _asked_in(one: str, forms: Sequence[Profile]) -> Profile | None:
    holding = [form for form in forms if one in form.items]
    own = [form for form in holding if form.department == item(one).provider]
    return next(iter(own or holding), None)


def _concerns(form: Profile, needed: Collection[str]) -> bool:
    return form.is_register or not set(needed).isdisjoint(form.items)


def _asked(form: Profile, asked_in: Mapping[str, Profile], given: Mapping[str, Given]) -> Asked:
    reused = {}
    for one in (one for one in form.items if one in asked_in):
        if one in given and given[one].department != form.department:
            reused[one] = given[one]
        elif asked_in[one] is not form:
            other = asked_in[one]
            reused[one] = Given(department=other.department, where=other.title)
    items = tuple(one for one in form.items if one in asked_in and one not in reused)
    unread = tuple(one for one in form.items if one not in asked_in)
    return Asked(department=form.department, form=form, items=items, reused=reused, unread=unread)
