"""By 浙政钉 (专有钉钉) as a work notification: `PERMU_CHANNEL=zzd`, `…_ID` app key, `…_SECRET`, `…_AGENT` tenant, `…_URL` host.

Not the public DingTalk: hosts and calls of its own. Each call carries a signature: the HMAC-SHA256, in base64,
of method, time, nonce, path and the parameters in their order, a line each, under the app's secret. **Written from
its published description and tested against a double of that; never yet against a live 浙政钉.**
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from permu.register.channels.base import Message, not_delivered, posted
from permu.register.models import User

HOST = "https://openplatform.dg-work.cn"
TOKEN, NOTIFY = "/gettoken.json", "/message/workNotification"
CHINA = timezone(timedelta(hours=8))


@dataclass
class Zzd:
    """An application on a government's 专有钉钉."""

    key: str
    secret: str
    tenant: str
    host: str = HOST

    def address(self, person: User) -> str:
        """The person's accountId."""
        return person.contact

    def send(self, message: Message) -> None:
        """Deliver it; the key is its `bizMsgId`, under which 浙政钉 delivers once."""
        token = self._asked(TOKEN, {"appkey": self.key, "appsecret": self.secret})
        said = {
            "access_token": str(token.get("accessToken", "")), "bizMsgId": message.key,
            "msg": json.dumps({"msgtype": "text", "text": {"content": message.text}}, ensure_ascii=False),
            "receiverIds": message.to, "tenantId": self.tenant,
        }  # fmt: skip
        self._asked(NOTIFY, said)

    def _asked(self, path: str, said: Mapping[str, str]) -> dict[str, Any]:
        answer = posted(
            self.host + path, urlencode(sorted(said.items())).encode(), self._signed(path, said)
        )
        if not answer.get("success"):
            not_delivered(
                f"{answer.get('bizErrorCode', '')} {str(answer.get('bizErrorMessage', ''))[:80]}"
            )
        content: dict[str, Any] = answer.get("content") or {}
        return content.get("data") or {}

    def _signed(self, path: str, said: Mapping[str, str]) -> dict[str, str]:
        now = datetime.now(UTC).astimezone(CHINA).isoformat(timespec="milliseconds")
        nonce = secrets.token_hex(16)
        plain = "&".join(f"{name}={value}" for name, value in sorted(said.items()))
        lines = "\n".join(("POST", now, nonce, path, plain))
        signature = hmac.new(self.secret.encode(), lines.encode(), hashlib.sha256).digest()
        return {
            "Content-Type": "application/x-www-form-urlencoded", "apiKey": self.key,
            "X-Hmac-Auth-Timestamp": now, "X-Hmac-Auth-Nonce": nonce, "X-Hmac-Auth-Version": "1.0",
            "X-Hmac-Auth-Signature": base64.b64encode(signature).decode(),
        }  # fmt: skip
