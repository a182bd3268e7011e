"""By WeCom (企业微信) as an application's message: `PERMU_CHANNEL=wecom`, `…_ID` corpid, `…_SECRET` corpsecret, `…_AGENT`.

The protocol is that of 企业微信 “获取access_token” and “发送应用消息” (developer.work.weixin.qq.com, documents
91039 and 90236). A token lives two hours, may end sooner, and is asked for rarely: calls are counted.
"""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from permu.register.channels.base import Message, not_delivered, posted
from permu.register.models import User

HOST = "https://qyapi.weixin.qq.com"
TOKEN_OVER = (40014, 41001, 42001)
"""`errcode`: the token is wrong, lacks, or is over."""
EARLY = 300  # seconds before its end a token is renewed
A_DAY = 14_400  # seconds: the longest that WeCom looks for the same message


@dataclass
class Wecom:
    """An application of the county's own."""

    corp: str
    secret: str
    agent: int
    host: str = HOST
    _token: str = field(default="", repr=False)
    _until: float = 0.0

    def address(self, person: User) -> str:
        """The person's userid."""
        return person.contact

    def send(self, message: Message) -> None:
        """Deliver it; a token that is over is renewed once."""
        answer = self._sent(message)
        if answer.get("errcode") in TOKEN_OVER:
            self._token = ""
            answer = self._sent(message)
        if answer.get("errcode") or message.to.lower() in str(answer.get("invaliduser", "")).split(
            "|"
        ):
            not_delivered(f"{answer.get('errcode')} {str(answer.get('errmsg', ''))[:80]}")

    def _sent(self, message: Message) -> dict[str, Any]:
        said = {
            "touser": message.to, "msgtype": "text", "agentid": self.agent,
            "text": {"content": message.text},
            "enable_duplicate_check": 1, "duplicate_check_interval": A_DAY,
        }  # fmt: skip
        address = f"{self.host}/cgi-bin/message/send?{urlencode({'access_token': self._known()})}"
        body = json.dumps(said, ensure_ascii=False).encode()
        answer: dict[str, Any] = posted(address, body, {"Content-Type": "application/json"})
        return answer

    def _known(self) -> str:
        if not self._token or time.time() >= self._until:
            asked = urlencode({"corpid": self.corp, "corpsecret": self.secret})
            answer = posted(f"{self.host}/cgi-bin/gettoken?{asked}", None, {})
            if answer.get("errcode"):
                not_delivered(f"{answer['errcode']} {str(answer.get('errmsg', ''))[:80]}")
            self._token = answer["access_token"]
            self._until = time.time() + int(answer["expires_in"]) - EARLY
        return self._token
