"""What became of enterprises is known, and proposed."""

from datetime import date

import pytest

from permu.intake.matching import Event, Register

from ..forms import BOLT, FAN, LAMP, NAMES, code
from .people import asked, first, known

GONE, BETWEEN = code(701), code(702)
ON = date(2025, 6, 30)


def merged() -> Register:
    register = known()
    register.add_event(
        Event(change="merged_into", old_code=GONE, old_name="样例县旧风机厂", code=FAN, on=ON)
    )
    return register


def test_a_firm_that_was_merged_is_proposed_with_its_date() -> None:
    match = asked(merged(), "样例县旧风机厂", GONE)

    assert (match.subject, match.code, match.strong) == ("", "stranger_related", {FAN})
    assert first(match).reason == f"已于 2025-06-30 并入{NAMES[FAN]}"


def test_its_name_alone_is_enough_to_be_proposed_and_not_to_be_joined() -> None:
    match = asked(merged(), "样例县旧风机厂")

    assert (match.subject, match.code, match.strong) == ("", "name_unknown", {FAN})


def test_changes_are_followed_to_who_is_on_the_register_now() -> None:
    register = known()
    register.add_event(Event(change="renamed", old_code=GONE, code=BETWEEN, on=ON))
    register.add_event(Event(change="merged_into", old_code=BETWEEN, code=LAMP, on=ON))

    assert first(asked(register, "", GONE)).subject == LAMP


def test_changes_in_a_circle_end() -> None:
    register = known()
    register.add_event(Event(change="renamed", old_code=GONE, code=BETWEEN))
    register.add_event(Event(change="renamed", old_code=BETWEEN, code=GONE))

    assert asked(register, "", GONE).proposals == ()


def test_a_firm_that_was_split_is_nobodys_in_particular() -> None:
    register = known()
    for one in (LAMP, BOLT):
        register.add_event(Event(change="split_from", old_code=GONE, code=one, on=ON))

    match = asked(register, "样例县旧厂", GONE)

    assert match.strong == frozenset()
    assert set(match.weak) == {LAMP, BOLT}
    assert [one.kind for one in match.proposals] == ["split_from", "split_from"]


def test_a_name_that_another_had_before_does_not_join_by_itself() -> None:
    register = known()
    register.add_event(Event(change="renamed", old_name=NAMES[FAN], code=LAMP, on=ON))

    match = asked(register, NAMES[FAN])

    assert (match.subject, match.strong) == ("", {FAN, LAMP})


@pytest.mark.parametrize("change", ["renamed", "merged_into", "split_from", "branch_of"])
def test_no_change_joins(change: str) -> None:
    register = known()
    register.add_event(Event(change=change, old_code=GONE, old_name="旧厂", code=FAN))  # type: ignore[arg-type]

    assert asked(register, "旧厂").subject == asked(register, "旧厂", GONE).subject == ""
    assert first(asked(register, "旧厂", GONE)).subject == FAN
