"""Faults of four on the spot."""

from geoops.kit.errors import Conflict
from geoops.kit.i18n import Text


class IdTaken(Conflict):
    """The id belongs to another record: a repeat must send the same content."""

    code = "id_taken"
    title = Text(
        "Mã này đã dùng cho một bản ghi có nội dung khác", "This id belongs to a record with other content"
    )
