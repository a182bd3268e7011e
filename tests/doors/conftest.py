from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from permu.doors.cli import permu

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `permu` with these words, in Chinese unless the words say otherwise."""
    monkeypatch.setenv("PERMU_LANG", "zh")

    def call(*words: str | Path) -> Result:
        return CliRunner().invoke(permu, [str(word) for word in words])

    return call


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `permu demo` leaves of a county of 150 enterprises; `said.txt` is what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    said = CliRunner(env={"PERMU_LANG": "zh"}).invoke(
        permu, ["demo", str(folder), "--enterprises", "150", "--no-pdf"]
    )
    (folder / "said.txt").write_text(said.output, "utf-8")
    assert said.exit_code == 0, said.output
    return folder
