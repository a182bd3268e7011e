"""How `permu` speaks: help in two languages, errors in Chinese, exit codes."""

import json
import re

import pytest

from permu.doors.cli.frame import COMMANDS

from .conftest import Run


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_in_both_languages(run: Run, command: str) -> None:
    chinese = run(command, "--help")
    english = run("--lang", "en", command, "--help")

    assert chinese.exit_code == english.exit_code == 0
    assert f"例：permu {command}" in chinese.output
    assert f"Example: permu {command}" in english.output
    assert not re.search("[一-鿿]", english.output)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_english_word_of_the_framework_is_left_in_chinese_help(run: Run, command: str) -> None:
    said = run(command, "--help").output

    assert not re.search(r"Usage|Options:|OPTIONS|required|Show this message|default:", said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "没有这个命令。可用的命令：demo、new、check"),
        (["check"], "缺少参数 FOLDERS"),
        (["evaluate"], "缺少参数 --method"),
        (["verify", "--fast", "."], "没有选项 --fast"),
        (["sample", "x", "--enterprises", "3"], "参数 --enterprises 不对"),
    ],
)
def test_a_wrong_call_is_told_in_chinese_and_exits_with_2(
    run: Run, words: list[str], said: str
) -> None:
    result = run(*words)

    assert result.exit_code == 2
    assert said in result.output
    assert "--help”查看用法" in result.output
    assert "Traceback" not in result.output


def test_completion_prints_a_script_that_the_shell_can_load(run: Run) -> None:
    assert "_PERMU_COMPLETE=bash_complete" in run("completion", "bash").output


def test_json_is_one_document_on_standard_output(run: Run, demo: object) -> None:
    result = run("verify", f"{demo}/result", "--json")

    assert json.loads(result.stdout)[f"{demo}/result"]["agrees"] is True
