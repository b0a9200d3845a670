"""Faults of the register of codes."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownDimension(NotFound):
    """Nothing is broken down by a dimension of that code."""

    code = "unknown_dimension"
    title = Text("Không có phân tổ mang mã này", "No dimension has this code")


class CodeListIsClosed(InputRefused):
    """A code list that the decision prints whole, without "…": no code may be added to it."""

    code = "code_list_is_closed"
    title = Text(
        "Danh mục này đóng: quyết định không để “…” nên không thêm mã được",
        "This code list is closed: the decision leaves no “…” to add codes to",
    )


class CodeNameTaken(Conflict):
    """The list has that name already, printed or of one's own, but for marks and capitals."""

    code = "code_name_taken"
    title = Text("Danh mục đã có tên này", "The code list has this name already")


class CodeNotApproved(Conflict):
    """Only an approved code can be closed or opened again."""

    code = "code_not_approved"
    title = Text(
        "Chỉ đóng hoặc mở lại được mã đã duyệt", "Only an approved code can be closed or opened again"
    )
