"""A theatre on each database."""

from collections.abc import Iterator

import pytest

from permu.sample import write_county
from tests.postgres import running_postgres
from tests.reliability.theatre import Theatre


@pytest.fixture(scope="session", params=["SQLite", "PostgreSQL"])
def theatre(request, tmp_path_factory) -> Iterator[Theatre]:
    folder = tmp_path_factory.mktemp("theatre")
    write_county(folder / "county", enterprises=60)
    workbooks = folder / "county/workbooks"
    if request.param == "SQLite":
        made = Theatre(folder, "", workbooks)
        yield made
        made.close()
        return
    with running_postgres() as url:
        made = Theatre(folder, url, workbooks)
        yield made
        made.close()
