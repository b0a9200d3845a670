"""Faults as classes: a status, a stable code and sentences that the person in the field can act on (RFC 9457)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from geoops.kit.i18n import Language, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in an input: in which file, row (1 is the first row of data) and field, and why."""

    reason: Text
    row: int | None = None
    field: str | None = None
    file: str | None = None

    def as_dict(self, language: Language) -> dict[str, Any]:
        """The shape it has in problem documents and ingest answers."""
        out: dict[str, Any] = {"row": self.row, "field": self.field, "reason": self.reason.in_(language)}
        if self.file is not None:
            out["file"] = self.file
        return out


@dataclass(eq=False)
class Problem(Exception):
    """Base of all faults that reach a person. Subclasses set `status`, `code` and `title`."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[Text] = Text("Lỗi trong hệ thống", "Internal error")

    detail: Text | None = None
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return (self.detail or self.title).en

    def document(self, language: Language, *, instance: str, request_id: str) -> dict[str, Any]:
        """The RFC 9457 document."""
        out: dict[str, Any] = {
            "type": f"urn:geoops:problem:{self.code}",
            "title": self.title.in_(language),
            "status": self.status,
            "detail": (self.detail or self.title).in_(language),
            "instance": instance,
            "code": self.code,
            "request_id": request_id,
        }
        if self.faults:
            out["errors"] = [fault.as_dict(language) for fault in self.faults]
        out.update(self.extra)
        return out


class InputRefused(Problem):
    """An input that cannot be taken; nothing of it was written. Exit status 2 on the command line."""

    status = 422
    code = "input_refused"
    title = Text("Dữ liệu gửi lên không hợp lệ", "The input was refused")


class NotFound(Problem):
    """There is nothing at that address, or the caller may not know of it."""

    status = 404
    code = "not_found"
    title = Text("Không tìm thấy", "Not found")


class MethodNotAllowed(Problem):
    """The path exists, but not for that method."""

    status = 405
    code = "method_not_allowed"
    title = Text("Phương thức không được hỗ trợ ở địa chỉ này", "Method not allowed here")


class UnknownSpace(Problem):
    """A space that was never made."""

    status = 404
    code = "unknown_space"
    title = Text("Không có không gian dữ liệu này", "There is no such space")


class NotSignedIn(Problem):
    """The request carries no session and no token, or one that is over."""

    status = 401
    code = "not_signed_in"
    title = Text("Bạn chưa đăng nhập hoặc phiên đã hết hạn", "You are not signed in, or the session is over")


class NotAllowed(Problem):
    """The caller is known, but has not this right."""

    status = 403
    code = "not_allowed"
    title = Text("Bạn không có quyền làm việc này", "You may not do this")


class Conflict(Problem):
    """What is sent contradicts what is kept."""

    status = 409
    code = "conflict"
    title = Text("Dữ liệu mâu thuẫn với bản đã lưu", "In conflict with what is stored")


class PreconditionFailed(Problem):
    """The record was changed since the caller read it (`If-Match`)."""

    status = 412
    code = "changed_meanwhile"
    title = Text(
        "Bản ghi đã được người khác sửa; hãy tải lại rồi thử lại", "The record was changed meanwhile"
    )


class BodyTooLarge(Problem):
    """More bytes than this address takes."""

    status = 413
    code = "body_too_large"
    title = Text("Dữ liệu gửi lên quá lớn", "The body is too large")


class DatabaseUnavailable(Problem):
    """The database does not answer; a repeat later is right."""

    status = 503
    code = "database_unavailable"
    title = Text(
        "Cơ sở dữ liệu tạm thời không trả lời, hãy thử lại", "The database does not answer, try again"
    )


class CommandRefused(Problem):
    """A command that cannot be carried out as it was given; exit status 2."""

    status = 422
    code = "command_refused"
    title = Text("Không thực hiện được lệnh", "The command cannot be carried out")
