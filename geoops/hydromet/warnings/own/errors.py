"""Faults of our own warnings."""

from geoops.kit.errors import Conflict, InputRefused, NotAllowed, NotFound
from geoops.kit.i18n import Text


class UnknownAlert(NotFound):
    """No such warning in this space, or none that the caller may see."""

    code = "unknown_warning"
    title = Text("Không có cảnh báo này trong phạm vi của bạn", "There is no such warning in your scope")


class WrongAlertState(Conflict):
    """The step does not lead anywhere from the warning's state."""

    code = "wrong_warning_state"
    title = Text("Việc này không làm được ở trạng thái hiện tại", "This cannot be done in the present state")


class OwnReview(NotAllowed):
    """Who wrote a warning does not review it."""

    code = "own_review"
    title = Text(
        "Người soạn không được tự duyệt; cần một người khác duyệt",
        "Whoever wrote a warning may not review it; another person has to",
    )


class AlertConflict(Conflict):
    """The id was used before for other content, or the chain has gone on meanwhile."""

    code = "warning_conflict"
    title = Text("Cảnh báo mâu thuẫn với bản đã có", "In conflict with a warning that is there")


class AlertIncomplete(InputRefused):
    """Something is missing or contradicts itself, so that nobody can review or issue it."""

    code = "warning_incomplete"
    title = Text("Cảnh báo chưa đủ nội dung để trình hoặc phát", "The warning is not complete")


class OutsideScope(NotAllowed):
    """A commune for which the caller does not answer."""

    code = "outside_scope"
    title = Text("Có xã nằm ngoài phạm vi bạn phụ trách", "A commune lies outside your scope")
