"""The API's addresses, below `/api/v1/`, and its description as OpenAPI."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern
from ninja import NinjaAPI

from permu.doors.api import facts, results
from permu.doors.api.problems import answer_problems
from permu.doors.api.tokens import Token

api = NinjaAPI(
    title="Permu 亩均", version="1", auth=Token(), docs_url=None, urls_namespace="api",
    description="Facts in, results out. 数据报入，结果读出。Tokens are given by the office's administrator.",
)  # fmt: skip
api.add_router("", results.router)
api.add_router("", facts.router)
answer_problems(api)


def addresses() -> list[URLPattern]:
    """Every address: a token opens it, not a person's session."""
    found = [one for one in api.urls[0] if isinstance(one, URLPattern)]
    for one in found:
        login_not_required(one.callback)
    return found
