"""The reference of the language, in both languages: whole, and each of its links leads somewhere."""

import re
import tomllib
from collections import Counter

import pytest

from permu.method.language.catalogue import mechanisms, tables
from permu.method.language.examples import example_folders
from permu.method.language.reference import reference
from permu.terms.items import items
from permu.terms.refusal import Language
from tests.docs.pages import ROOT

PAPERS: dict[Language, str] = {
    "zh": "docs/officials/method-language.md",
    "en": "docs/developers/method-language.md",
}
TEXTS = {language: "\n".join(reference(language)) for language in PAPERS}
both = pytest.mark.parametrize("language", PAPERS)


@both
def test_every_table_key_word_and_mechanism_stands_in_it(language: Language) -> None:
    cells = set(
        re.findall(r"^\| (?:<a id=\"\w+\"></a>)?([^ |]+) \|", TEXTS[language], re.MULTILINE)
    )
    keys = [key for row in tables().values() for key in row.keys]
    words = [kind.name for key in keys for kind in key.kinds]

    assert {f"`{name}`" for name in [*(key.name for key in keys), *words]} <= cells
    assert {one.id for one in mechanisms()} <= cells
    assert {f"`{one.id}`" for one in items().values() if one.purpose == "grading"} <= cells
    assert all(f"`{row.heading}`" in TEXTS[language] for row in tables().values())


@both
def test_a_link_within_it_leads_to_one_place(language: Language) -> None:
    anchors = Counter(re.findall(r'<a id="([^"]+)">', TEXTS[language]))
    links = set(re.findall(r"\]\(#([^)]+)\)", TEXTS[language]))

    assert links <= set(anchors)
    assert set(anchors.values()) == {1}
    assert len(links) > 80


@both
def test_a_link_out_of_it_leads_to_a_file(language: Language) -> None:
    paper = ROOT / PAPERS[language]
    links = set(re.findall(r"\]\(([^)#]+)[^)]*\)", TEXTS[language]))

    cases = re.findall(r"\((\S+\.cases\.toml)#L(\d+)\)", TEXTS[language])

    assert [link for link in links if not (paper.parent / link).exists()] == []
    assert len(cases) == len(mechanisms())
    for path, line in cases:
        assert (
            (paper.parent / path).read_text("utf-8").splitlines()[int(line) - 1].startswith("name")
        )


@both
def test_its_examples_are_toml_and_its_tables_have_as_many_cells_as_heads(
    language: Language,
) -> None:
    for block in re.findall(r"```toml\n(.*?)```", TEXTS[language], re.DOTALL):
        assert tomllib.loads(block)
    for table in re.findall(r"(?:^\|.*\n)+", TEXTS[language], re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(counts) == 1, table


def test_the_two_say_the_same_things() -> None:
    anchors = [re.findall(r'<a id="([^"]+)">', text) for text in TEXTS.values()]

    assert anchors[0] == anchors[1]


def test_the_chinese_one_is_in_chinese() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|\([^)]*\)|<[^>]*>", "", TEXTS["zh"], flags=re.DOTALL)
    words = set(re.findall(r"[A-Za-z]{4,}", prose))

    assert (
        words
        <= {"toml", "notice", "JSON", "Schema", "method", "cases", "Even", "Better", "TOML", "Code"}
        | _folders()
    )


def _folders() -> set[str]:
    return {word for folder in example_folders() for word in re.findall(r"[a-z]{4,}", folder.name)}
