"""How passwords are hashed: dear to who guesses, cheap enough that a county can sign in at once."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

_TURN = BoundedSemaphore(
    1
)  # of this process: many who sign in leave the other threads to the pages


class Argon2id(Argon2PasswordHasher):
    """Argon2id with OWASP's least memory: 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Hash, one at a time."""
        with _TURN:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Compare, one at a time."""
        with _TURN:
            return super().verify(password, encoded)
