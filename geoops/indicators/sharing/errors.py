"""Faults of sharing."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownSet(NotFound):
    """No indicator set has that code."""

    code = "unknown_set"
    title = Text("Không có bộ chỉ số mang mã này", "No indicator set has this code")


class UnknownRecipient(NotFound):
    """No such recipient in the caller's scope."""

    code = "unknown_recipient"
    title = Text("Không có nơi nhận số liệu này", "There is no such recipient of values")


class RecipientTaken(Conflict):
    """A recipient with that name is there already."""

    code = "recipient_taken"
    title = Text("Đã có nơi nhận số liệu mang tên này", "A recipient of values has this name already")


class OnlyLive(InputRefused):
    """Values of a drill or a replay never leave the house."""

    code = "only_live"
    title = Text(
        "Chỉ số liệu trực tiếp được gửi ra ngoài, không gửi số diễn tập hay phát lại",
        "Only live values are sent out, never those of a drill or a replay",
    )
