"""An enterprise checks its own line of a published list with a file and the head printed on the notice."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.canonical import canonical, content_digest
from permu.terms.chain import Head, link
from permu.terms.proofs import proof_of
from permu.terms.receipts import Receipt, doubts, read_receipt
from permu.terms.refusal import Refused

LIST = [{"salt": f"{n:02}", "subject": f"91990101MA000000{n}", "grade": "B"} for n in range(7)]


def a_receipt(place: int = 3) -> Receipt:
    proof = proof_of(LIST, place)
    content: dict[str, Any] = {"number": 1, "kind": "notice", "root": proof.root}
    made = link(None, content_digest(canonical(content)), key=b"the office's own")
    return Receipt(proof=proof, content=content, link=made)


def said(receipt: Receipt, **changes: object) -> str:
    """The receipt's file with some of its fields, named `part.field`, changed."""
    found = json.loads(receipt.text())
    for path, value in changes.items():
        part, _, field = path.partition("__")
        found[part][field] = value
    return json.dumps(found)


@pytest.mark.parametrize("place", range(len(LIST)))
def test_a_receipt_goes_out_as_a_file_and_proves_its_line_to_who_has_the_notice(place: int):
    receipt = read_receipt(a_receipt(place).text())
    assert receipt.proof.entry == LIST[place]
    assert doubts(receipt, receipt.head) == []
    assert doubts(receipt) == []


def test_a_receipt_shows_neither_a_neighbor_nor_the_offices_seal():
    text = a_receipt().text()
    assert [one["subject"] for one in LIST if one["subject"] in text] == [LIST[3]["subject"]]
    assert "seal" not in text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proof__entry": LIST[3] | {"grade": "A"}}, "entry"),
        ({"proof__root": "0" * 64}, "entry"),
        ({"content__root": "0" * 64}, "entry"),
        ({"content__kind": "final"}, "content"),
        ({"content__score": 0.5}, "content"),
        ({"link__number": 2}, "content"),
        ({"link__digest": "0" * 64}, "content"),
        ({"link__algorithm": "none"}, "content"),
        ({"proof__algorithm": "none"}, "entry"),
        ({"proof__size": "7"}, "entry"),
        ({"proof__way": ["x", "y", "z"]}, "entry"),
    ],
)
def test_a_receipt_that_was_changed_proves_nothing_and_says_what(
    changes: dict[str, object], code: str
):
    assert code in [one.code for one in doubts(read_receipt(said(a_receipt(), **changes)))]


def test_a_whole_publication_made_anew_is_found_by_the_notices_head():
    printed = a_receipt().head
    other = replace(a_receipt(), content={"number": 1, "root": a_receipt().proof.root, "by": "x"})
    other = replace(other, link=link(None, content_digest(canonical(other.content)), key=b""))
    assert doubts(other) == []
    assert [one.code for one in doubts(other, printed)] == ["head"]


def test_another_publications_head_is_told_apart_from_a_wrong_one():
    receipt = a_receipt()
    (found,) = doubts(receipt, Head(number=9, digest="a" * 64))
    assert found.text() == (
        "给的存证编号不是回执所属的第 1 次发布。请用同一次发布的公示文件上印的存证。"
    )


@given(text=st.one_of(st.text(max_size=40), st.recursive(
    st.none() | st.integers() | st.text(max_size=5),
    lambda inner: st.dictionaries(st.sampled_from(["kind", "proof", "link", "content", "way"]), inner) | st.lists(inner),
).map(json.dumps)))  # fmt: skip
def test_what_is_no_receipt_is_refused_in_words(text: str):
    with pytest.raises(Refused, match="回执"):
        read_receipt(text)


def test_a_huge_or_deep_file_is_refused():
    for text in ("[" * 60_000, "x" * 70_000):
        with pytest.raises(Refused):
            read_receipt(text)
