"""What can be wrong with a report of damage."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownEvent(NotFound):
    """No event has that id, in this space."""

    code = "unknown_event"
    title = Text("Không có đợt thiên tai này", "There is no such event")


class UnknownDamageReport(NotFound):
    """No report has that id, or it lies outside the caller's scope."""

    code = "unknown_damage_report"
    title = Text("Không có báo cáo thiệt hại này", "There is no such damage report")


class DamageConflict(Conflict):
    """The id is known with other content, or the report was replaced already."""

    code = "damage_conflict"
    title = Text(
        "Mã báo cáo này đã có với nội dung khác; bản đã lưu được giữ nguyên",
        "The id is known with other content; what is stored was kept",
    )


class DamageOverlap(Conflict):
    """Counted together, two reports would count the same damage twice."""

    code = "damage_overlap"
    title = Text("Trùng thời gian với một báo cáo khác", "Overlaps with another report")


class OwnConfirmation(Conflict):
    """Whoever wrote a figure cannot be the second person who confirms it."""

    code = "own_confirmation"
    title = Text(
        "Người lập báo cáo không thể tự xác nhận; cần người thứ hai",
        "The author cannot confirm; a second person is needed",
    )


class DamageRefused(InputRefused):
    """Figures that cannot be meant; nothing was written."""

    code = "damage_refused"
    title = Text("Số liệu thiệt hại không hợp lệ", "The damage figures were refused")
