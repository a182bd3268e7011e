"""Each channel against a double of its protocol: delivered once a key, and in words why not."""

import pytest

from permu.register.channels import Channel, Message, channel_of
from permu.register.channels.webhook import Webhook
from permu.register.channels.wecom import Wecom
from permu.register.channels.zzd import Zzd
from permu.terms.refusal import Refused
from tests.office.channels.doubles import Hook, Host, WecomHost, ZzdHost, serving

MESSAGE = Message(key="2026-11-23:7", to="li", subject="通知", text="请在 17:00 前确认。")


def channel_to(host: Host) -> Channel:
    if isinstance(host, Hook):
        return Webhook(f"{host.address}/in", host.secret)
    if isinstance(host, WecomHost):
        return Wecom("corp", "right", 7, host.address)
    return Zzd("key", "right", "50", host.address)


@pytest.mark.parametrize("kind", [Hook, WecomHost, ZzdHost])
def test_a_message_sent_twice_is_delivered_once(kind):
    with serving(kind()) as host:
        channel = channel_to(host)
        channel.send(MESSAGE)
        channel.send(MESSAGE)

    assert list(host.delivered.values()) == [MESSAGE.text]


@pytest.mark.parametrize("kind", [Hook, WecomHost, ZzdHost])
@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_host_that_is_broken_refuses_in_words_and_leads_nowhere_else(kind, status):
    with serving(kind()) as host:
        host.broken = [status]
        with pytest.raises(Refused, match="稍后会再发"):
            channel_to(host).send(MESSAGE)
    assert host.delivered == {}


def test_a_host_that_is_not_there_refuses_in_words():
    with pytest.raises(Refused, match="没有收下"):
        Webhook("http://127.0.0.1:9/in", "s").send(MESSAGE)


def test_a_wrong_secret_delivers_nothing():
    with serving(Hook()) as hook, pytest.raises(Refused, match="403"):
        Webhook(f"{hook.address}/in", "wrong").send(MESSAGE)
    with serving(ZzdHost()) as zzd, pytest.raises(Refused, match="SIGN"):
        Zzd("key", "wrong", "50", zzd.address).send(MESSAGE)
    with serving(WecomHost()) as wecom, pytest.raises(Refused, match="40001"):
        Wecom("corp", "wrong", 7, wecom.address).send(MESSAGE)


def test_wecoms_token_is_asked_once_and_renewed_when_it_is_over():
    with serving(WecomHost()) as host:
        channel = channel_to(host)
        channel.send(MESSAGE)
        channel.send(Message(key="k", to="wang", subject="", text="二"))
        assert host.tokens == 1
        host.is_over = True
        channel.send(Message(key="l", to="zhao", subject="", text="三"))

    assert host.tokens == 2
    assert list(host.delivered.values())[1:] == ["二", "三"]


def test_who_left_wecom_is_named_as_undelivered():
    gone = Message(key="k", to="gone", subject="", text="一")
    with serving(WecomHost()) as host, pytest.raises(Refused, match="81013"):
        channel_to(host).send(gone)


@pytest.mark.parametrize(
    ("said", "match"),
    [
        ({"PERMU_CHANNEL": "fax"}, "fax"),
        ({"PERMU_CHANNEL": "webhook", "PERMU_CHANNEL_URL": "http://x"}, "PERMU_CHANNEL_SECRET"),
        ({"PERMU_CHANNEL": "wecom"}, "PERMU_CHANNEL_ID"),
    ],
)
def test_a_channel_that_is_not_whole_is_refused_by_name(said, match):
    with pytest.raises(Refused, match=match):
        channel_of(said)


def test_an_office_without_a_channel_has_none():
    assert channel_of({}) is None
