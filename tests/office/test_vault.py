"""Secrets come from a manager of secrets; the environment and key files are what is left where there is none."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from permu.doors.site import serve
from permu.evaluations.publishing.keeping import office_key
from permu.register.channels.choosing import NEEDED
from permu.register.keys import kept_key, known_key
from permu.register.models import User
from permu.register.vault import SECRETS, forget, kept_bytes, secret, with_secrets
from permu.terms.refusal import Refused
from tests.office.asvs.source import calls, modules
from tests.office.channels.doubles import Hook, serving
from tests.office.channels.test_digests import told

WITH_A_VARIABLE = [name for name, row in SECRETS.items() if row.variable]


def laid(path: Path, said: bytes | str, mode: int = 0o400) -> Path:
    path.write_bytes(said if isinstance(said, bytes) else said.encode())
    path.chmod(mode)
    return path


def systemd(folder: Path, name: str, said: bytes | str) -> dict[str, str]:
    laid(folder / name, said)
    return {"CREDENTIALS_DIRECTORY": str(folder)}


@pytest.mark.parametrize("name", SECRETS)
def test_each_secret_comes_from_systemd_or_a_mounted_file_byte_by_byte(name: str, tmp_path: Path):
    said = b"\x00\xff a secret \n"
    assert kept_bytes(name, systemd(tmp_path, name, said)) == said
    assert kept_bytes(name, {SECRETS[name].file: str(tmp_path / name)}) == said
    assert kept_bytes(name, {}) is None


@pytest.mark.parametrize("name", WITH_A_VARIABLE)
def test_a_manager_comes_before_the_environment_and_systemd_before_a_file(name, tmp_path: Path):
    row, here = SECRETS[name], {SECRETS[name].variable: "of the environment"}
    assert secret(name, {}) == ""
    assert secret(name, here) == "of the environment"
    here |= {row.file: str(laid(tmp_path / "mounted", "of a file\n"))}
    assert secret(name, here) == "of a file"
    here |= systemd(tmp_path, name, "of systemd\n")
    assert secret(name, here) == with_secrets(here)[row.variable] == "of systemd"
    assert with_secrets({"PERMU_CHANNEL": "email"}) == {"PERMU_CHANNEL": "email"}


@pytest.mark.parametrize("mode", [0o404, 0o444, 0o644, 0o402, 0o420, 0o777])
def test_a_secret_that_others_may_read_or_write_is_refused(mode: int, tmp_path: Path):
    at = laid(tmp_path / "s", "quite secret", mode)
    with pytest.raises(Refused, match=f"权限 {mode:o}") as refused:
        secret("secret-key", {"PERMU_SECRET_KEY_FILE": str(at), "SECRET_KEY": "x"})
    assert "quite secret" not in str(refused.value)
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o440])
def test_its_owner_and_its_group_may_read_it(mode: int, tmp_path: Path):
    at = laid(tmp_path / "s", "quite secret", mode)
    assert secret("secret-key", {"PERMU_SECRET_KEY_FILE": str(at)}) == "quite secret"


@pytest.mark.parametrize(("said", "why"), [(b"", "是空的"), (b" \n", "是空的"), (b"\xff\xfe", "不是文字")])  # fmt: skip
def test_what_is_no_secret_is_refused_and_nothing_else_takes_its_place(said, why, tmp_path):
    at = laid(tmp_path / "s", said)
    with pytest.raises(Refused, match=why):
        secret("secret-key", {"PERMU_SECRET_KEY_FILE": str(at), "SECRET_KEY": "x"})


def test_a_file_that_is_named_and_not_there_is_refused():
    with pytest.raises(Refused, match="PERMU_CHANNEL_SECRET_FILE"):
        secret("channel-secret", {"PERMU_CHANNEL_SECRET_FILE": "/nowhere/s"})


def test_every_secret_that_the_program_reads_is_in_the_one_table():
    """Whatever is read out of an environment and sounds like a secret; and nobody reads a row's variable beside it."""
    read = {
        ast.literal_eval(call.args[0]): module
        for module, call in calls("get", "pop", "getenv")
        if "environ" in ast.unparse(call.func)
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert {"DEBUG", "PERMU_HTTPS"} <= set(read)
    variables = {row.variable for row in SECRETS.values()} - {""}
    assert not variables & set(read)
    sounding = [name for name in read if any(sign in name for sign in ("SECRET", "KEY", "TOKEN", "URL", "DSN"))]  # fmt: skip
    assert sounding == []
    secret_parts = {
        f"PERMU_CHANNEL_{part}" for parts in NEEDED.values() for part in parts
    } & variables
    assert secret_parts == {"PERMU_CHANNEL_URL", "PERMU_CHANNEL_SECRET"}
    assert modules()["register/vault.py"]


def settings_say(what: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the office's settings are under an environment, in a process of its own."""
    code = f"from django.conf import settings; print(settings.{what})"
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}  # fmt: skip
    env = kept | {"DJANGO_SETTINGS_MODULE": "permu.doors.site.settings", "PERMU_DATA": str(tmp_path / "data")}  # fmt: skip
    return subprocess.run([sys.executable, "-c", code], env=env | environment, capture_output=True, text=True, check=False)  # fmt: skip


def test_the_office_signs_and_opens_its_database_by_what_systemd_gives_it(tmp_path: Path):
    here = systemd(tmp_path, "secret-key", "k" * 50)
    systemd(tmp_path, "database-url", "postgres://permu:s3@localhost/county\n")
    assert settings_say("SECRET_KEY", tmp_path, **here).stdout.strip() == "k" * 50
    assert not (tmp_path / "data/secret-key").exists()
    told = settings_say(
        "DATABASES['default']", tmp_path, DATABASE_URL="postgres://x/y", **here
    ).stdout
    assert "'county'" in told
    assert "'s3'" in told


def test_the_office_does_not_start_on_a_secret_that_others_may_read(tmp_path: Path):
    at = laid(tmp_path / "s", "k" * 50, 0o644)
    done = settings_say("SECRET_KEY", tmp_path, PERMU_SECRET_KEY_FILE=str(at))
    assert done.returncode == 1
    assert "PERMU_SECRET_KEY_FILE" in done.stderr
    assert "k" * 50 not in done.stderr


def test_the_seals_key_of_a_manager_is_used_and_never_another(
    tmp_path: Path, monkeypatch, settings
):
    key = bytes(range(32))
    for name, value in systemd(tmp_path, "seal-key", key).items():
        monkeypatch.setenv(name, value)
    assert office_key() == known_key(settings.PERMU_DATA / "seal-key") == key
    beside = settings.PERMU_DATA / "seal-key"
    assert not beside.exists()
    beside.write_bytes(key)
    assert office_key() == key
    beside.write_bytes(bytes(32))
    with pytest.raises(Refused, match="不是同一个"):
        office_key()
    (tmp_path / "seal-key").chmod(0o600)
    systemd(tmp_path, "seal-key", b"short")
    with pytest.raises(Refused, match="5 个字节"):
        office_key()


@pytest.mark.parametrize("name", ["seal-key", "second-factor-key"])
def test_a_key_of_a_manager_is_never_written_beside_the_data(
    name: str, tmp_path: Path, monkeypatch
):
    monkeypatch.setenv(SECRETS[name].file, str(laid(tmp_path / "mounted", bytes(range(32)))))
    assert kept_key(tmp_path / name) == bytes(range(32))
    assert not (tmp_path / name).exists()


@pytest.mark.django_db
def test_a_channel_is_opened_by_a_mounted_secret(leader: User, monkeypatch, tmp_path: Path):
    told(leader, "a")
    with serving(Hook()) as host:
        monkeypatch.setenv("PERMU_CHANNEL", "webhook")
        monkeypatch.setenv("PERMU_CHANNEL_URL_FILE", str(laid(tmp_path / "u", host.address)))
        monkeypatch.setenv(
            "PERMU_CHANNEL_SECRET_FILE", str(laid(tmp_path / "s", f"{host.secret}\n"))
        )
        call_command("send_digests")
    assert len(host.delivered) == 1


def test_a_demo_gets_no_secret_of_the_office_of_this_machine(tmp_path: Path, monkeypatch):
    for row in SECRETS.values():
        monkeypatch.setenv(row.file, "/run/secrets/real")
        if row.variable:
            monkeypatch.setenv(row.variable, "real")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", "/run/credentials/permu.service")
    monkeypatch.setenv("PERMU_DATA", "/the/real/office")
    monkeypatch.setattr(serve, "_prepare", lambda: sys.exit("far enough"))
    with pytest.raises(SystemExit, match="far enough"):
        serve.serve("127.0.0.1", 8000, tmp_path)
    before = dict(os.environ)
    forget(os.environ)
    assert dict(os.environ) == before
    assert "CREDENTIALS_DIRECTORY" not in before
