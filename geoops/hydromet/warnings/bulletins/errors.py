"""Faults of bulletins."""

from geoops.kit.errors import Conflict, NotFound
from geoops.kit.i18n import Text


class UnknownBulletin(NotFound):
    """No such bulletin in this space."""

    code = "unknown_bulletin"
    title = Text("Không có bản tin này", "There is no such bulletin")


class BulletinConflict(Conflict):
    """The same sender, identifier and time came before with other content."""

    code = "bulletin_conflict"
    title = Text(
        "Đã có bản tin cùng nơi phát, mã và giờ phát nhưng nội dung khác",
        "A bulletin with this sender, identifier and time came before with other content",
    )
