"""What goes wrong, as RFC 9457 has it: `application/problem+json`, in Chinese, with the English beside it."""

import json
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from permu.terms.refusal import Refused, words

STATUS = {
    "register.too_many_calls": HTTPStatus.TOO_MANY_REQUESTS,
    "register.scope_missing": HTTPStatus.FORBIDDEN,
}
"""Refusals that are more than what was asked being impossible now."""
A_MINUTE = "60"


def answer_problems(api: NinjaAPI) -> None:
    """Have the API answer every problem alike."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, reason: Refused) -> HttpResponse:
        status = STATUS.get(reason.code, HTTPStatus.CONFLICT)
        answer = problem(status, reason.code, **reason.details)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            answer.headers["Retry-After"] = A_MINUTE
        return answer

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _reason: Http404) -> HttpResponse:
        return problem(HTTPStatus.NOT_FOUND, "register.api_missing")

    @api.exception_handler(AuthenticationError)
    def unknown(_request: HttpRequest, _reason: AuthenticationError) -> HttpResponse:
        return problem(HTTPStatus.UNAUTHORIZED, "register.api_token")

    @api.exception_handler(ValidationError)
    def unclear(_request: HttpRequest, reason: ValidationError) -> HttpResponse:
        where = "; ".join(".".join(map(str, one["loc"])) for one in reason.errors)
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "register.api_unclear", where=where)


def problem(status: HTTPStatus, code: str, **details: object) -> HttpResponse:
    """One problem."""
    said = {
        "type": f"urn:permu:{code}", "title": status.phrase, "status": status,
        "detail": words(code, "zh", **details), "detail_en": words(code, "en", **details),
    }  # fmt: skip
    text = json.dumps(said, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json")
