"""What the API is asked and answers, field by field."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

A_PAGE, LARGEST_PAGE = 500, 2_000


class FromNumber(Schema):
    """Lists of a higher number than `after`: what is new since."""

    after: int = Field(0, ge=0)
    limit: int = Field(A_PAGE, ge=1, le=LARGEST_PAGE)


class FromCode(Schema):
    """Enterprises whose code comes after `after`."""

    after: str = Field("", max_length=40)
    limit: int = Field(A_PAGE, ge=1, le=LARGEST_PAGE)


class Keyed(Schema):
    """The header `Idempotency-Key`: the same key does the same thing once."""

    idempotency_key: str = Field(min_length=8, max_length=60)


class RoundOut(Schema):
    """One year's evaluation, and where it stands."""

    id: int
    year: int
    title: str
    method: str
    as_of: date
    stage: str


class PublicationOut(Schema):
    """One list that was put out: a link of the chain. `id` never changes and is never used again."""

    id: str
    number: int
    round: int
    kind: str
    version: int
    digest: str
    head: str
    published_at: datetime


class ResultOut(Schema):
    """What a published list says of one enterprise. Figures with decimals are text, so that none is lost."""

    subject: str
    name: str
    town: str
    group: str
    state: str
    score: str | None
    rank: int | None
    ranked: int | None
    grade: str


class ResultsOut(Schema):
    """A page of a list, in the order of codes; `next` is the `after` of the next page, none after the last."""

    publication: PublicationOut
    results: list[ResultOut]
    next: str | None


class RequestOut(Schema):
    """What a department is asked for, by when."""

    id: int
    round: int
    year: int
    form: str
    items: list[str]
    due_on: date


class FileOut(Schema):
    """A file that was taken: the name it is kept under, and its SHA-256."""

    name: str
    sha256: str


class JobOut(Schema):
    """Work in the background. `result` is there once it is done, `error` once it failed."""

    id: int
    kind: str
    state: str
    result: dict[str, object]
    error: dict[str, object]
