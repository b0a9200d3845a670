"""Faults of reporting."""

from geoops.kit.errors import Conflict, InputRefused, NotAllowed, NotFound
from geoops.kit.i18n import Text


class NoSuchStep(Conflict):
    """An action that does not start from the state that a report is in."""

    code = "no_such_step"
    title = Text("Trạng thái báo cáo không cho phép", "The report's state does not allow it")


class NotYourStep(NotAllowed):
    """A step of approval that is somebody else's."""

    code = "not_your_step"
    title = Text("Bước duyệt này của người khác", "This step is somebody else's")


class ReasonNeeded(InputRefused):
    """A return or a reopening without a reason."""

    code = "reason_needed"
    title = Text("Phải nêu lý do", "A reason is needed")


class NothingOwed(NotFound):
    """An office that owes nothing for that period."""

    code = "nothing_owed"
    title = Text("Cơ quan này không phải báo cáo kỳ đó", "This office owes no report for that period")


class NotReady(InputRefused):
    """A report with cells that are empty, or figures that fail a check without an explanation."""

    code = "report_not_ready"
    title = Text("Báo cáo chưa đủ điều kiện nộp", "The report cannot be submitted yet")


class NotAssigned(NotAllowed):
    """A report that other people were named for."""

    code = "not_assigned"
    title = Text("Báo cáo này đã giao người khác phụ trách", "Other people answer for this report")


class NoSuchAssignment(NotFound):
    """An assignment that is not there, or was taken back."""

    code = "no_such_assignment"
    title = Text("Không có phân công này", "There is no such assignment")


class ReportClosed(Conflict):
    """A text beside a value of a report that is on its way up already."""

    code = "report_closed"
    title = Text("Báo cáo đã nộp, phải được trả lại hoặc mở lại trước", "The report was submitted already")
