"""Faults of dispatch."""

from geoops.kit.errors import Conflict, InputRefused, NotFound
from geoops.kit.i18n import Text


class UnknownDispatch(NotFound):
    """No such dispatch in this space, or outside the caller's scope."""

    code = "unknown_dispatch"
    title = Text(
        "Không có lượt điều động này trong phạm vi của bạn", "There is no such dispatch in your scope"
    )


class DispatchWrongState(Conflict):
    """The action leads nowhere from the dispatch's state."""

    code = "dispatch_wrong_state"
    title = Text(
        "Việc này không làm được ở trạng thái hiện tại của lượt điều động",
        "This cannot be done in the present state of the dispatch",
    )


class UnknownStep(InputRefused):
    """An action that dispatches do not have."""

    code = "unknown_dispatch_action"
    title = Text("Không có bước điều động này", "There is no such step")


class NotEnoughUnits(Conflict):
    """Fewer units are free than are asked for: what is out is given to nobody else."""

    code = "not_enough_units"
    title = Text("Không còn đủ để điều động", "Not enough units are free")


class TeamIsOut(Conflict):
    """The team is on another dispatch."""

    code = "team_is_out"
    title = Text("Đội này đang đi làm nhiệm vụ khác", "This team is out on another dispatch")


class CountNotReady(Conflict):
    """The newest count is older than its rhythm, or says that the units are not ready: sending them needs a reason."""

    code = "count_not_ready"
    title = Text(
        "Số kiểm kê đã quá hạn hoặc ghi là chưa sẵn sàng; vẫn điều động thì phải nêu lý do",
        "The count is too old or says not ready; to send all the same, give a reason",
    )
