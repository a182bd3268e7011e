"""Method × facts → evaluation, and the working sheet that explains it. Pure: no clock, no database.

The names of the contract come from here; they are loaded at first use, so that who evaluates does not
wait for what explains, keeps and verifies.
"""

from typing import TYPE_CHECKING

from permu.terms.late import late

if TYPE_CHECKING:  # for the type checker alone: at run time `late` answers
    from permu.engine.commitments import compare_commitments as compare_commitments
    from permu.engine.explanation import Sheets as Sheets
    from permu.engine.explanation import explain as explain
    from permu.engine.explanation import explain_all as explain_all
    from permu.engine.overlays import overlaid as overlaid
    from permu.engine.pipeline import evaluate as evaluate
    from permu.engine.plain.exactly import evaluate_exactly as evaluate_exactly
    from permu.engine.results import Disagreement as Disagreement
    from permu.engine.results import Result as Result
    from permu.engine.results import load_result as load_result
    from permu.engine.results import save_result as save_result
    from permu.engine.results import verify_result as verify_result

__getattr__ = late(__name__, {
    "evaluate": "pipeline", "evaluate_exactly": "plain.exactly", "explain": "explanation", "explain_all": "explanation",
    "Sheets": "explanation",
    "Disagreement": "results", "Result": "results", "load_result": "results", "save_result": "results",
    "verify_result": "results", "compare_commitments": "commitments", "overlaid": "overlays",
})  # fmt: skip
