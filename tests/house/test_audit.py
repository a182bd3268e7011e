"""No pinned library has a weakness that was published longer ago than it may stay, unless somebody wrote why."""

import json
import re
import runpy
import zipfile
from datetime import date
from pathlib import Path

import pytest

from .source import ROOT

TOOL = runpy.run_path(str(ROOT / "tools/audit.py"))
Weakness, weaknesses, overdue = TOOL["Weakness"], TOOL["weaknesses"], TOOL["overdue"]
PUBLISHED = date(2026, 11, 1)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A program that pins a served, a tested and a shown library."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/run.txt").write_text("django==5.2.1 \\\n    --hash=sha256:0\n")
    (tmp_path / "requirements/dev.txt").write_text("django==5.2.1 \\\nPy_Test==9.2 \\\n")
    packages = {"": {}, "node_modules/@tabler/core": {"version": "1.6.1"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": packages}))
    return tmp_path


def record(name: str = "django", system: str = "PyPI", **about: object) -> dict[str, object]:
    affected = {
        "package": {"ecosystem": system, "name": name},
        "versions": about.pop("versions", []),
    }
    if events := about.pop("events", None):
        affected["ranges"] = [{"type": "ECOSYSTEM", "events": events}]
    usual = {"id": "W-1", "published": f"{PUBLISHED}T00:00:00Z", "modified": "2026-11-02T00:00:00Z", "affected": [affected]}  # fmt: skip
    return usual | about


def test_every_pinned_version_was_audited_and_nothing_else():
    said, _ = TOOL["kept"]()
    pinned = TOOL["pins"]()
    assert len(pinned["pypi"]) > 100
    assert "htmx.org" in pinned["npm"]
    assert {system: said[system] for system in pinned} == pinned
    assert said["newest"] <= said["day"]
    assert "://" not in (ROOT / TOOL["AUDIT"]).read_text("utf-8")


def test_no_weakness_is_past_its_time_without_a_written_reason():
    said, found = TOOL["kept"]()
    assert overdue(found, said["day"]) == []


def test_the_days_are_those_of_the_page():
    page = (ROOT / "docs/developers/security.md").read_text("utf-8").partition("## Libraries")[2]
    assert [int(one) for one in re.findall(r"(\d+) days", page)][:3] == [*TOOL["WITHIN"].values()]


@pytest.mark.parametrize(
    ("events", "is_hit"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "5.0"}, {"fixed": "5.2.1"}], False),
        ([{"introduced": "5.0"}, {"fixed": "5.2.2"}], True),
        ([{"introduced": "5.2.1"}, {"last_affected": "5.2.1"}], True),
        ([{"introduced": "5.0"}, {"last_affected": "5.2.0"}], False),
        ([{"introduced": "5.3"}], False),
        (
            [{"fixed": "5.2.2"}, {"introduced": "5.2"}, {"fixed": "4.2.9"}, {"introduced": "0"}],
            True,
        ),
        ([{"introduced": "0"}, {"fixed": "4.2.9"}, {"introduced": "6.0"}], False),
        ([{"introduced": "0"}, {"fixed": "5.10"}], True),
    ],
)
def test_a_version_is_weak_where_a_record_says_so(office: Path, events, is_hit):
    assert bool(weaknesses([record(events=events)], office)) == is_hit


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (record(versions=["5.2.1"]), "outside"),
        (record(versions=["5.2.1"], database_specific={"severity": "MODERATE"}), "other"),
        (record("py.test", versions=["9.2"]), "high"),
        (record("PY-TEST", versions=["9.2.0"]), "high"),
        (record("@tabler/core", "npm", versions=["1.6.1"]), "outside"),
    ],
)
def test_what_an_office_runs_is_mended_sooner(office: Path, said, kind: str):
    [found] = weaknesses([said], office)
    assert (found.kind, found.published) == (kind, PUBLISHED)


@pytest.mark.parametrize(
    "said",
    [
        record(versions=["5.2.2"]), record("flask", versions=["5.2.1"]),
        record(versions=["5.2.1"], withdrawn="2026-11-03T00:00:00Z"), record("django", "npm", versions=["5.2.1"]),
    ],
)  # fmt: skip
def test_other_versions_libraries_and_what_was_taken_back_are_left_out(office: Path, said):
    assert weaknesses([said], office) == []


def test_a_weakness_is_overdue_after_its_days_unless_there_is_a_reason():
    def one(kind: str, reason: str = "") -> object:
        return Weakness("a", "1", "W-1", PUBLISHED, kind, reason)

    assert overdue([one("outside")], date(2026, 11, 8)) == []
    assert overdue([one("outside")], date(2026, 11, 9)) == [one("outside")]
    assert overdue([one("high")], date(2026, 12, 1)) == []
    assert overdue([one("high")], date(2026, 12, 2)) == [one("high")]
    assert overdue([one("outside", "we never call it")], date(2030, 1, 1)) == []
    assert overdue([one("outside", " ")], date(2030, 1, 1)) != []


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_the_whole_command_writes_what_it_finds_and_keeps_reasons(
    form, office, monkeypatch, capsys
):
    database = office / "advisories"
    (database / "deep").mkdir(parents=True)
    (database / "deep/a.json").write_text(
        json.dumps(record(versions=["5.2.1"], published="2020-01-01"))
    )
    (database / "b.yaml").write_text("id: W-2\nmodified: 2020-01-01T00:00:00Z\naffected: []\n")
    (database / "README.md").write_text("none")
    if form == "zip":
        with zipfile.ZipFile(office / "all.zip", "w") as archive:
            for path in database.rglob("*.*"):
                archive.write(path, path.relative_to(database))
        database = office / "all.zip"
    main, read = TOOL["main"], TOOL["kept"]
    at = office / "requirements/audit.toml"
    monkeypatch.setenv("PERMU_ADVISORIES", str(database))

    assert main(office) == 1  # overdue
    assert "W-1" in capsys.readouterr().out
    at.write_text(at.read_text("utf-8").replace('reason = ""', 'reason = "用不到 it"'), "utf-8")
    assert main(office) == 0
    said, [weak] = read(office)
    assert (weak.id, weak.reason, str(said["newest"])) == ("W-1", "用不到 it", "2026-11-02")
    assert said["pypi"] == {"django": ["5.2.1"], "py-test": ["9.2"]}


def test_without_a_database_it_says_what_to_name(monkeypatch, capsys):
    monkeypatch.delenv("PERMU_ADVISORIES", raising=False)
    assert TOOL["main"]() == 1
    assert "PERMU_ADVISORIES" in capsys.readouterr().err
