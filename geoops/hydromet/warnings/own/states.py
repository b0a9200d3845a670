"""The life of a warning: which step leads from where to where."""

from dataclasses import dataclass
from typing import Final

from geoops.kit.i18n import Text

STATES: Final[dict[str, Text]] = {
    "draft": Text("Bản nháp", "Draft"),
    "review": Text("Chờ duyệt", "Waiting for review"),
    "approved": Text("Đã duyệt, chưa phát", "Approved, not issued"),
    "issued": Text("Đang hiệu lực", "In force"),
    "superseded": Text("Đã được thay bằng bản cập nhật", "Superseded by an update"),
    "cancelled": Text("Đã hủy", "Cancelled"),
    "expired": Text("Hết hiệu lực", "Expired"),
    "discarded": Text("Đã bỏ", "Discarded"),
}
OPEN: Final = ("draft", "review", "approved")
ENDED: Final = ("superseded", "cancelled", "expired", "discarded")


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the states it starts from and the one it leads to; `permission` is who may take it."""

    from_states: tuple[str, ...]
    to_state: str
    permission: str
    label: Text
    needs_note: bool = False


STEPS: Final[dict[str, Step]] = {
    "submit": Step(("draft",), "review", "warning.draft", Text("Trình duyệt", "Submit for review")),
    "return": Step(
        ("review", "approved"),
        "draft",
        "warning.review",
        Text("Trả lại người soạn", "Return"),
        needs_note=True,
    ),
    "approve": Step(("review",), "approved", "warning.review", Text("Duyệt", "Approve")),
    "issue": Step(("approved",), "issued", "warning.issue", Text("Phát cảnh báo", "Issue")),
    "discard": Step(OPEN, "discarded", "warning.draft", Text("Bỏ bản nháp", "Discard")),
    "cancel": Step(
        ("issued",), "cancelled", "warning.issue", Text("Hủy cảnh báo", "Cancel"), needs_note=True
    ),
    "update": Step(("issued",), "issued", "warning.draft", Text("Soạn bản cập nhật", "Draft an update")),
}
