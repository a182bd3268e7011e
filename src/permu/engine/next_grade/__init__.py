"""The way to the next grade: the least change of its own figures that gives an enterprise a better grade.

Everybody else's figures and scores, benchmarks and mean points are as they were evaluated: a way is a
statement about that result, not a forecast. It is exact: the amounts are whole units of the figures'
scale, they reach the grade, and one unit less does not. Of the points of missing figures, vetoes, and
second rankings it says that they cannot be worked out.
"""

from permu.engine.next_grade.table import way_up, ways_up
from permu.engine.next_grade.way import Anew, Step, Way
from permu.engine.next_grade.ways import Ways

__all__ = ["Anew", "Step", "Way", "Ways", "way_up", "ways_up"]
