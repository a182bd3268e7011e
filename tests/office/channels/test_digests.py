"""One message a person and day, whatever was told how often."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from permu.evaluations.actions import send_request, take_step
from permu.evaluations.actions.year import Asked, move_named
from permu.evaluations.models import DataRequest, Round, Run
from permu.register.actions import deliver, make_digests, tell, undelivered
from permu.register.channels import Message
from permu.register.models import Digest, Notice, User
from permu.terms.refusal import Refused
from tests.office.channels.doubles import Hook, serving

pytestmark = pytest.mark.django_db
DAY, NEXT = date(2026, 11, 23), date(2026, 11, 24)


class Memory:
    """A channel that remembers, or is broken."""

    def __init__(self, *, is_broken: bool = False) -> None:
        self.sent: list[Message] = []
        self.is_broken = is_broken

    def address(self, person: User) -> str:
        return person.username

    def send(self, message: Message) -> None:
        if self.is_broken:
            raise Refused("register.not_delivered", why="500")
        self.sent.append(message)


def told(person: User, key: str, round_: str = "2025 年度") -> None:
    tell([person], key, "evaluations.told_publish", round=round_)


def test_the_same_is_told_once_and_a_day_is_one_message(clerk, leader):
    told(leader, "a")
    told(leader, "a")
    told(leader, "b", "2024 年度")
    assert make_digests(DAY) == 1
    assert make_digests(DAY) == 0

    [digest] = undelivered()
    assert digest.text.count("\n") == 1
    assert "2025 年度已公布" in digest.text


def test_what_is_told_after_the_days_message_waits_for_the_next_day(leader):
    told(leader, "a")
    make_digests(DAY)
    told(leader, "b")
    assert make_digests(DAY) == 0
    assert make_digests(NEXT) == 1


def test_a_message_holds_what_a_channel_takes_and_says_where_the_rest_is(leader):
    for number in range(200):
        told(leader, f"k{number}", f"第 {number} 轮")
    make_digests(DAY)

    text = Digest.objects.get().text
    assert len(text.encode()) <= 2048
    assert text.endswith("其余见网页“通知”。")
    assert Notice.objects.filter(digest=None).count() == 0


def test_what_was_not_delivered_is_sent_again_under_the_same_key(leader):
    told(leader, "a")
    make_digests(DAY)
    [digest] = undelivered()
    assert not deliver(digest, Memory(is_broken=True))
    assert "500" in digest.problem

    channel = Memory()
    assert deliver(undelivered().get(), channel)
    assert [one.key for one in channel.sent] == [digest.key]
    assert not undelivered().exists()


def test_who_has_no_address_is_named_and_the_others_get_theirs(clerk, leader, monkeypatch):
    told(clerk, "a")
    told(leader, "a")
    User.objects.filter(pk=leader.pk).update(contact="leader@example.cn")
    make_digests(DAY)

    class Mail(Memory):
        def address(self, person: User) -> str:
            return person.contact

    channel = Mail()
    assert [deliver(one, channel) for one in list(undelivered())] == [False, True]
    assert "没有登记消息账号" in Digest.objects.get(person=clerk).problem


def test_the_command_delivers_by_the_channel_of_its_environment(leader, monkeypatch, capsys):
    told(leader, "a")
    with serving(Hook()) as host:
        monkeypatch.setenv("PERMU_CHANNEL", "webhook")
        monkeypatch.setenv("PERMU_CHANNEL_URL", host.address)
        monkeypatch.setenv("PERMU_CHANNEL_SECRET", host.secret)
        host.broken = [500]
        with pytest.raises(CommandError, match="没有送达"):
            call_command("send_digests")
        call_command("send_digests")

    assert len(host.delivered) == 1
    assert "送达 1 条" in capsys.readouterr().out


def test_a_request_that_goes_out_is_told_to_its_department_alone(clerk, department, round_):
    asked = DataRequest.objects.create(
        round=round_, profile="03-tax", department="税务局", items=["vat_paid"],
        due_on=round_.as_of, opened_by=clerk,
    )  # fmt: skip
    send_request(asked, by=clerk)
    send_request(asked, by=clerk)

    assert [(one.person, one.text) for one in Notice.objects.all()] == [
        (department, "2025 年度亩均效益综合评价要您单位报送数据，请在 2026-02-28 前填好发回。")
    ]


def test_a_step_is_told_to_those_whom_it_concerns(leader, clerk, owner, stranger, run: Run):
    Round.objects.filter(pk=run.round_id).update(stage=Round.Stage.APPROVED, submitted_run=run)
    round_ = Round.objects.get(pk=run.round_id)
    take_step(round_, Asked(move=move_named("notice")), by=clerk, key="k")

    assert {one.person for one in Notice.objects.all()} == {leader, owner, stranger}
    assert "有异议的，在" in Notice.objects.first().text


def test_each_reads_only_its_own(page_of, leader, clerk):
    told(leader, "a")

    assert "已公布" in page_of(leader).get("/notices/").content.decode()
    assert "已公布" not in page_of(clerk).get("/notices/").content.decode()
