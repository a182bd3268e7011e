"""A county's facts folder evaluated into a result folder, digests and all: embedded, or on Spark (`local[2]`, `spark://…`)."""

import json
import resource
import sys
import tempfile
from pathlib import Path

from permu.sample import SAMPLE_METHOD


def embedded(facts: Path, out: Path) -> str:
    """The embedded engine, as `permu evaluate` runs it."""
    from permu.engine import evaluate, save_result
    from permu.method import load_method
    from permu.terms.facts import Facts

    known = Facts.load(facts)
    found = evaluate(load_method(SAMPLE_METHOD), known)
    save_result(out, found, SAMPLE_METHOD, known)
    return found.digest


def on_spark(facts: Path, out: Path, master: str) -> str:
    """Spark, as `permu evaluate --engine spark` runs it."""
    from permu.engine.spark.evaluating import evaluate_on_spark
    from permu.engine.spark.session import session_on

    with session_on(master) as session:
        return evaluate_on_spark(session, SAMPLE_METHOD, f"file://{facts}", f"file://{out}").digest


with tempfile.TemporaryDirectory() as folder:
    facts, out, engine = Path(sys.argv[1]).resolve(), Path(folder) / "out", sys.argv[2]
    digest = embedded(facts, out) if engine == "embedded" else on_spark(facts, out, engine)
    own = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": own.ru_utime + own.ru_stime, "digest": digest}))
