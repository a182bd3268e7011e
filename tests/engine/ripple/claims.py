"""Random claims over random counties: figures, flags and texts of some of their subjects, corrected."""

from hypothesis import strategies as st

from permu.engine.ripple import Correction, Value
from permu.method.model import Method
from permu.terms.facts import Facts
from permu.terms.items import item
from tests.engine.grading_strategies import graded_methods, pooled_facts
from tests.engine.strategies import facts, methods
from tests.engine.test_exact_units import counties, together

NUMBERS = st.one_of(st.none(), st.integers(0, 10**9), st.sampled_from([10**6, 7 * 10**6]))
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "number": NUMBERS,
    "flag": st.sampled_from([True, False, None]),
    "text": st.sampled_from(["东镇", "西镇", "照明", "甲", None]),
}


@st.composite
def claims(draw: st.DrawFn) -> tuple[Method, Facts, list[Correction]]:
    """A method of any kind, a county, and some corrections, each of another figure."""
    method, known = draw(
        st.one_of(
            st.tuples(methods(), facts()),
            st.tuples(graded_methods(), pooled_facts()),
            st.tuples(together(), counties()),
        )
    )
    names = [name for name in known.table.columns if name != "subject"]
    subject, name = st.sampled_from(known.table["subject"].to_list()), st.sampled_from(names)
    places = draw(st.lists(st.tuples(subject, name), max_size=3, unique=True))
    made = [Correction(*place, draw(VALUES[item(place[1]).kind])) for place in places]
    return method, known, made
