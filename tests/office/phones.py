"""Telephones with an authenticator app, and a clock that the test moves."""

import re
from dataclasses import dataclass, field

import pyotp
from django.http import HttpResponse
from django.test import Client

PASSWORD = "three mu of quiet land"
SEED = re.compile(r'name="seed" value="([^"]+)"')
KEY = re.compile(r'class="token">([A-Z2-7 ]+)<')
CODES = re.compile(r"<li><code>([0-9A-Z-]+)</code>")
STEP = 30


@dataclass
class Clock:
    """The server's clock, in steps of 30 seconds."""

    step: int = 60_000_000

    def __call__(self) -> int:
        return self.step


@dataclass
class Phone:
    """An app that was told the key on the page, and the paper with the recovery codes."""

    clock: Clock
    key: str
    paper: list[str] = field(default_factory=list)

    def code(self, *, ahead: int = 0) -> str:
        """What it shows, by a clock that is so many steps ahead of the server's."""
        return pyotp.TOTP(self.key).at((self.clock.step + ahead) * STEP)

    def next_code(self) -> str:
        """What it shows half a minute later."""
        self.clock.step += 1
        return self.code()


def shown_key(page: Client) -> tuple[str, str]:
    """The key on the page, and the hidden field that goes back with the form."""
    text = page.get("/second-factor/").content.decode()
    return KEY.search(text)[1].replace(" ", ""), SEED.search(text)[1]


def set_up(page: Client, clock: Clock) -> Phone:
    """Turn two-step sign-in on for who is signed in on that page."""
    key, seed = shown_key(page)
    phone = Phone(clock, key)
    said = {"seed": seed, "code": phone.code(), "password": PASSWORD}
    answer = page.post("/second-factor/on/", said)
    phone.paper = CODES.findall(answer.content.decode())
    assert len(phone.paper) == 10
    return phone


def half_way(
    username: str, *, password: str = PASSWORD, address: str = "127.0.0.1", then: str = ""
) -> Client:
    """A browser in which that person's password was right, and a code is awaited."""
    page = Client(REMOTE_ADDR=address)
    answer = page.post("/sign-in/", {"username": username, "password": password, "next": then})
    assert (answer.status_code, answer.url) == (302, "/sign-in/code/")
    return page


def give(page: Client, code: str) -> HttpResponse:
    """Give the code that is awaited; a recovery code in its own field."""
    return page.post("/sign-in/code/", {"recovery" if "-" in code else "code": code})


def inside(page: Client) -> bool:
    """Whether somebody is signed in there."""
    return page.get("/sessions/").status_code == 200
