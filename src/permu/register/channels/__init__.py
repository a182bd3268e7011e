"""Ways out of the house for messages: one is chosen by `PERMU_CHANNEL`, and its settings are in `PERMU_CHANNEL_…`.

Each takes a message with a key and delivers it, or says in words why not. A channel that knows keys drops
what it delivered before; the others may deliver a message twice after a machine stopped at the wrong moment.
"""

from permu.register.channels.base import Channel, Message
from permu.register.channels.choosing import channel_of

__all__ = ["Channel", "Message", "channel_of"]
