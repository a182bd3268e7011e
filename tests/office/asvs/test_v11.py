"""ASVS V11 and V12: digests, chance and TLS are those of the libraries, and of a strength that holds."""

import ast
import hashlib
import ssl
from email.message import EmailMessage
from typing import ClassVar

import pytest
from django.contrib.auth.hashers import get_hashers_by_algorithm, make_password
from django.test import override_settings

from permu.register.channels import channel_of
from permu.register.channels import mail as module
from permu.register.channels.mail import Mail
from permu.register.passwords.hashing import Argon2id
from permu.terms.canonical import content_digest
from permu.terms.refusal import Refused
from tests.office.asvs.source import calls, importers

MADE_UP = ("engine/", "sample/")  # drawn numbers of analyses and of the made-up county


def test_no_broken_digest_is_used():
    assert not [module for module, _ in calls("md5", "sha1", "crc32")]
    named = [
        ast.unparse(call.args[0]) for _, call in calls("new") if "hashlib" in ast.unparse(call.func)
    ]
    assert set(named) <= {"'sm3'", "algorithm", "'sha256'"}


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_content_is_digested_with_256_bits_by_the_library(algorithm):
    assert content_digest(b"x", algorithm) == hashlib.new(algorithm, b"x").hexdigest()
    assert len(content_digest(b"", algorithm)) == 64


def test_what_may_not_be_guessed_is_drawn_by_secrets():
    drawn = {module for module in importers("random") if not module.startswith(MADE_UP)}
    assert drawn == set()
    sizes = [ast.literal_eval(call.args[0]) for _, call in calls("token_bytes", "token_urlsafe", "token_hex") if call.args and isinstance(call.args[0], ast.Constant)]  # fmt: skip
    assert sizes
    assert min(sizes) >= 16


def test_passwords_are_hashed_as_owasp_advises():
    hasher = Argon2id()
    assert (hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (19 * 1024, 2, 1)
    with override_settings(PASSWORD_HASHERS=["permu.register.passwords.hashing.Argon2id"]):
        first, second = make_password("x"), make_password("x")
        assert first.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
        assert first != second
        assert list(get_hashers_by_algorithm()) == ["argon2"]


class Server:
    """What smtplib is asked for."""

    contexts: ClassVar[list[ssl.SSLContext]] = []

    def __init__(self, *_: object, context: ssl.SSLContext | None = None, timeout: int) -> None:
        if context:
            self.contexts.append(context)

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None: ...

    def starttls(self, *, context: ssl.SSLContext) -> None:
        self.contexts.append(context)

    def login(self, *_: object) -> None: ...

    def send_message(self, mail: EmailMessage) -> None: ...


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_the_mail_servers_certificate_is_checked(scheme: str, monkeypatch):
    monkeypatch.setattr(Server, "contexts", [])
    monkeypatch.setattr(module.smtplib, "SMTP", Server)
    monkeypatch.setattr(module.smtplib, "SMTP_SSL", Server)
    message = module.Message(key="1", to="a@example.cn", subject="s", text="t")
    Mail(f"{scheme}://u:p@mail.example.cn:465").send(message)
    [context] = Server.contexts
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_every_connection_is_made_by_the_one_function_that_checks():
    assert {module for module, _ in calls("create_default_context", "SSLContext")} == {
        "register/outside.py"
    }


@pytest.mark.parametrize(
    ("kind", "url", "is_refused"),
    [
        ("webhook", "http://office.example.cn/in", True),
        ("webhook", "https://office.example.cn/in", False),
        ("webhook", "http://127.0.0.1:8000/in", False),
        ("webhook", "http://127.0.0.1.example.cn/in", True),
        ("email", "smtp+plain://mail.example.cn:25", True),
        ("email", "smtp+plain://localhost:25", False),
        ("email", "smtp://mail.example.cn:587", False),
    ],
)
def test_no_channel_speaks_in_the_clear_to_another_machine(kind, url, is_refused):
    said = {"PERMU_CHANNEL": kind, "PERMU_CHANNEL_URL": url, "PERMU_CHANNEL_SECRET": "s"}
    if is_refused:
        with pytest.raises(Refused, match="不加密"):
            channel_of(said)
    else:
        assert channel_of(said)


def test_no_certificate_goes_unchecked():
    assert not [name for name, _ in calls("_create_unverified_context", "_create_stdlib_context")]
    for name, call in calls("urlopen", "Request", "open", "build_opener"):
        assert not [one for one in call.keywords if one.arg in ("verify", "context")], name
