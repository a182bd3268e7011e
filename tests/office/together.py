"""Several people who press at the same moment."""

import threading

from django.db import connections


def at_once(*deeds) -> list[object]:
    """Do each deed in a thread of its own, all starting together."""
    start = threading.Barrier(len(deeds))
    answers: list[object] = []

    def do(deed) -> None:
        start.wait()
        try:
            answers.append(deed())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
