"""Faults of the OGC API, and what those of its library and of the database mean to the caller."""

import asyncpg
from tipg import errors as tipg

from geoops.kit.errors import InputRefused, NotFound, Problem
from geoops.kit.i18n import Text


class OgcUnavailable(Problem):
    """The views, or their reader, cannot be had."""

    status = 503
    code = "ogc_unavailable"
    title = Text(
        "Dịch vụ OGC tạm thời chưa dùng được; bản đồ không bị ảnh hưởng",
        "The OGC service is not available for now; the map is not affected",
    )


class OgcTooSlow(Problem):
    """The query was ended."""

    status = 503
    code = "ogc_too_slow"
    title = Text(
        "Truy vấn quá lâu nên đã dừng; hãy thu hẹp vùng hoặc giảm số đối tượng",
        "The query took too long and was ended; ask for a smaller area or fewer features",
    )


class BadFilter(InputRefused):
    """A filter that is not taken."""

    code = "bad_filter"
    title = Text("Bộ lọc không hợp lệ", "The filter is not valid")


NOT_PUBLISHED = Text(
    "Chưa tạo các bảng công khai; chạy geoops db migrate rồi thử lại",
    "The published views are not made yet; run geoops db migrate and try again",
)
NO_READER = Text(
    "Không đăng nhập được bằng vai trò geoops_reader; xem GEOOPS_DATABASE_READER_URL",
    "There is no signing in as the role geoops_reader; see GEOOPS_DATABASE_READER_URL",
)

_REASONS: dict[type[Exception], Text] = {
    tipg.InvalidBBox: Text("bbox không hợp lệ", "bbox is not valid"),
    tipg.InvalidDatetime: Text("datetime không hợp lệ", "datetime is not valid"),
    tipg.InvalidLimit: Text("limit không hợp lệ", "limit is not valid"),
    tipg.InvalidPropertyName: Text("Lớp không có thuộc tính này", "The layer has no such property"),
    tipg.InvalidGeometryColumnName: Text("Lớp không có hình dạng này", "The layer has no such geometry"),
    tipg.InvalidDatetimeColumnName: Text("Lớp không có trường thời gian này", "The layer has no such time"),
    tipg.MissingDatetimeColumn: Text(
        "Lớp không có trường thời gian để lọc", "The layer has no time to filter by"
    ),
}


def of_library(error: Exception) -> Problem:
    """What a fault of tipg means."""
    if isinstance(error, tipg.NotFound):
        return NotFound()
    reason = _REASONS.get(type(error))
    return InputRefused(reason) if reason is not None else Problem()


def of_database(error: Exception) -> Problem:
    """What a fault of the database means: the fault of the caller is whatever a value or a filter can bring about."""
    if isinstance(error, asyncpg.QueryCanceledError):
        return OgcTooSlow(headers={"Retry-After": "60"})
    if isinstance(
        error,
        (asyncpg.UndefinedTableError, asyncpg.InvalidSchemaNameError, asyncpg.InsufficientPrivilegeError),
    ):
        return OgcUnavailable(NOT_PUBLISHED)
    if isinstance(
        error,
        (asyncpg.DataError, asyncpg.SyntaxOrAccessError, asyncpg.InternalServerError),
    ):
        return InputRefused(
            Text("Giá trị trong yêu cầu không dùng được với lớp này", "A value does not suit this layer")
        )
    if isinstance(
        error, (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidParameterValueError)
    ):
        return OgcUnavailable(NO_READER)
    return OgcUnavailable(headers={"Retry-After": "5"})
