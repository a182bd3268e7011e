"""The audit log's lines as another system takes them: RFC 5424, over TLS as RFC 5425 has it, or to a socket of this machine."""

from permu.register.syslog.lines import as_syslog
from permu.register.syslog.receivers import Receiver, receiver_of

__all__ = ["Receiver", "as_syslog", "receiver_of"]
