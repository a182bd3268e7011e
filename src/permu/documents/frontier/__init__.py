"""The frontier in words and as a workbook: whose yield is the measure, and how far the others are from it."""

from permu.documents.frontier.saying import Peer, Saying, Target
from permu.documents.frontier.summary import GroupSummary, summaries
from permu.documents.frontier.workbook import write_frontier_workbook

__all__ = ["GroupSummary", "Peer", "Saying", "Target", "summaries", "write_frontier_workbook"]
