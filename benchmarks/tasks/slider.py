"""A slider's answer by the office's server: the request, the exact evaluation, the page's parts, the JSON.

`python -m benchmarks.tasks.slider 10000` says the least and the median of some requests, each of another
number, in seconds of CPU of the server's process, once the first request has rehearsed the county.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NUMBERS = {
    "weight": [f"weight.tax_per_mu.above={weight}" for weight in (20, 25, 35, 40, 45, 50, 55)],
    "benchmark": [f"benchmark.tax_per_mu.above={value}" for value in (12, 15, 18, 22, 25, 28, 30)],
    "shares": [f"shares..above.0={share}" for share in (8, 10, 12, 15, 18, 22, 25)],
    "price": [f"rate.power_surcharge_d.=0.{tenths}" for tenths in range(1, 9) if tenths != 3],
}


def office(enterprises: int) -> tuple[Any, str]:
    """A browser of a clerk's, in an office that has a run of so many enterprises."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.conf import settings
    from django.test import Client

    from permu.evaluations.models import Round, Run
    from permu.register.actions import Newcomer, add_person
    from permu.register.models import Role

    settings.ALLOWED_HOSTS = ["testserver"]
    clerk = add_person(Newcomer(username="clerk", role=Role.CLERK), "three mu of quiet land")
    round_ = Round.objects.create(
        key="a", year=2025, title="2025", method="sample", as_of="2026-02-28", created_by=clerk
    )
    run = Run(
        round=round_, number=1, created_by=clerk, open_findings=0, **_result(round_, enterprises)
    )
    run.save()
    client = Client()
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    return client, f"/runs/{run.pk}/whatif/answer"


def _result(round_: Any, enterprises: int) -> dict[str, Any]:
    """What a run says of its evaluation, whose folder this writes."""
    from permu import engine
    from permu.method import load_method
    from permu.sample import SAMPLE_METHOD, write_parquet_county
    from permu.terms.facts import Facts

    with tempfile.TemporaryDirectory() as name:
        write_parquet_county(Path(name), enterprises=enterprises)
        facts = Facts.load(Path(name))
    method = load_method(SAMPLE_METHOD)
    evaluation = engine.evaluate(method, facts)
    round_.folder.mkdir(parents=True)
    engine.save_result(round_.folder / "run-1", evaluation, SAMPLE_METHOD, facts)
    return {
        "method_id": method.id,
        "method_title": method.title,
        "method_digest": method.digest,
        "facts_digest": facts.digest,
        "evaluation_digest": evaluation.digest,
        "engine": evaluation.engine,
        "counts": evaluation.counts,
    }


def main() -> None:
    client, address = office(int(sys.argv[1]))
    started = time.process_time()
    client.get(address)
    said: dict[str, float] = {"first": time.process_time() - started}
    every = []
    for kind, queries in NUMBERS.items():
        took = []
        for query in queries:
            started = time.process_time()
            answer = client.get(f"{address}?{query}").json()
            took.append(time.process_time() - started)
            assert "error" not in answer["html"]
            said["bytes"] = len(answer["html"])
        said[kind] = min(took)
        every += took
    print(json.dumps({**said, "median": statistics.median(every), "cpu": min(every)}))


with tempfile.TemporaryDirectory() as data:
    os.environ |= {"PERMU_DATA": data, "DJANGO_SETTINGS_MODULE": "permu.doors.site.settings"}
    os.environ.pop("DATABASE_URL", None)
    main()
