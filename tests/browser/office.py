"""A real office to look at: `permu serve` in its own folder, and a real Chromium."""

import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from permu.sample import write_county
from tests.browser.environment import environment

ENTERPRISES = 120
DEMO_PASSWORD = "permu-demo-2025"
CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
SERVE = """
import sys
from pathlib import Path
from permu.doors.site.serve import serve
serve("127.0.0.1", int(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2] else None)
"""
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class Office:
    """A running office."""

    address: str
    data: Path
    first_password: str  # of the first clerk, where the office started with nobody
    workbooks: list[Path]
    said: list[str]  # what it prints as it goes, for a test that fails


@contextmanager
def running_office(*, with_demo: bool, enterprises: int = ENTERPRISES) -> Iterator[Office]:
    """Start the office on a free port, on a small synthetic county, and stop it afterwards."""
    with TemporaryDirectory() as folder, socket.socket() as probe:
        county = Path(folder) / "county"
        write_county(county, enterprises=enterprises)
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        server = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(port), str(county) if with_demo else ""],
            env=environment(Path(folder) / "data"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said: list[str] = []  # read at once: a full pipe would stop the server
            threading.Thread(target=said.extend, args=(server.stdout,), daemon=True).start()
            _wait_until_open(said, f"http://127.0.0.1:{port}")
            found = re.search(r"^ +clerk +(\S+)", "".join(said), re.MULTILINE)
            yield Office(
                address=f"http://127.0.0.1:{port}",
                data=county / "office" if with_demo else Path(folder) / "data",
                first_password=found.group(1) if found else "",
                workbooks=sorted((county / "workbooks").iterdir()),
                said=said,
            )
        finally:
            server.terminate()
            server.wait(20)


def _wait_until_open(said: list[str], address: str) -> None:
    """Return once the office has said who can sign in, and answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2).close()  # noqa: S310 — our own server
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("".join(said))


def chromium(playwright: Playwright) -> Browser:
    """The Debian browser."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


class Visit:
    """One person's window. Any console error, failed request or off-site request is kept as a fault."""

    def __init__(self, browser: Browser, office: Office, **options: Any) -> None:
        usual = {"viewport": DESKTOP, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
        self.office = office
        self.context = browser.new_context(**usual | options)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self._see)

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def _see(self, request: Any) -> None:
        if not request.url.startswith((self.office.address, "data:", "blob:")):
            self.faults.append(f"off-site: {request.url}")

    def go(self, path: str) -> None:
        """Open a page of the office."""
        self.page.goto(f"{self.office.address}{path}")

    def sign_in(self, username: str, password: str = DEMO_PASSWORD) -> None:
        """Sign in by the form."""
        self.go("/sign-in/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        self.page.click("main button")
        self.page.wait_for_url(lambda url: "sign-in" not in url)

    def status_of(self, path: str) -> int:
        """What the office answers, with this person's session."""
        return int(self.context.request.get(f"{self.office.address}{path}").status)

    def width_beyond(self) -> int:
        """By how many pixels the page is wider than the window, once what is drawn has taken its width."""
        for _ in range(20):
            wide = self.page.evaluate(
                "() => document.documentElement.scrollWidth - window.innerWidth"
            )
            if wide <= 0:
                break
            self.page.wait_for_timeout(50)
        return int(wide)
