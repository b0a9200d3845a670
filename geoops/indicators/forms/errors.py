"""Faults of Excel forms as a whole; faults of cells are answered cell by cell."""

from geoops.kit.errors import InputRefused
from geoops.kit.i18n import Text


class NotAForm(InputRefused):
    """A file that is no Excel form, or one that is not safe to open."""

    code = "not_a_form"
    title = Text("Tệp không phải biểu Excel của hệ thống", "The file is no Excel form of this system")


class AnotherForm(InputRefused):
    """A form of another office, place, period, or of a catalogue that has changed since."""

    code = "another_form"
    title = Text("Biểu này không phải biểu đang nộp", "This is another form than the one asked for")
