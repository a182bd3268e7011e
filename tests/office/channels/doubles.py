"""Doubles of the other side: hosts on this machine that speak a channel's protocol as it is published, and remember."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Host:
    """What a double was sent, and what it says next."""

    address: str = ""
    delivered: dict[str, str] = field(default_factory=dict)  # by key
    calls: list[str] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)  # answers of HTTP before it works again
    tokens: int = 0
    is_over: bool = False  # the token it gave last

    def answer(self, path: str, body: bytes, headers: Any) -> Any:
        """The answer to one call."""
        raise NotImplementedError


class Hook(Host):
    secret = "s3cret"

    def answer(self, path: str, body: bytes, headers: Any) -> Any:
        signature = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        if headers["X-Permu-Signature"] != f"sha256={signature}":
            return 403
        said = json.loads(body)
        self.delivered.setdefault(said["key"], said["text"])
        return {}


class WecomHost(Host):
    def answer(self, path: str, body: bytes, headers: Any) -> Any:
        asked = parse_qs(urlsplit(path).query)
        if path.startswith("/cgi-bin/gettoken"):
            if asked["corpsecret"] != ["right"]:
                return {"errcode": 40001, "errmsg": "invalid credential"}
            self.tokens, self.is_over = self.tokens + 1, False
            return {"errcode": 0, "access_token": f"t{self.tokens}", "expires_in": 7200}
        if self.is_over or asked["access_token"] != [f"t{self.tokens}"]:
            return {"errcode": 42001, "errmsg": "access_token expired"}
        said = json.loads(body)
        if said["touser"] == "gone":
            return {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        assert said["enable_duplicate_check"] == 1
        assert len(said["text"]["content"].encode()) <= 2048
        self.delivered.setdefault(body.decode(), said["text"]["content"])
        return {"errcode": 0, "errmsg": "ok", "invaliduser": "", "msgid": "m"}


class ZzdHost(Host):
    secret = "right"

    def answer(self, path: str, body: bytes, headers: Any) -> Any:
        said = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        plain = "&".join(f"{name}={value}" for name, value in sorted(said.items()))
        lines = (
            "POST",
            headers["X-Hmac-Auth-Timestamp"],
            headers["X-Hmac-Auth-Nonce"],
            path,
            plain,
        )
        expected = hmac.new(self.secret.encode(), "\n".join(lines).encode(), hashlib.sha256)
        if headers["X-Hmac-Auth-Signature"] != base64.b64encode(expected.digest()).decode():
            return {"success": False, "bizErrorCode": "SIGN", "bizErrorMessage": "signature"}
        if path == "/gettoken.json":
            return {"success": True, "content": {"data": {"accessToken": "t", "expiresIn": 7200}}}
        if said["access_token"] != "t" or not said["receiverIds"]:
            return {"success": False, "bizErrorCode": "PARAM", "bizErrorMessage": "param"}
        self.delivered.setdefault(said["bizMsgId"], json.loads(said["msg"])["text"]["content"])
        return {"success": True, "content": {"data": {"msgId": "m"}}}


@contextmanager
def serving(host: Host) -> Iterator[Host]:
    """The host at work on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            host.calls.append(self.path)
            answer = (
                host.broken.pop(0) if host.broken else host.answer(self.path, body, self.headers)
            )
            status, said = (answer, {}) if isinstance(answer, int) else (200, answer)
            text = json.dumps(said).encode()
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self) -> None:
            self.headers["Content-Length"] = "0"
            self.do_POST()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    host.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
