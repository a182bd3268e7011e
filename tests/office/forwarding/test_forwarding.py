"""The audit log's lines reach another system: all, in order, behind the deeds, and never in their way."""

import json
import re
import socket
import time
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from permu.register.actions import Forwarded, forward_log, record
from permu.register.actions.forwarding import AT_A_TIME, LEASE, LONGEST_DEED
from permu.register.models import Forwarding, Record, User
from permu.register.syslog import as_syslog, receiver_of
from permu.register.syslog.lines import LARGEST
from permu.register.syslog.receivers import Host, Local
from permu.terms.refusal import Refused
from tests.office.forwarding.double import A_STRANGERS, ITS_OWN, Receiver, frames, receiving

pytestmark = pytest.mark.django_db
RFC5424 = re.compile(
    rb"<(\d{1,3})>1 (\S+) ([!-~]{1,255}) permu - ([!-~]{1,32}) "
    rb'\[permu@32473 id="(\d+)" actor="(\d*)" verb="([^"\\\]]+)"\] \xef\xbb\xbf(.*)',
    re.DOTALL,
)


@pytest.fixture(autouse=True)
def trusts(monkeypatch) -> None:
    """The machine trusts the receiver's certificate and no other."""
    monkeypatch.setenv("SSL_CERT_FILE", str(ITS_OWN))


def deeds(by: User, count: int) -> list[int]:
    for number in range(count):
        record("sign_in", f"第 {number} 件", by=by)
    return list(Record.objects.values_list("pk", flat=True))


def forward(receiver: Receiver, name: str = "the county's") -> Forwarded:
    found = receiver_of(receiver.address)
    assert found
    return forward_log(found, name)


def test_every_line_arrives_once_in_its_order_over_tls(clerk: User):
    with receiving() as receiver:
        numbers = deeds(clerk, AT_A_TIME * 2 + 3)
        assert forward(receiver) == Forwarded(len(numbers))
        assert forward(receiver) == Forwarded(0)
        assert receiver.numbers == numbers
        more = deeds(clerk, 1)
        forward(receiver)
        assert receiver.numbers == more


def test_a_line_is_a_message_of_rfc_5424_that_says_all_of_it(clerk: User):
    record("sign_in_failed", 'a"]\\ \r\n<14>1 forged \u2028 \x85', by=clerk, address="10.1.2.3")
    line = Record.objects.get(verb="sign_in_failed")
    message = as_syslog(line)
    found = RFC5424.fullmatch(message)
    assert found
    priority, at, _, msgid, number, actor, verb, text = found.groups()
    assert int(priority) == 13 * 8 + 4
    assert datetime.fromisoformat(at.decode()) == line.at
    assert (msgid, verb) == (b"sign_in_failed", b"sign_in_failed")
    assert (int(number), int(actor)) == (line.pk, clerk.pk)
    assert len(message.decode().splitlines()) == 1
    said = json.loads(text)
    assert said["about"].startswith('a"]\\ \r\n<14>1 forged')
    assert (said["actor"], said["label"], said["details"]) == ("clerk", "登录失败", {"address": "10.1.2.3"})  # fmt: skip


def test_a_line_of_nobody_and_one_too_long_are_messages_too(db):
    record("sign_in", "", by=None, much="长" * LARGEST)
    message = as_syslog(Record.objects.get())
    found = RFC5424.fullmatch(message)
    assert found
    assert found[6] == b""
    assert json.loads(found[8])["details"]["cut"] > LARGEST
    assert len(message) < 3 * LARGEST


def test_what_could_not_be_sent_waits_and_is_sent_later_in_order(clerk: User):
    numbers = deeds(clerk, 5)
    with receiving() as gone:
        pass
    assert forward(gone) == Forwarded(0, "ConnectionRefusedError 111")
    numbers = deeds(clerk, 2)
    with receiving() as receiver:
        assert forward(receiver) == Forwarded(len(numbers))
        assert receiver.numbers == numbers


def test_who_breaks_off_gets_everything_again_under_the_same_numbers(clerk: User):
    numbers = deeds(clerk, 3)
    with receiving() as receiver:
        receiver.breaks = 1
        assert forward(receiver).problem
        assert receiver.messages == []
        receiver.breaks_behind = 1
        assert forward(receiver).problem  # it came, but nobody said so
        assert forward(receiver) == Forwarded(len(numbers))
        assert receiver.numbers == numbers * 2


@pytest.mark.parametrize("why", ["a stranger's certificate", "another name", "nobody trusted"])
def test_no_line_goes_to_a_receiver_whose_certificate_is_not_trusted(why, clerk, monkeypatch):
    deeds(clerk, 1)
    if why == "nobody trusted":
        monkeypatch.delenv("SSL_CERT_FILE")
    with receiving(A_STRANGERS if why == "a stranger's certificate" else ITS_OWN) as receiver:
        if why == "another name":
            receiver.address = receiver.address.replace("localhost", "127.0.0.1")
        assert forward(receiver) == Forwarded(0, "SSLCertVerificationError 1")
        assert receiver.messages == []
    assert Forwarding.objects.get().last == 0


def test_a_deed_that_ends_after_a_later_one_is_sent_too(clerk: User):
    """Numbers are given at the beginning of a deed, and it counts when it ends."""
    numbers = deeds(clerk, 3)
    second = numbers.pop(-2)
    with receiving() as receiver:
        hidden = Record.objects.filter(pk=second).values()[0]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM register_record WHERE id = %s", [second])
        forward(receiver)
        assert receiver.numbers == numbers
        Record.objects.bulk_create([Record(**hidden)])
        forward(receiver)
        assert receiver.numbers == [*numbers, second]
        assert forward(receiver) == Forwarded(0)


def test_a_number_that_no_deed_gets_is_forgotten_in_the_end(clerk: User, monkeypatch):
    with receiving() as receiver:
        deeds(clerk, 1)
        forward(receiver)
        before = Forwarding.objects.get().missing.keys()
        *_, undone, _ = deeds(clerk, 3)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM register_record WHERE id = %s", [undone])
        forward(receiver)
        assert Forwarding.objects.get().missing.keys() == before | {str(undone)}
        later = time.time() + LONGEST_DEED + 1
        monkeypatch.setattr("permu.register.actions.forwarding.time.time", lambda: later)
        deeds(clerk, 1)
        forward(receiver)
        assert Forwarding.objects.get().missing == {}


def test_what_was_undone_is_never_sent(clerk: User):
    numbers = deeds(clerk, 1)
    with transaction.atomic():
        record("sign_in", "undone", by=clerk)
        transaction.set_rollback(True)
    with receiving() as receiver:
        forward(receiver)
    assert receiver.numbers == numbers


def test_of_two_senders_at_once_one_sends(clerk: User):
    deeds(clerk, 1)
    with receiving() as receiver:
        forward(receiver)
        deeds(clerk, 1)
        now = datetime.now().astimezone()
        Forwarding.objects.update(lease_until=now + LEASE)
        assert forward(receiver) == Forwarded(0)
        Forwarding.objects.update(lease_until=now)  # who held it stopped
        assert forward(receiver) == Forwarded(1)


def test_another_receiver_gets_all_of_the_log(clerk: User):
    numbers = deeds(clerk, 2)
    with receiving() as receiver:
        forward(receiver)
        forward(receiver, "another")
        assert receiver.numbers == numbers * 2


def test_a_deed_is_done_though_nobody_takes_its_line(clerk, page_of, settings):
    settings.PERMU_SYSLOG = "tls://localhost:1"
    assert page_of(clerk).post("/sign-out/").status_code == 302
    assert Record.objects.filter(verb="sign_out").exists()
    assert not Forwarding.objects.exists()


def test_a_socket_of_this_machine_gets_a_datagram_a_line(clerk: User, tmp_path: Path):
    numbers = deeds(clerk, 3)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(tmp_path / "log"))
        receiver = Receiver(f"unix:{tmp_path / 'log'}")
        assert forward(receiver) == Forwarded(len(numbers))
        receiver.messages = [server.recv(65536) for _ in numbers]
    assert receiver.numbers == numbers
    assert forward(receiver) == Forwarded(0)
    deeds(clerk, 1)
    assert forward(receiver).problem == "ConnectionRefusedError 111"


def test_a_socket_that_is_a_stream_gets_each_line_behind_its_length(clerk, tmp_path: Path):
    numbers = deeds(clerk, 3)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "log"))
        server.listen()
        receiver = Receiver(f"unix:{tmp_path / 'log'}")
        assert forward(receiver) == Forwarded(len(numbers))
        line, _ = server.accept()
        with line, line.makefile("rb") as said:
            receiver.messages = frames(said.read())
    assert receiver.numbers == numbers


def test_the_command_says_what_went_out_and_fails_where_lines_wait(clerk, settings, capsys):
    deeds(clerk, 2)
    with receiving() as receiver:
        settings.PERMU_SYSLOG = receiver.address
        call_command("forward_log")
    assert f"送出 {Record.objects.count()} 行" in capsys.readouterr().out
    deeds(clerk, 1)
    with pytest.raises(CommandError, match="一行也没有丢"):
        call_command("forward_log")
    settings.PERMU_SYSLOG = ""
    call_command("forward_log")
    assert "没有设置 PERMU_SYSLOG" in capsys.readouterr().out


@pytest.mark.parametrize("said", ["log.example.cn", "tcp://log.example.cn:514", "udp://x", "tls://", "tls://x:99999", "tls://x/path", "unix:dev/log", "http://x"])  # fmt: skip
def test_a_setting_that_names_no_receiver_is_refused(said: str, settings):
    with pytest.raises(Refused, match="PERMU_SYSLOG 写的是"):
        receiver_of(said)
    settings.PERMU_SYSLOG = said
    with pytest.raises(CommandError, match="PERMU_SYSLOG"):
        call_command("forward_log")


def test_a_setting_names_a_host_or_a_socket():
    assert receiver_of("") is None
    assert receiver_of("tls://log.example.cn") == Host("log.example.cn", 6514)
    assert receiver_of("tls://log.example.cn:7000") == Host("log.example.cn", 7000)
    assert receiver_of("unix:/dev/log") == Local("/dev/log")
