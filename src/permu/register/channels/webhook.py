"""To another system of the house: `PERMU_CHANNEL=webhook`, `PERMU_CHANNEL_URL`, `PERMU_CHANNEL_SECRET`."""

import hashlib
import hmac
import json
from dataclasses import dataclass

from permu.register.channels.base import Message, posted
from permu.register.models import User

SIGNATURE = "X-Permu-Signature"


@dataclass(frozen=True)
class Webhook:
    """POSTs JSON, signed: `X-Permu-Signature: sha256=` and the HMAC-SHA256 of the body under the secret."""

    url: str
    secret: str

    def address(self, person: User) -> str:
        """What is written down, else the user name."""
        return person.contact or person.username

    def send(self, message: Message) -> None:
        """Deliver it; any answer of 2xx is a yes, and the receiver drops a key that it had."""
        said = {
            "key": message.key,
            "to": message.to,
            "subject": message.subject,
            "text": message.text,
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        signature = hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", SIGNATURE: f"sha256={signature}"}
        posted(self.url, body, {**headers, "Idempotency-Key": message.key})
