"""Faults of evacuation."""

from geoops.kit.errors import Conflict, NotFound
from geoops.kit.i18n import Text


class UnknownEvacuation(NotFound):
    """No such order in this space, or outside the caller's scope."""

    code = "unknown_evacuation"
    title = Text("Không có lệnh sơ tán này trong phạm vi của bạn", "There is no such order in your scope")


class UnknownPeopleCount(NotFound):
    """No such count of people in this space, or outside the caller's scope."""

    code = "unknown_people_count"
    title = Text("Không có lần đếm người này trong phạm vi của bạn", "There is no such count in your scope")


class EvacuationWrongState(Conflict):
    """The action leads nowhere from the order's state."""

    code = "evacuation_wrong_state"
    title = Text(
        "Việc này không làm được ở trạng thái hiện tại của lệnh sơ tán",
        "This cannot be done in the present state of the order",
    )


class ShelterFull(Conflict):
    """More people than the shelter has room for; they are taken in only explicitly and with a reason."""

    code = "shelter_full"
    title = Text(
        "Điểm sơ tán không còn đủ chỗ; vẫn nhận thì phải nêu lý do",
        "The shelter has not enough room; to take them in all the same, give a reason",
    )


class ShelterNotCounted(Conflict):
    """Nobody has counted who is in the shelter (or too long ago): an uncounted shelter is not an empty one."""

    code = "shelter_not_counted"
    title = Text(
        "Chưa ai đếm số người đang ở điểm này (hoặc đếm đã quá lâu); hãy đếm trước, hoặc nêu lý do để vẫn nhận",
        "Nobody has counted who is in this shelter; count first, or give a reason to take them in all the same",
    )
