"""An identity provider on this machine, which says whatever a test wants it to say."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "permu", "s3cret of ours"
OWN = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGERS = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class IdentityProvider:
    """What it says of itself and of who signs in; codes are worth a token once, to who can prove that they asked."""

    issuer: str = ""
    subject: str = "u-1001"
    claims: dict[str, Any] = field(
        default_factory=dict
    )  # beside or instead of the usual ones; None: left out
    about: dict[str, Any] = field(default_factory=dict)
    key: Any = OWN
    algorithm: str = "RS256"
    kid: str | None = "k1"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    broken: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)  # what came to the token endpoint

    def signs_in(self, address: str) -> dict[str, str]:
        """Somebody follows the address and signs in: what the browser brings back."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"]}

    def token_for(self, body: dict[str, str], headers: Any) -> Any:
        """The answer of the token endpoint."""
        self.asked.append(body)
        both = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '+')}".encode()).decode()
        query = self.codes.pop(body.get("code", ""), None)
        challenge = hashlib.sha256(body.get("code_verifier", "").encode()).digest()
        is_proven = query and query["code_challenge"] == base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()  # fmt: skip
        if not is_proven or headers["Authorization"] != f"Basic {both}" or body["redirect_uri"] != query["redirect_uri"]:  # fmt: skip
            return 400
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.token(query["nonce"])}

    def token(self, nonce: str) -> str:
        """An ID token."""
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300,
            "nonce": nonce,
        } | self.claims  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        headers = {"kid": self.kid} if self.kid else {}
        return jwt.encode(claims, self.key, algorithm=self.algorithm, headers=headers)

    def answer(self, path: str, body: dict[str, str], headers: Any) -> Any:
        """The answer to one call."""
        if self.broken:
            return 503
        if path.startswith("/.well-known/"):
            return {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
            } | self.about  # fmt: skip
        if path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OWN.public_key()))
            return {"keys": [public | {"kid": "k1", "use": "sig", "alg": "RS256"}]}
        return self.token_for(body, headers) if path == "/token" else 404


@contextmanager
def running_provider() -> Iterator[IdentityProvider]:
    """Start it on a free port, and stop it afterwards."""
    provider = IdentityProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._do({})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._do({name: values[0] for name, values in parse_qs(text).items()})

        def _do(self, body: dict[str, str]) -> None:
            said = provider.answer(urlsplit(self.path).path, body, self.headers)
            self.send_response(said if isinstance(said, int) else 200)
            self.end_headers()
            if not isinstance(said, int):
                self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
