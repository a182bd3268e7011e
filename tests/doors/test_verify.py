"""`permu verify` on what an office put out: receipts, and the office itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from permu.terms.canonical import canonical, content_digest
from permu.terms.chain import link
from permu.terms.proofs import proof_of
from permu.terms.receipts import Receipt

from .conftest import Run


@pytest.fixture
def receipt(tmp_path: Path) -> tuple[Path, str]:
    """A receipt, and the head that its notice prints."""
    proof = proof_of([{"subject": "甲", "grade": "A"}, {"subject": "乙", "grade": "B"}], 1)
    content = {"root": proof.root, "round": "2025 年度"}
    made = link(None, content_digest(canonical(content)), key=b"k")
    found = Receipt(proof=proof, content=content, link=made)
    path = tmp_path / "回执.json"
    path.write_text(found.text())
    return path, str(found.head)


def test_a_receipt_is_held_against_the_head_on_the_notice(run: Run, receipt: tuple[Path, str]):
    path, head = receipt
    assert "与存证相符" in run("verify", path).output
    assert run("verify", path, "--head", head).exit_code == 0

    other = run("verify", path, "--head", "1-" + "0" * 64)
    assert other.exit_code == 1
    assert "公示文件上印的存证" in other.output


def test_a_receipt_that_was_changed_proves_nothing(run: Run, receipt: tuple[Path, str]):
    path, _ = receipt
    path.write_text(path.read_text().replace('"grade": "B"', '"grade": "A"'))

    said = run("verify", path, "--json")

    assert said.exit_code == 1
    assert json.loads(said.stdout)[str(path)]["agrees"] is False


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((), "没有说要核验什么"), (("--office", "--head", "x"), "不是存证")],
)
def test_what_cannot_be_verified_is_said(run: Run, arguments: tuple[str, ...], said: str):
    answer = run("verify", *arguments)
    assert answer.exit_code == 1
    assert said in answer.output


def test_a_file_that_is_no_receipt_is_refused_in_words(run: Run, tmp_path: Path):
    path = tmp_path / "x.json"
    path.write_bytes(b"\x00\xff")
    assert "这不是回执文件" in run("verify", path).output


def test_an_office_without_publications_is_whole(tmp_path: Path):
    environment = os.environ | {"PERMU_DATA": str(tmp_path / "office")}
    environment.pop("DATABASE_URL", None)
    migrate = [sys.executable, "-m", "permu.doors.site", "migrate", "-v0"]
    subprocess.run(migrate, env=environment, check=True)
    verify = [str(Path(sys.executable).with_name("permu")), "verify", "--office"]
    said = subprocess.run(verify, env=environment, capture_output=True, text=True, check=False)
    assert (said.returncode, "办公系统：与存证相符" in said.stdout) == (0, True)
