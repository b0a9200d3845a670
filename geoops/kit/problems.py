"""Every fault becomes one shape: an RFC 9457 problem document in the caller's language."""

from collections.abc import Sequence
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.routing import Match

from geoops.kit.errors import (
    DatabaseUnavailable,
    Fault,
    InputRefused,
    MethodNotAllowed,
    NotAllowed,
    NotFound,
    Problem,
)
from geoops.kit.i18n import Language, Text, choose_language

log = structlog.get_logger(__name__)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")

# What pydantic says, in words for people. Whatever is missing here is given in English with its type.
_REASONS: dict[str, Text] = {
    "missing": Text("thiếu giá trị bắt buộc", "a required value is missing"),
    "string_type": Text("phải là chữ", "must be text"),
    "string_too_short": Text(
        "quá ngắn (ít nhất {min_length} ký tự)", "too short (at least {min_length} characters)"
    ),
    "string_too_long": Text(
        "quá dài (nhiều nhất {max_length} ký tự)", "too long (at most {max_length} characters)"
    ),
    "string_pattern_mismatch": Text("không đúng dạng quy định", "not of the required form"),
    "int_type": Text("phải là số nguyên", "must be a whole number"),
    "int_parsing": Text("phải là số nguyên", "must be a whole number"),
    "int_from_float": Text("phải là số nguyên", "must be a whole number"),
    "float_type": Text("phải là số", "must be a number"),
    "float_parsing": Text("phải là số", "must be a number"),
    "finite_number": Text("phải là số hữu hạn", "must be a finite number"),
    "bool_type": Text("phải là true hoặc false", "must be true or false"),
    "bool_parsing": Text("phải là true hoặc false", "must be true or false"),
    "greater_than_equal": Text("phải từ {ge} trở lên", "must be at least {ge}"),
    "greater_than": Text("phải lớn hơn {gt}", "must be greater than {gt}"),
    "less_than_equal": Text("phải không quá {le}", "must be at most {le}"),
    "less_than": Text("phải nhỏ hơn {lt}", "must be less than {lt}"),
    "uuid_parsing": Text("phải là UUID", "must be a UUID"),
    "uuid_type": Text("phải là UUID", "must be a UUID"),
    "datetime_from_date_parsing": Text("thời gian không đọc được", "unreadable time"),
    "datetime_parsing": Text("thời gian không đọc được", "unreadable time"),
    "datetime_type": Text("phải là thời gian", "must be a time"),
    "timezone_aware": Text(
        "thời gian thiếu múi giờ (ví dụ +07:00)", "the time lacks its zone (for example +07:00)"
    ),
    "literal_error": Text("phải là một trong: {expected}", "must be one of: {expected}"),
    "enum": Text("phải là một trong: {expected}", "must be one of: {expected}"),
    "extra_forbidden": Text("trường không có trong mẫu", "there is no such field"),
    "json_invalid": Text("không phải JSON hợp lệ", "not valid JSON"),
    "model_attributes_type": Text("phải là một đối tượng JSON", "must be a JSON object"),
    "dict_type": Text("phải là một đối tượng JSON", "must be a JSON object"),
    "list_type": Text("phải là một danh sách", "must be a list"),
    "too_long": Text("quá nhiều (nhiều nhất {max_length})", "too many (at most {max_length})"),
    "too_short": Text("quá ít (ít nhất {min_length})", "too few (at least {min_length})"),
    "string_unicode": Text("chữ có ký tự hỏng", "the text has broken characters"),
    "int_parsing_size": Text("số quá lớn", "the number is too large"),
    "date_type": Text("phải là ngày", "must be a date"),
    "date_parsing": Text("ngày không đọc được", "unreadable date"),
    "date_from_datetime_parsing": Text("ngày không đọc được", "unreadable date"),
    "date_from_datetime_inexact": Text("phải là ngày, không kèm giờ", "must be a date without a time"),
    "datetime_object_invalid": Text("thời gian không đọc được", "unreadable time"),
}


def problem_response(request: Request, problem: Problem) -> Response:
    """The problem as an answer."""
    app = request.scope.get("app")
    default: Language = getattr(getattr(getattr(app, "state", None), "settings", None), "language", "vi")
    language = choose_language(
        request.query_params.get("lang"), request.headers.get("accept-language"), default
    )
    document = problem.document(
        language, instance=request.url.path, request_id=getattr(request.state, "request_id", "")
    )
    headers = {"Content-Language": language, "Cache-Control": "no-store", **problem.headers}
    return Response(
        orjson.dumps(document, default=str),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=headers,
    )


def validation_problem(errors: Sequence[Any]) -> InputRefused:
    """What pydantic found, as faults with their field in dotted form."""
    faults = []
    for error in errors:
        template = _REASONS.get(error["type"])
        if template is None:
            own = (error.get("ctx") or {}).get("error")
            text = getattr(own, "text", None)
            reason = text if isinstance(text, Text) else Text(str(error["msg"]), str(error["msg"]))
        else:
            reason = template.format(**(error.get("ctx") or {}))
        where = [str(part) for part in error["loc"] if part not in ("body", "query", "path")]
        faults.append(Fault(reason, field=".".join(where) or None))
    return InputRefused(faults=faults)


def install(app: FastAPI) -> None:
    """Have every fault of the application answered as a problem document."""

    async def on_problem(request: Request, problem: Exception) -> Response:
        assert isinstance(problem, Problem)
        return problem_response(request, problem)

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return problem_response(request, validation_problem(error.errors()))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        problem = MethodNotAllowed(headers=_allow(request)) if error.status_code == 405 else _of_status(error)
        return problem_response(request, problem)

    async def on_database(request: Request, error: Exception) -> Response:
        return problem_response(request, of_database_error(error))

    async def on_anything(request: Request, error: Exception) -> Response:
        log.error("unhandled", path=request.url.path, exc_info=error)
        return problem_response(request, Problem())

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(DBAPIError, on_database)
    app.add_exception_handler(PoolTimeout, on_database)
    app.add_exception_handler(Exception, on_anything)


def of_database_error(error: Exception) -> Problem:
    """What a fault of the database means to the caller."""
    original = getattr(error, "orig", None)
    if isinstance(original, pg.InsufficientPrivilege):
        return NotAllowed(
            Text("Dữ liệu nằm ngoài phạm vi bạn phụ trách", "The data lie outside your scope"),
        )
    if isinstance(original, (pg.CharacterNotInRepertoire, pg.UntranslatableCharacter, pg.DataError)):
        return InputRefused(Text("Giá trị không lưu được", "A value that cannot be stored"))
    if isinstance(error, (OperationalError, PoolTimeout)):
        log.warning("database_unavailable", error=str(error))
        return DatabaseUnavailable(headers={"Retry-After": "5"})
    log.error("database_fault", exc_info=error)
    return Problem()


def _of_status(error: HTTPException) -> Problem:
    if error.status_code == 404:
        return NotFound()
    if 400 <= error.status_code < 500:
        return InputRefused(
            Text(
                f"Nội dung gửi lên không đọc được ({error.detail})",
                f"What was sent cannot be read ({error.detail})",
            )
        )
    return Problem()


def _allow(request: Request) -> dict[str, str]:
    """Every method that the path takes; the router names those of the first route that it found alone."""
    taken = [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.router.routes
        )
    ]
    return {"Allow": ", ".join(taken)}
