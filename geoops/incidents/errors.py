"""Faults of reports."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownIncident(NotFound):
    """No such incident in this space, or outside the caller's scope."""

    code = "unknown_incident"
    title = Text("Không có sự cố này trong phạm vi của bạn", "There is no such incident in your scope")


class IncidentConflict(Conflict):
    """The id was used before for a report with other content."""

    code = "incident_conflict"
    title = Text(
        "Mã báo cáo này đã được dùng cho một báo cáo có nội dung khác",
        "This id was used before for a report with other content",
    )


class CommentConflict(Conflict):
    """The id was used before for a comment with another text."""

    code = "comment_conflict"
    title = Text(
        "Mã ghi chú này đã được dùng cho một ghi chú có nội dung khác",
        "This id was used before for a comment with another text",
    )


class PlaceMissing(InputRefused):
    """Neither a position nor a commune."""

    code = "place_missing"
    title = Text("Báo cáo cần có tọa độ hoặc mã xã", "A report needs a position or a commune code")


class PlaceSwapped(InputRefused):
    """Longitude and latitude are in each other's place."""

    code = "lon_lat_swapped"
    title = Text(
        "Kinh độ và vĩ độ bị đảo chỗ (kinh độ Việt Nam khoảng 102 đến 118, vĩ độ khoảng 6 đến 24)",
        "Longitude and latitude are swapped (in Vietnam longitude is about 102 to 118, latitude about 6 to 24)",
    )


class PlaceOutside(InputRefused):
    """A position far outside Vietnam and its sea."""

    code = "outside_country"
    title = Text("Tọa độ nằm ngoài lãnh thổ Việt Nam", "The position lies outside Vietnam")


class UnknownCommune(InputRefused):
    """A commune code that no unit has."""

    code = "unknown_commune"
    title = Text("Không có xã, phường nào mang mã này", "No commune has this code")


class WrongState(Conflict):
    """The action does not lead anywhere from the incident's state."""

    code = "wrong_state"
    title = Text("Việc này không làm được ở trạng thái hiện tại", "This cannot be done in the present state")


class UnknownAction(InputRefused):
    """An action that there is not."""

    code = "unknown_action"
    title = Text("Không có việc này", "There is no such action")


class HeldByOther(Conflict):
    """Somebody else holds the incident; it can be taken over, and the log says so."""

    code = "held_by_other"
    title = Text("Người khác đang nhận xử lý sự cố này", "Somebody else holds this incident")
