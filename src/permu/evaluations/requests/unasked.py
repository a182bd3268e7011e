"""Which columns of its form a department was not asked for, so that its own table may do without them."""

from permu.evaluations.models import Round
from permu.evaluations.requests.planning import issue_of
from permu.intake.issues import columns_left_out
from permu.intake.settled import ColumnChoice


def unasked_columns(round_: Round) -> list[ColumnChoice]:
    """The columns that this round's requests leave out, each as one that need not be there."""
    requests = round_.requests.filter(waived_at=None).select_related("round")
    issues = [issue for request in requests if (issue := issue_of(request))]
    return [
        ColumnChoice(profile=issue.whole.id, sheet=sheet, heading="", column=column)
        for issue in issues
        for sheet, column in columns_left_out(issue)
    ]
