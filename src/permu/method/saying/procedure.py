"""Who stands apart, who is evaluated together, and how results are published and objected to."""

from collections.abc import Iterator

from permu.method.model import Merge, Notice, Procedure, Scope
from permu.method.saying.conditions import condition_words
from permu.method.saying.speech import Speech


def scope_words(rule: Scope, speech: Speech) -> str:
    """`投产日期至评价年末不满 2 年：暂不评价，以 T 标示`."""
    said = speech.say(f"kind_{rule.state}")
    if rule.state == "inherits":
        owner = rule.from_ == "parcel_owner"
        source = speech.say("parcel_owner") if owner else speech.name(rule.from_)
        said = speech.say(
            "scope_inherits", source=source, choose=speech.say(f"choose_{rule.choose}")
        )
    if rule.managed_as:
        said += speech.say("scope_managed_as", grade=rule.managed_as)
    if rule.mark:
        said += speech.say("scope_mark", mark=rule.mark)
    return speech.say("scope_rule", when=condition_words(rule.when, speech), what=said)


def merge_words(merge: Merge, speech: Speech) -> str:
    """Which enterprises are evaluated as one, and whose result each has."""
    by = speech.say("merge_parcel") if merge.by == "parcel" else speech.name(merge.by)
    said = speech.say("merge_by", by=by, head=speech.name(merge.head_by))
    if merge.when.kind != "always":
        said += speech.say("merge_when", when=condition_words(merge.when, speech))
    result = merge.result if merge.result == "shared" else f"both_{merge.choose}"
    return said + speech.say(f"merge_{result}")


def procedure_words(procedure: Procedure, speech: Speech) -> str:
    """What is published, and when a result binds."""
    said = [speech.say(f"publishes_{procedure.publishes}")]
    if procedure.needs_confirmation:
        said.append(speech.say("needs_confirmation"))
    if procedure.has_letters:
        said.append(speech.say("has_letters"))
    return speech.say("clause_comma").join(said)


def notice_words(notice: Notice, speech: Speech) -> str:
    """One notice: of what, how long, to whom one objects, who decides."""
    return speech.say("clause_comma").join(_notice(notice, speech))


def _notice(notice: Notice, speech: Speech) -> Iterator[str]:
    yield speech.say(f"notice_of_{notice.of}")
    if notice.groups and speech.method:
        labels = {group.id: group.label for group in speech.method.groups}
        yield speech.list(labels.get(id_, id_) for id_ in notice.groups)
    counted = speech.say(f"counted_in_{notice.counted_in}", days=notice.days)
    yield counted + (speech.say("notice_until", hour=notice.until) if notice.until else "")
    if notice.channel:
        yield speech.say("notice_channel", channel=" → ".join(notice.channel))
    if notice.needs_evidence:
        yield speech.say("notice_evidence")
    if notice.silence_is_consent:
        yield speech.say("notice_silence")
    if notice.decided_by:
        yield speech.say("notice_decided_by", who=notice.decided_by)
