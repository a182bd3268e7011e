"""The frontier of a run's groups for the page: worked out when somebody looks, kept by nobody. No grade comes of it."""

from permu.evaluations.frontier.chosen import ChosenPage
from permu.evaluations.frontier.page import FrontierPage
from permu.evaluations.frontier.worked import analysis_of

__all__ = ["ChosenPage", "FrontierPage", "analysis_of"]
