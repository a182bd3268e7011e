"""What Spark needs and is not there is said in words, with what to do."""

import socket

import pytest

from permu.engine.spark import session
from permu.terms.refusal import Refused


def refused(master: str) -> Refused:
    with pytest.raises(Refused) as caught:
        session.refuse_what_is_not_there(master)
    return caught.value


def test_without_java_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)

    found = refused("local[2]")

    assert found.code == "engine.java_missing"
    assert "openjdk-17-jre-headless" in found.text()


def test_a_java_home_without_java_is_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")

    assert refused("local[2]").code == "engine.java_missing"


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "find_spec", lambda name: None)

    found = refused("local[2]")

    assert found.code == "engine.spark_missing"
    assert "pip install permu[spark]" in found.text()


def test_a_master_that_does_not_answer_is_named() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{nobody.getsockname()[1]}"

        found = refused(master)

    assert (found.code, found.details["master"]) == ("engine.master_unreachable", master)


@pytest.mark.parametrize("master", ["spark://", "spark://host", "spark://127.0.0.1:word"])
def test_a_master_without_a_port_does_not_answer(master: str) -> None:
    assert refused(master).code == "engine.master_unreachable"
