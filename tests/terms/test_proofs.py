"""An enterprise proves its own line of a published list, and learns nothing of the others'."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.proofs import proof_of, root_of


def listed(count: int) -> list[dict[str, object]]:
    return [{"salt": f"{place:02}", "subject": f"E{place}", "grade": "A"} for place in range(count)]


@given(count=st.integers(1, 40), drawn=st.data())
def test_every_entry_leads_to_the_root_of_its_list(count: int, drawn: st.DataObject):
    place = drawn.draw(st.integers(0, count - 1))
    proof = proof_of(listed(count), place)
    assert proof.root == root_of(listed(count))
    assert proof.holds()


@given(count=st.integers(1, 40), drawn=st.data())
def test_a_receipt_with_anything_changed_does_not_hold(count: int, drawn: st.DataObject):
    proof = proof_of(listed(count), drawn.draw(st.integers(0, count - 1)))
    others = [
        replace(proof, entry=proof.entry | {"grade": "D"}),
        replace(proof, root=root_of(listed(count + 1))),
        replace(proof, way=(*proof.way, "0" * 64)),
        replace(proof, place=-1),
        replace(proof, place=count),
    ]
    if proof.way:
        others += [
            replace(proof, way=proof.way[:-1]),
            replace(proof, way=("0" * 64, *proof.way[1:])),
            replace(proof, place=proof.place ^ 1),
        ]
    assert not any(one.holds() for one in others)


def test_a_joint_is_never_an_entry():
    """Of a list of two, whoever shows the joint's bytes as the one entry of a list gets another root."""
    two = root_of(listed(2))
    assert root_of(listed(1)) != two
    assert root_of([]) == sha256(b"").hexdigest()  # RFC 6962 §2.1


@pytest.mark.parametrize(("count", "steps"), [(1, 0), (2, 1), (3, 2), (600, 10), (5000, 13)])
def test_a_receipt_is_short(count: int, steps: int):
    assert len(proof_of(listed(count), 0).way) == steps


def test_the_order_of_the_list_counts():
    assert root_of(listed(3)) != root_of(listed(3)[::-1])
