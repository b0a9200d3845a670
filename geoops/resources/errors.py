"""Faults of four on the spot."""

from geoops.kit.errors import Conflict, NotFound
from geoops.kit.i18n import Text


class IdTaken(Conflict):
    """The id belongs to another record: a repeat must send the same content."""

    code = "id_taken"
    title = Text(
        "Mã này đã dùng cho một bản ghi có nội dung khác", "This id belongs to a record with other content"
    )


class UnknownResource(NotFound):
    """No resource of the caller's scope has that id."""

    code = "unknown_resource"
    title = Text("Không có nguồn lực mang mã này", "No resource has this id")


class UnknownShelter(NotFound):
    """No shelter of the caller's scope has that id."""

    code = "unknown_shelter"
    title = Text("Không có điểm sơ tán mang mã này", "No shelter has this id")
