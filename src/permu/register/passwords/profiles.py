"""The two sets of password rules that an office chooses between. They contradict each other, so one is chosen."""

from collections.abc import Mapping
from dataclasses import dataclass

HERE = "permu.register.passwords.validators"


class UnsoundRulesError(ValueError):
    """The environment asks for rules that no office may have."""


@dataclass(frozen=True)
class Profile:
    """Rules of passwords: 等保 asks for kinds and change, OWASP ASVS forbids both and asks for length."""

    name: str
    length: int
    kinds: int = 0
    days: int = 0  # after so many a password is to be changed; 0: never
    kept: int = 0  # so many of the last may not come again

    @property
    def validators(self) -> list[dict[str, object]]:
        """As Django's `AUTH_PASSWORD_VALIDATORS` wants them."""
        found: list[dict[str, object]] = [_named("Length", min_length=self.length)]
        if self.kinds:
            found.append(_named("Kinds", wanted=self.kinds))
        found += [
            _named("NotTheName", user_attributes=("username", "name")), _named("NotCommon"),
        ]  # fmt: skip
        return [*found, _named("NotUsedBefore", kept=self.kept)] if self.kept else found


def _named(validator: str, **options: object) -> dict[str, object]:
    return {"NAME": f"{HERE}.{validator}", "OPTIONS": options}


SHORTEST = {"dengbao": 8, "asvs": 15}
USUAL_LENGTH = {"dengbao": 12, "asvs": 15}
LONGEST_TERM = 180


def profile_of(environment: Mapping[str, str]) -> Profile:
    """The profile that the environment names.

    Raises:
        UnsoundRulesError: there is none of that name, or it is loosened beyond what it stands for.
    """
    name = environment.get("PERMU_PASSWORDS", "dengbao")
    if name not in SHORTEST:
        raise UnsoundRulesError("PERMU_PASSWORDS is dengbao or asvs")
    length = whole(
        environment, "PERMU_PASSWORD_LENGTH", USUAL_LENGTH[name], least=SHORTEST[name], most=64
    )
    if name == "asvs":
        return Profile(name, length)
    days = whole(environment, "PERMU_PASSWORD_DAYS", 90, least=1, most=LONGEST_TERM)
    return Profile(name, length, kinds=3, days=days, kept=5)


def whole(environment: Mapping[str, str], name: str, usual: int, *, least: int, most: int) -> int:
    """A whole number of the environment, between two that may not be passed.

    Raises:
        UnsoundRulesError: it is none, or beyond them.
    """
    said = environment.get(name) or str(usual)
    if not (said.isascii() and said.isdecimal()) or not least <= int(said) <= most:
        raise UnsoundRulesError(f"{name} is a whole number from {least} to {most}")
    return int(said)
