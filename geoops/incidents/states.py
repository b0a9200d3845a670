"""The life of an incident: which action leads from which state to which, and where a reason is asked for."""

from dataclasses import dataclass
from typing import Final

from geoops.kit.i18n import Text

STATES: Final[dict[str, Text]] = {
    "reported": Text("Mới báo", "Reported"),
    "verified": Text("Đã xác minh", "Verified"),
    "responding": Text("Đang ứng phó", "Responding"),
    "resolved": Text("Đã xử lý xong", "Resolved"),
    "rejected": Text("Bị loại", "Rejected"),
}
OPEN: Final = ("reported", "verified", "responding")


@dataclass(frozen=True, slots=True)
class Action:
    """A step from one of `from_states` to `to_state`."""

    to_state: str
    from_states: frozenset[str]
    needs_reason: bool = False


ACTIONS: Final[dict[str, Action]] = {
    "verify": Action("verified", frozenset({"reported"})),
    "respond": Action("responding", frozenset({"reported", "verified"})),
    "resolve": Action("resolved", frozenset({"verified", "responding"})),
    "reject": Action("rejected", frozenset({"reported", "verified"}), needs_reason=True),
    "reopen": Action("reported", frozenset({"resolved", "rejected"}), needs_reason=True),
}

OPS: Final[dict[str, Text]] = {
    "create": Text("Báo tin", "Reported"),
    "contradict": Text("Có báo cáo khác cùng mã", "Another report came under this id"),
    "amend": Text("Sửa nội dung", "Amended"),
    "verify": Text("Xác minh", "Verified"),
    "respond": Text("Bắt đầu ứng phó", "Response began"),
    "resolve": Text("Xử lý xong", "Resolved"),
    "reject": Text("Loại bỏ", "Rejected"),
    "reopen": Text("Mở lại", "Reopened"),
    "undo": Text("Hoàn tác", "Undone"),
    "seen": Text("Trung tâm đã xem", "Seen by the centre"),
    "assign": Text("Giao việc", "Assigned"),
    "unassign": Text("Thôi giao", "Assignment withdrawn"),
    "claim": Text("Nhận xử lý", "Claimed"),
    "release": Text("Nhả việc", "Released"),
    "watch": Text("Theo dõi", "Watched"),
    "unwatch": Text("Thôi theo dõi", "No longer watched"),
    "comment": Text("Ghi chú", "Comment"),
    "escalate": Text("Quá hạn, chuyển lên cấp trên", "Overdue, raised a level"),
    "merge": Text("Gộp vào sự cố khác", "Merged into another"),
    "take_in": Text("Nhận tin trùng", "Took in a repeat"),
    "unmerge": Text("Tách ra lại", "Separated again"),
    "let_go": Text("Nhả tin trùng", "Let a repeat go"),
    "attach": Text("Thêm tệp đính kèm", "Attachment added"),
    "dispatch": Text("Điều động", "Dispatch"),
    "evacuate": Text("Sơ tán", "Evacuation"),
}
"""What the timeline calls each action."""
