"""By e-mail: `PERMU_CHANNEL=email`, `PERMU_CHANNEL_URL=smtps://user:password@host:465?from=office@example.cn`."""

import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from permu.register.channels.base import Message, not_delivered
from permu.register.models import User
from permu.register.outside import SECONDS, tls


@dataclass(frozen=True)
class Mail:
    """A mail server: `smtps://` speaks TLS from the start, `smtp://` goes over to it, `smtp+plain://` does not."""

    url: str

    def address(self, person: User) -> str:
        """The person's own."""
        return person.contact if "@" in person.contact else ""

    def send(self, message: Message) -> None:
        """Deliver it; the key is its Message-ID."""
        at = urlsplit(self.url)
        try:
            mail = _mail(message, at)
            with _server(at.scheme, at.hostname or "", at.port or 0) as server:
                if at.scheme == "smtp":
                    server.starttls(context=tls())
                if at.username and at.password:
                    server.login(unquote(at.username), unquote(at.password))
                server.send_message(mail)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            not_delivered(type(error).__name__)


def _server(scheme: str, host: str, port: int) -> smtplib.SMTP:
    """The server, whose certificate is checked wherever TLS is spoken."""
    if scheme == "smtps":
        checked = tls()
        return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=checked)
    return smtplib.SMTP(host, port, timeout=SECONDS)


def _mail(message: Message, at: SplitResult) -> EmailMessage:
    """The message as mail; a line break in a header, which would begin another, raises ValueError."""
    mail = EmailMessage()
    sender = parse_qs(at.query).get("from", [at.username or ""])[0]
    mail["From"], mail["To"], mail["Subject"] = sender, message.to, message.subject
    mail["Message-ID"] = f"<{message.key.replace(':', '.')}@{at.hostname}>"
    mail.set_content(message.text)
    return mail
