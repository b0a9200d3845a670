"""Faults of the triage desk."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class CannotMerge(Conflict):
    """A report cannot be its own repeat, nor a repeat of two, and a repeat takes in none."""

    code = "cannot_merge"
    title = Text(
        "Không gộp được: một trong hai tin đã được gộp vào sự cố khác",
        "Cannot be merged: one of the two is a repeat of another already",
    )


class NotMerged(Conflict):
    """A report that is no repeat."""

    code = "not_merged"
    title = Text("Tin này chưa được gộp vào sự cố nào", "This report is not merged into any incident")


class UnknownBatch(NotFound):
    """No such bulk action of the caller."""

    code = "unknown_batch"
    title = Text("Không có lần thao tác hàng loạt này", "There is no such bulk action")


class BatchConflict(Conflict):
    """A bulk action's id that was used before by somebody else, or is undone."""

    code = "batch_conflict"
    title = Text(
        "Lần thao tác này đã được hoàn tác hoặc không phải của bạn", "It is undone already, or not yours"
    )


class IntoMissing(InputRefused):
    """A merge that does not say into what."""

    code = "into_missing"
    title = Text("Cần nêu sự cố để gộp vào", "The incident to merge into is missing")


class UnknownHandover(NotFound):
    """No such hand-over in the caller's scope."""

    code = "unknown_handover"
    title = Text("Không có biên bản giao ca này", "There is no such hand-over")


class HandoverConflict(Conflict):
    """The id stands for another hand-over."""

    code = "handover_conflict"
    title = Text("Mã này là của một biên bản khác", "The id stands for another hand-over")


class HandoverTaken(Conflict):
    """A hand-over that was accepted already, or by who signed it."""

    code = "handover_taken"
    title = Text(
        "Biên bản đã được nhận, hoặc người giao không thể tự nhận",
        "It was accepted already, or who signed it cannot accept it",
    )
