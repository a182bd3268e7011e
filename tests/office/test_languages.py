"""Every page in Chinese and in English: nothing marked is untranslated, nothing Chinese is unmarked."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.base import Lexer
from django.utils import translation

from permu.doors.site.catalogs import SOURCES, compile_catalogs
from tests.office.catalog import marked_texts, sources

PO = SOURCES / "en" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPOKEN_IN_BOTH = {
    "base.html": ("中文",),
    "500.html": None,
}  # the language switch; needs no catalogue


def test_every_marked_text_has_its_english_and_no_english_is_left_over():
    with PO.open("rb") as file:
        catalog = {
            (message.id if isinstance(message.id, tuple) else (message.id,)): message.string
            for message in read_po(file)
            if message.id
        }

    assert set(catalog) == set(marked_texts())
    texts = [[text] if isinstance(text, str) else list(text) for text in catalog.values()]
    assert all(text and not CHINESE.search(text) for pair in texts for text in pair)


def test_translations_keep_the_placeholders():
    with PO.open("rb") as file:
        for message in read_po(file):
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = [message.string] if isinstance(message.string, str) else message.string
            for text in texts if message.id else []:
                assert placeholders(text) == placeholders(ids[0]), ids


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


@pytest.mark.parametrize("path", list(sources(".html")), ids=lambda path: path.name)
def test_no_chinese_stands_in_a_template_unmarked(path):
    """What is left of a template without its tags has no Chinese but marks between words."""
    text, is_marked = "", False
    for token in Lexer(path.read_text("utf-8")).tokenize():
        tag = token.contents.split()[0] if token.token_type.name == "BLOCK" else ""
        is_marked = (is_marked or tag == "blocktrans") and tag != "endblocktrans"
        text += token.contents if token.token_type.name == "TEXT" and not is_marked else ""
    allowed = SPOKEN_IN_BOTH.get(path.name, ())
    for word in allowed or ():
        text = text.replace(word, "")

    assert allowed is None or not CHINESE.search(text)


def test_the_catalogue_is_compiled_without_gnu_gettext(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    compile_catalogs()
    compiled = tmp_path / "en" / "LC_MESSAGES" / "django.mo"
    first = compiled.stat().st_mtime_ns
    compile_catalogs()

    assert compiled.stat().st_mtime_ns == first == PO.stat().st_mtime_ns


@pytest.mark.parametrize(("count", "text"), [(1, "1 file received."), (2, "2 files received.")])
def test_english_counts(count, text):
    with translation.override("en"):
        words = translation.ngettext("收到 %(count)s 个文件。", "收到 %(count)s 个文件。", count)

    assert words % {"count": count} == text


def test_chinese_is_the_language_where_none_is_asked_for():
    assert settings.LANGUAGE_CODE == "zh-hans"
