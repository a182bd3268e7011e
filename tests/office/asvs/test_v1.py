"""ASVS V1: what people type is text, to the page, the database, the shell and the mail server."""

import ast

import pytest
from django.test import RequestFactory

from permu.register.channels import Message
from permu.register.channels.mail import Mail
from permu.register.views.paging import kept_query
from permu.terms.refusal import Refused, words
from tests.office.asvs.source import calls, importers, modules

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PACKED_FOR_OURSELVES = {"engine/spark/packing.py", "engine/spark/county.py"}


def test_what_was_encoded_twice_is_decoded_once(admin, page_of):
    shown = page_of(admin).get("/people/?q=%253Ci%253E").content.decode()
    assert 'value="%3Ci%3E"' in shown


def test_an_address_made_of_what_was_typed_keeps_it_in_its_place():
    asked = RequestFactory().get("/people/", {"q": 'a"&page=9#javascript:x', "page": "2"})
    assert kept_query(asked) == "q=a%22%26page%3D9%23javascript%3Ax&"


def test_no_query_is_put_together_of_texts():
    asked = list(calls("execute", "executemany"))
    assert asked
    for module, call in asked:
        assert isinstance(call.args[0], ast.Constant | ast.Name), (module, ast.unparse(call))
    assert not [module for module, _ in calls("raw", "RawSQL", "extra")]


def test_no_shell_stands_between_the_program_and_another():
    assert not [module for module, _ in calls("system", "popen", "getoutput", "spawnl")]
    for module, call in calls("run", "Popen", "check_output", "check_call"):
        assert not [one for one in call.keywords if one.arg == "shell"], module


def test_nothing_is_evaluated_or_unpacked_that_could_run():
    assert not [
        (module, ast.unparse(call))
        for module, call in calls("eval", "exec", "from_string", "Template")
    ]
    assert importers("pickle", "marshal", "shelve", "yaml", "dill") == PACKED_FOR_OURSELVES


def functions_that_make_patterns():
    for module, tree in modules().items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                said = ast.unparse(function)
                if made := said.count("re.compile("):
                    yield module, made, said


def test_what_people_type_is_escaped_before_it_is_part_of_a_pattern():
    found = list(functions_that_make_patterns())
    assert [module for module, *_ in found] == ["intake/matching/proposals.py"]
    for _, made, said in found:
        assert said.count("map(re.escape") == made


def test_a_format_in_a_name_stays_text():
    said = words("register.file_empty", "zh", name="{limit}{0.__class__}%(n)s")
    assert "{limit}{0.__class__}%(n)s" in said


@pytest.mark.parametrize("to", ["a@example.cn\nBcc: b@example.cn", "a@example.cn\r\nX: y"])
def test_a_line_break_in_an_address_begins_no_header(to: str, monkeypatch):
    monkeypatch.setattr("permu.register.channels.mail._server", lambda *_: pytest.fail("asked"))
    with pytest.raises(Refused, match="没有收下"):
        Mail("smtps://u:p@127.0.0.1:9").send(Message(key="1", to=to, subject="s", text="t"))
