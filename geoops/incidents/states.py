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
