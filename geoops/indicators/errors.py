"""Faults of indicators."""

from geoops.kit.errors import InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownIndicator(NotFound):
    """No indicator has that code."""

    code = "unknown_indicator"
    title = Text("Không có chỉ số mang mã này", "No indicator has this code")


class HoldsNoValue(InputRefused):
    """A heading of the catalogue, which groups what follows and holds no value."""

    code = "holds_no_value"
    title = Text("Đây là đề mục, không có giá trị", "This is a heading, it holds no value")
