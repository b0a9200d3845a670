"""Faults of layers and tiles."""

from geoops.kit.errors import InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownLayer(NotFound):
    """No such layer, or the caller may not see it."""

    code = "unknown_layer"
    title = Text("Không có lớp bản đồ này", "There is no such layer")


class BadTile(InputRefused):
    """Tile numbers outside the pyramid."""

    code = "bad_tile"
    title = Text("Số hiệu mảnh bản đồ không hợp lệ", "There is no such tile")
