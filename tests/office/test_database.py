"""The office's database: spoken to over checked TLS where it is elsewhere, and by an account that may little."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from permu.doors.site.postgres import refuse_in_the_clear, refuse_mighty_account
from permu.terms.refusal import Refused
from tests.postgres import OWNER, running_postgres

POSTGRES = "django.db.backends.postgresql"
ROOT_CERTIFICATE = {"sslrootcert": "/etc/permu/root.crt"}


def asked(host: str = "", environment: dict[str, str] | None = None, **options: str) -> None:
    database = {"ENGINE": POSTGRES, "HOST": host, "OPTIONS": options}
    refuse_in_the_clear(database, environment or {})


@pytest.mark.parametrize(
    "host", ["", "/var/run/postgresql", "@permu", "localhost", "127.0.0.1", "127.0.1.1", "::1", "[::1]"]
)  # fmt: skip
def test_a_database_on_this_machine_is_free(host: str):
    asked(host)
    asked(host, sslmode="disable")


@pytest.mark.parametrize("host", ["db.example.cn", "10.0.0.5", "localhost.example.cn", "localhost,db", "fe80::1", "127.0.0.1.example.cn"])  # fmt: skip
@pytest.mark.parametrize(
    "options",
    [{}, {"sslmode": "disable"}, {"sslmode": "allow"}, {"sslmode": "prefer"}, {"sslmode": "require"},
     {"sslmode": "require"} | ROOT_CERTIFICATE, {"sslmode": "verify-ca"}, ROOT_CERTIFICATE],
)  # fmt: skip
def test_a_database_elsewhere_is_not_spoken_to_unchecked(host: str, options: dict[str, str]):
    with pytest.raises(Refused, match=r"不能启动.*sslmode=verify-full") as refused:
        asked(host, **options)
    assert "sslmode=verify-full" in refused.value.text("en")


@pytest.mark.parametrize("options", [{"sslmode": "verify-full"}, {"sslmode": "verify-full"} | ROOT_CERTIFICATE, {"sslmode": "verify-ca"} | ROOT_CERTIFICATE])  # fmt: skip
def test_a_database_elsewhere_is_spoken_to_where_its_certificate_is_checked(options):
    asked("db.example.cn", **options)


def test_what_the_url_leaves_out_is_what_the_environment_says():
    with pytest.raises(Refused, match=r"db\.example\.cn"):
        asked(environment={"PGHOST": "db.example.cn"})
    with pytest.raises(Refused, match=r"10\.0\.0\.5"):
        asked("localhost", environment={"PGHOSTADDR": "10.0.0.5"})
    with pytest.raises(Refused, match="service=county"):
        asked(environment={"PGSERVICE": "county"})
    with pytest.raises(Refused, match=r"10\.0\.0\.5"):
        asked("localhost", hostaddr="10.0.0.5")
    asked("db.example.cn", {"PGSSLMODE": "verify-full"})
    with pytest.raises(Refused):
        asked("db.example.cn", {"PGSSLMODE": "verify-full"}, sslmode="require")


def test_other_databases_have_no_host():
    refuse_in_the_clear({"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}, {"PGHOST": "db"})


@pytest.mark.parametrize(
    ("query", "starts"), [("", False), ("?sslmode=require", False), ("?sslmode=verify-full", True)]
)
def test_no_command_of_the_office_runs_on_such_a_database(query: str, starts, tmp_path: Path):
    url = f"postgres://permu:s3cret@db.invalid/permu{query}"
    done = subprocess.run(
        [sys.executable, "-m", "permu.doors.site", "check"], capture_output=True, text=True, check=False,
        env=os.environ | {"DATABASE_URL": url, "PERMU_DATA": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode == 0) == starts, done.stderr
    assert ("db.invalid" in done.stderr) != starts
    assert "s3cret" not in done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_postgres(may="") as url:
        yield url


@pytest.fixture
def mighty(server: str) -> Iterator[psycopg.Connection]:
    """The server's own account; what it gave `permu` is taken back afterwards."""
    with psycopg.connect(server.replace("permu@", f"{OWNER}@"), autocommit=True) as connection:
        yield connection
        connection.execute("ALTER ROLE permu NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION")  # fmt: skip
        connection.execute("DROP SCHEMA IF EXISTS other CASCADE")
        connection.execute("DROP ROLE IF EXISTS chief")
        connection.execute("REVOKE pg_read_all_data, pg_execute_server_program FROM permu")


def said_of(url: str) -> str:
    """What is said of the account that this URL opens; "" where it may open an office."""
    with psycopg.connect(url) as connection:
        try:
            refuse_mighty_account(connection.cursor())
        except Refused as refused:
            return str(refused)
    return ""


def test_an_ordinary_account_that_owns_its_database_opens_an_office(server: str):
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS mine (id int)")
        connection.execute("CREATE TEMPORARY TABLE passing (id int)")
        refuse_mighty_account(connection.cursor())
    assert said_of(server) == ""


@pytest.mark.parametrize("right", ["SUPERUSER", "CREATEROLE", "CREATEDB", "BYPASSRLS", "REPLICATION"])  # fmt: skip
def test_an_account_that_may_more_is_refused_by_what_it_may(server: str, mighty, right: str):
    mighty.execute(f"ALTER ROLE permu {right}")
    assert f"（{right}）" in said_of(server)


def test_what_a_role_may_that_the_account_can_take_on_counts(server: str, mighty):
    mighty.execute("CREATE ROLE chief CREATEROLE")
    assert said_of(server) == ""
    mighty.execute("GRANT chief TO permu")
    assert "（CREATEROLE）" in said_of(server)


@pytest.mark.parametrize("role", ["pg_read_all_data", "pg_execute_server_program"])
def test_a_role_over_the_whole_server_is_refused_by_name(server: str, mighty, role: str):
    mighty.execute(f"GRANT {role} TO permu")
    assert role in said_of(server)


def test_an_account_that_owns_tables_of_another_schema_is_refused(server: str, mighty):
    mighty.execute("CREATE SCHEMA other AUTHORIZATION permu")
    assert said_of(server) == ""
    mighty.execute("CREATE TABLE other.people (id int)")
    assert said_of(server) == ""
    mighty.execute("ALTER TABLE other.people OWNER TO permu")
    assert "other.*" in said_of(server)


def test_the_servers_own_account_is_told_what_to_write(server: str):
    said = said_of(server.replace("permu@", f"{OWNER}@"))
    assert "SUPERUSER" in said
    assert "CREATE DATABASE permu OWNER permu" in said


@pytest.mark.parametrize("right", ["", "CREATEDB"])
def test_the_office_does_not_start_by_an_account_that_may_more(server, mighty, right, tmp_path):
    if right:
        mighty.execute(f"ALTER ROLE permu {right}")
    done = subprocess.run(
        [sys.executable, "-c", "from permu.doors.site import serve; serve._prepare()"],
        env=os.environ | {"DATABASE_URL": server, "PERMU_DATA": str(tmp_path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode == 0) == (right == ""), done.stderr
    assert ("CREATEDB" in done.stderr) == (right != "")
