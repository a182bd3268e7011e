"""The official evaluation on Apache Spark: the same engine over parts of a province, with the same result to the byte."""

from typing import TYPE_CHECKING

from permu.terms.late import late

if TYPE_CHECKING:  # for the type checker alone: at run time `late` answers
    from permu.engine.spark.evaluating import Written as Written
    from permu.engine.spark.evaluating import evaluate_on_spark as evaluate_on_spark
    from permu.engine.spark.session import session_on as session_on

__getattr__ = late(__name__, {
    "evaluate_on_spark": "evaluating", "Written": "evaluating", "session_on": "session",
})  # fmt: skip
