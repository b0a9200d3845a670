"""Faults of OpenRosa requests."""

from geoops.kit.errors import InputRefused, NotFound
from geoops.kit.i18n import Text


class SubmissionUnreadable(InputRefused):
    """What came is no submission of this form."""

    status = 400
    code = "submission_unreadable"
    title = Text("Bản khai không đọc được", "The submission cannot be read")


class UnknownForm(NotFound):
    """No such form."""

    code = "unknown_form"
    title = Text("Không có mẫu này", "There is no such form")
