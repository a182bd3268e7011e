"""Seven ways to bend what was published, each found; and what each of the three safeguards finds alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permu.terms.canonical import canonical, content_digest
from permu.terms.chain import Broken, Head, Link, breaks, link

KEY = b"the office's own"
Books = tuple[list[Link], dict[int, str]]


def chained(papers: list[bytes], key: bytes = KEY) -> list[Link]:
    links: list[Link] = []
    for paper in papers:
        links.append(link(links[-1] if links else None, content_digest(paper), key=key))
    return links


def lying_there(papers: list[bytes]) -> dict[int, str]:
    return {number: content_digest(paper) for number, paper in enumerate(papers, 1)}


def edited(papers: list[bytes], at: int) -> Books:
    """The list is changed where it lies."""
    return chained(papers), lying_there(papers) | {at + 1: content_digest(b"another grade")}


def edited_with_its_link(papers: list[bytes], at: int) -> Books:
    """The list and what its own link says of it are changed, digest and all."""
    links = chained(papers)
    last = links[at - 1] if at else None
    links[at] = link(last, content_digest(b"another grade"), key=b"guessed")
    return links, lying_there(papers) | {at + 1: content_digest(b"another grade")}


def deleted(papers: list[bytes], at: int) -> Books:
    links, there = chained(papers), lying_there(papers)
    del links[at], there[at + 1]
    return links, there


def inserted(papers: list[bytes], at: int) -> Books:
    links = chained(papers)
    return [*links[: at + 1], links[at], *links[at + 1 :]], lying_there(papers)


def swapped(papers: list[bytes], at: int) -> Books:
    links, other = chained(papers), (at + 1) % len(papers)
    links[at], links[other] = links[other], links[at]
    return links, lying_there(papers)


def rolled_back(papers: list[bytes], at: int) -> Books:
    return chained(papers[:at]), lying_there(papers[:at])


def computed_anew(papers: list[bytes], at: int) -> Books:
    """Everything from the change on is made again, as it should be, by somebody without the key."""
    papers = [*papers[:at], b"another grade", *papers[at + 1 :]]
    return chained(papers, key=b"guessed"), lying_there(papers)


TAMPERINGS = (
    edited, edited_with_its_link, deleted, inserted, swapped, rolled_back, computed_anew,
)  # fmt: skip
several = st.lists(st.binary(max_size=8), min_size=2, max_size=8)


@given(papers=st.lists(st.binary(max_size=8), max_size=8))
def test_a_chain_that_nobody_touched_is_whole(papers: list[bytes]):
    links = chained(papers)
    heads = [Head(number=one.number, digest=one.digest) for one in links]
    assert breaks(links, lying_there(papers), key=KEY, heads=heads) == []


@pytest.mark.parametrize("tampering", TAMPERINGS)
@given(papers=several, drawn=st.data())
def test_each_of_seven_tamperings_is_found(
    tampering: Callable[[list[bytes], int], Books], papers: list[bytes], drawn: st.DataObject
):
    head = chained(papers)[-1]
    at = drawn.draw(st.integers(0, len(papers) - 1))
    links, there = tampering(papers, at)
    assert breaks(links, there, key=KEY, heads=[Head(number=head.number, digest=head.digest)])


@given(papers=several)
def test_without_a_kept_head_nobody_sees_that_the_end_is_gone(papers: list[bytes]):
    links, there = rolled_back(papers, len(papers) - 1)
    assert breaks(links, there, key=KEY) == []


@given(papers=several)
def test_a_chain_computed_anew_is_found_by_its_seals_alone_and_by_a_head_alone(papers: list[bytes]):
    whole = chained(papers)[-1]
    links, there = computed_anew(papers, 0)
    kinds = {one.kind for one in breaks(links, there, key=KEY)}
    assert kinds == {"unsealed"}
    assert breaks(links, there) == []
    lost = breaks(links, there, heads=[Head(number=whole.number, digest=whole.digest)])
    assert lost == [Broken(kind="head_lost", number=whole.number)]


def test_the_first_break_names_the_publication_and_what_to_do():
    links, there = edited([b"one", b"two", b"three"], 1)
    (found,) = breaks(links, there, key=KEY)
    assert found.text() == (
        "第 2 次发布的内容与存证不符：发布后被改动，或已丢失。"
        "请从备份恢复该次发布的文件；如确需更正，应另作一次发布。"
    )


@pytest.mark.parametrize("field", ["number", "content", "previous"])
def test_a_link_whose_own_words_were_changed_does_not_agree_with_itself(field: str):
    links = chained([b"one", b"two"])
    links[1] = replace(links[1], **{field: 7 if field == "number" else "f" * 64})
    assert "remade" in {one.kind for one in breaks(links, lying_there([b"one", b"two"]))}


def test_the_national_digest_can_be_used_and_each_link_says_which_it_has():
    first = link(None, content_digest(b"one", "sm3"), key=KEY, algorithm="sm3")
    second = link(first, content_digest(b"two"), key=KEY)
    there = {1: content_digest(b"one", "sm3"), 2: content_digest(b"two")}
    assert breaks([first, second], there, key=KEY) == []
    assert first.digest != link(None, first.content, key=KEY).digest


def test_sm3_is_the_standards_own():
    assert content_digest(b"abc", "sm3") == (  # GB/T 32905-2016, A.1
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )


def test_a_value_has_one_way_to_be_written_and_a_float_none():
    assert canonical({"b": [1, None], "a": "甲"}) == '{"a":"甲","b":[1,null]}'.encode()
    with pytest.raises(TypeError):
        canonical({"score": [{"of": 0.1}]})


@pytest.mark.parametrize("text", ["", "3", "3-", "-" + "a" * 64, "x-" + "a" * 64, "3-" + "a" * 63])
def test_what_is_no_head_is_not_taken_for_one(text: str):
    assert Head.read(text) is None
    assert Head.read(f"  3-{'A' * 64}\n") == Head(number=3, digest="a" * 64)
