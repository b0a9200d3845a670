"""Faults of comparisons."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class BadBreaks(InputRefused):
    """Class bounds that make no classes."""

    code = "bad_breaks"
    title = Text(
        "Ngưỡng lớp phải là 1 đến 8 số tăng dần",
        "Class bounds are one to eight numbers, each above the one before",
    )


class NoBasis(InputRefused):
    """A legal threshold without the text that sets it."""

    code = "no_basis"
    title = Text(
        "Ngưỡng theo quy định phải ghi rõ văn bản quy định (basis)",
        "A legal threshold needs the text that sets it (basis)",
    )


class UnlikeUnits(InputRefused):
    """Maps in common classes of figures in different units."""

    code = "unlike_units"
    title = Text(
        "Các chỉ số khác đơn vị tính: không thể dùng chung một thang màu",
        "The indicators have different units: they cannot share one legend",
    )


class UnknownVariable(NotFound):
    """Nothing of that name can be laid beside an indicator."""

    code = "unknown_variable"
    title = Text("Không có biến so sánh mang mã này", "There is no such variable to compare with")


class TooFewValues(InputRefused):
    """Too few communes with a value for what was asked."""

    code = "too_few_values"
    title = Text("Quá ít xã có số liệu để tính", "Too few communes have a value to work this out")


class UnknownView(NotFound):
    """No saved view has that id."""

    code = "unknown_view"
    title = Text("Không có góc nhìn đã lưu này", "There is no such saved view")


class ViewTaken(Conflict):
    """Another view was saved under that id."""

    code = "view_taken"
    title = Text("Mã này đã dùng cho góc nhìn khác", "Another view has this id")
