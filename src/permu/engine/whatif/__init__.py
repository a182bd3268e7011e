"""What would be if some of a method's numbers were otherwise: who moves, what it costs, and why.

A trial, never a result: it has no number of its own and decides nothing. It is worked out as the
official evaluation is, exactly.
"""

from permu.engine.whatif.answer import answer, movers
from permu.engine.whatif.trial import WhatIf, what_if

__all__ = ["WhatIf", "answer", "movers", "what_if"]
