"""The life of a dispatch: which action leads from which state to which, and where a reason is asked for."""

from dataclasses import dataclass
from typing import Final

from geoops.kit.i18n import Text

STATES: Final[dict[str, Text]] = {
    "requested": Text("Yêu cầu", "Requested"),
    "offered": Text("Đã đề xuất", "Offered"),
    "assigned": Text("Đã giao", "Assigned"),
    "on_the_way": Text("Đang đi", "On the way"),
    "on_the_scene": Text("Tại hiện trường", "On the scene"),
    "released": Text("Đang về", "Released"),
    "back": Text("Đã về", "Back"),
    "refused": Text("Từ chối", "Refused"),
    "cancelled": Text("Đã hủy", "Cancelled"),
}
HOLDS: Final = ("offered", "assigned", "on_the_way", "on_the_scene", "released")
"""In these states the units are taken: nobody else is given them."""
OPEN: Final = ("requested", *HOLDS)


@dataclass(frozen=True, slots=True)
class Action:
    """A step: `to` gives the state it leads to from each state it may be taken in.

    `reason_from` are the states from which the usual path is left, so that a reason is asked for. `takes_unit` says
    that it needs units to be named where the dispatch has none yet.
    """

    name: Text
    to: dict[str, str]
    reason_from: frozenset[str] = frozenset()
    takes_unit: bool = False


ACTIONS: Final[dict[str, Action]] = {
    "offer": Action(Text("Đề xuất", "Offer"), {"requested": "offered"}, takes_unit=True),
    "assign": Action(
        Text("Giao", "Assign"), {"requested": "assigned", "offered": "assigned"}, takes_unit=True
    ),
    "depart": Action(Text("Xuất phát", "Set out"), {"assigned": "on_the_way"}),
    "arrive": Action(
        Text("Đến nơi", "Arrive"),
        {"on_the_way": "on_the_scene", "assigned": "on_the_scene"},
        reason_from=frozenset({"assigned"}),
    ),
    "release": Action(
        Text("Cho rút", "Release"),
        {"on_the_scene": "released", "on_the_way": "released"},
        reason_from=frozenset({"on_the_way"}),
    ),
    "return": Action(
        Text("Đã về", "Back home"),
        {"released": "back", "on_the_scene": "back"},
        reason_from=frozenset({"on_the_scene"}),
    ),
    "withdraw": Action(
        Text("Rút đề xuất, chờ lại", "Withdraw, wait again"),
        {"offered": "requested", "assigned": "requested"},
        reason_from=frozenset({"offered", "assigned"}),
    ),
    "step_back": Action(
        Text("Lùi một bước", "One step back"),
        {"on_the_way": "assigned", "on_the_scene": "on_the_way", "released": "on_the_scene"},
        reason_from=frozenset({"on_the_way", "on_the_scene", "released"}),
    ),
    "refuse": Action(
        Text("Từ chối", "Refuse"),
        {"requested": "refused", "offered": "refused"},
        reason_from=frozenset({"requested", "offered"}),
    ),
    "cancel": Action(
        Text("Hủy", "Cancel"),
        {"requested": "cancelled", "offered": "cancelled", "assigned": "cancelled"},
        reason_from=frozenset({"requested", "offered", "assigned"}),
    ),
}


def next_actions(state: str) -> list[str]:
    """What may be done from a state, in the order of the definition."""
    return [name for name, action in ACTIONS.items() if state in action.to]
