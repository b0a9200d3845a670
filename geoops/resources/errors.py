"""Faults of four on the spot."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
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


class UnknownNorm(NotFound):
    """There is no planning norm of that name."""

    code = "unknown_norm"
    title = Text("Không có định mức mang tên này", "There is no such planning norm")


class UnknownStore(NotFound):
    """No store of the caller's scope has that id."""

    code = "unknown_store"
    title = Text("Không có kho mang mã này", "No store has this id")


class StoreNotEmpty(Conflict):
    """A store is closed only when every thing in it has been counted as none, or was moved elsewhere."""

    code = "store_not_empty"
    title = Text("Kho còn hàng nên chưa đóng được", "The store cannot be closed: there is stock in it")


class StoreClosed(Conflict):
    """Nothing is put into a store that is closed."""

    code = "store_closed"
    title = Text("Kho đã đóng", "The store is closed")


class StoreNameTaken(Conflict):
    """An open store of the commune has that name already."""

    code = "store_name_taken"
    title = Text("Xã đã có kho mang tên này", "The commune has a store of this name already")


class NothingToClose(InputRefused):
    """A scenario of closed roads names road points, or a road with a chainage on it."""

    code = "nothing_to_close"
    title = Text(
        "Hãy chọn điểm trên đường, hoặc nêu tên đường kèm lý trình để giả định đóng",
        "Choose road points, or name a road and a chainage to close",
    )
