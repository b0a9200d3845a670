"""What can be wrong with an outbreak and its figures."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownOutbreak(NotFound):
    """No outbreak has that id, or it lies outside the caller's scope."""

    code = "unknown_outbreak"
    title = Text("Không có ổ dịch này trong phạm vi của bạn", "There is no such outbreak in your scope")


class UnknownOutbreakReport(NotFound):
    """No report has that id, or it lies outside the caller's scope."""

    code = "unknown_outbreak_report"
    title = Text("Không có báo cáo ổ dịch này", "There is no such report of an outbreak")


class OutbreakConflict(Conflict):
    """The id is known with other content, or the report was replaced already."""

    code = "outbreak_conflict"
    title = Text(
        "Mã này đã có với nội dung khác; bản đã lưu được giữ nguyên",
        "The id is known with other content; what is stored was kept",
    )


class OutbreakOverlap(Conflict):
    """Counted together, two reports would count the same cases twice."""

    code = "outbreak_report_overlap"
    title = Text(
        "Trùng thời gian với một báo cáo khác của ổ dịch", "Overlaps with another report of the outbreak"
    )


class OutbreakStep(Conflict):
    """The status asked for cannot follow the present one."""

    code = "outbreak_step"
    title = Text("Ổ dịch không chuyển được sang trạng thái này", "The outbreak cannot take this status now")


class OutbreakRefused(InputRefused):
    """An outbreak, figures or radii that cannot be meant; nothing was written."""

    code = "outbreak_refused"
    title = Text("Thông tin ổ dịch không hợp lệ", "What was said of the outbreak was refused")
