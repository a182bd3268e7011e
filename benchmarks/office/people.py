"""Who uses the office at once, for locust: clerks who turn over lists, enterprises that confirm or read, people who sign in.

`PERMU_PEOPLE` names what `prepare` wrote. A page that answers anything but what it should is an error.
"""

import itertools
import json
import os
import random
import re
from pathlib import Path

from locust import FastHttpUser, constant_throughput, task

PEOPLE = json.loads(Path(os.environ["PERMU_PEOPLE"]).read_text("utf-8"))
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
SHEET = re.compile(r'href="(/sheets/\d+/)"')
SHOWN = re.compile(r'name="shown" value="([^"]+)"')
CLERKS, ENTERPRISES = (iter(PEOPLE["sessions"][role]) for role in ("clerk", "enterprise"))
READERS = itertools.cycle(PEOPLE["sessions"]["enterprise"])
NUMBERS = itertools.cycle(range(len(PEOPLE["sessions"]["clerk"])))
ROUND, RUN, CONFIRMING = (PEOPLE[name] for name in ("round", "run", "confirming"))


def cookie_of(response: object) -> str:
    """The csrf cookie that a page gave."""
    given = response.headers.get("Set-Cookie", [])
    every = [given] if isinstance(given, str) else given
    return next(one.split(";")[0] for one in every if one.startswith("csrf="))


class Clerk(FastHttpUser):
    """Opens a list every five seconds, each time another page of it."""

    wait_time = constant_throughput(0.2)

    def on_start(self) -> None:
        self.client.cookiejar.clear()
        self.headers = {"Cookie": f"session={next(CLERKS)}"}

    @task
    def look(self) -> None:
        page = random.randint(1, 20)
        lists = {
            "results": f"/runs/{RUN}/?page={page}",
            "findings": f"/rounds/{ROUND}/findings/?page={page}",
            "confirming": f"/rounds/{ROUND}/confirm/?page={page}",
            "owners": f"/rounds/{ROUND}/owners/",
            "figures": f"/rounds/{ROUND}/figures/?all=1&page={page}",
            "results searched": f"/runs/{RUN}/?q=精密&sort=-score",
        }
        name = random.choice(list(lists))
        self.client.get(lists[name], headers=self.headers, name=name, allow_redirects=False)


class Enterprise(FastHttpUser):
    """Opens its figures and confirms them; the next time it is another enterprise."""

    fixed_count = 20

    wait_time = constant_throughput(1)

    @task
    def confirm(self) -> None:
        cookie = f"session={next(ENTERPRISES)}"
        address = f"/mine/confirm/{CONFIRMING}/"
        with self.client.get(
            "/mine/confirm/", headers={"Cookie": cookie}, name="its figures", catch_response=True
        ) as seen:
            text = seen.text or ""
            token = TOKEN.search(text)
            if seen.status_code != 200 or token is None:
                seen.failure(f"{seen.status_code}")
                return
            seen.success()
        csrf = cookie_of(seen)
        said = {
            "csrfmiddlewaretoken": token[1],
            "key": KEY.search(text)[1],
            "shown": SHOWN.search(text)[1],
        }
        headers = {"Cookie": f"{cookie}; {csrf}", "Referer": self.host + address}
        with self.client.post(
            address,
            said,
            headers=headers,
            name="confirms",
            allow_redirects=False,
            catch_response=True,
        ) as done:
            if done.status_code == 302:
                done.success()
            else:
                done.failure(f"{done.status_code}")


class Reader(FastHttpUser):
    """Opens its result, and where each of its figures comes from; the next time it is another enterprise."""

    fixed_count = 8

    wait_time = constant_throughput(1)

    @task
    def read(self) -> None:
        headers = {"Cookie": f"session={next(READERS)}"}
        with self.client.get(
            "/mine/", headers=headers, name="its result", catch_response=True
        ) as seen:
            sheet = SHEET.search(seen.text or "")
            if sheet is None:
                seen.failure(f"{seen.status_code}")
                return
            seen.success()
        self.client.get(sheet[1], headers=headers, name="its sheet", allow_redirects=False)


class SignIn(FastHttpUser):
    """Signs in by the form, and out of mind."""

    fixed_count = 12

    wait_time = constant_throughput(1)

    @task
    def sign_in(self) -> None:
        with self.client.get(
            "/sign-in/", headers={"Cookie": ""}, name="the form", catch_response=True
        ) as form:
            token = TOKEN.search(form.text or "")
            if token is None:
                form.failure("no form")
                return
            form.success()
        csrf = cookie_of(form)
        said = {
            "csrfmiddlewaretoken": token[1], "username": f"clerk{next(NUMBERS)}",
            "password": "Forty mu of quiet land 7",
        }  # fmt: skip
        headers = {"Cookie": csrf, "Referer": self.host + "/sign-in/"}
        with self.client.post(
            "/sign-in/",
            said,
            headers=headers,
            name="signs in",
            allow_redirects=False,
            catch_response=True,
        ) as done:
            if done.status_code == 302:
                done.success()
            else:
                done.failure(f"{done.status_code}")
