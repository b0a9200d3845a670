"""The states of a report, and what leads from one to another. Pure: no database, no clock."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from geoops.indicators.reporting.errors import NoSuchStep, NotYourStep, ReasonNeeded
from geoops.indicators.reporting.rules import Step
from geoops.kit.i18n import Text

State = Literal["draft", "submitted", "returned", "approved", "locked", "reopened"]
Action = Literal["submit", "approve", "return", "lock", "reopen"]
ACTIONS: Final[tuple[Action, ...]] = ("submit", "approve", "return", "lock", "reopen")

EDITABLE: Final[frozenset[State]] = frozenset({"draft", "returned", "reopened"})
"""States in which figures may change."""

NAMES: Final[dict[State, Text]] = {
    "draft": Text("bản nháp", "draft"),
    "submitted": Text("đã nộp", "submitted"),
    "returned": Text("trả lại", "returned"),
    "approved": Text("đã duyệt", "approved"),
    "locked": Text("đã khóa", "locked"),
    "reopened": Text("mở lại", "reopened"),
}

_FROM: Final[dict[Action, frozenset[State]]] = {
    "submit": EDITABLE,
    "approve": frozenset({"submitted"}),
    "return": frozenset({"submitted", "approved"}),
    "lock": frozenset({"approved"}),
    "reopen": frozenset({"approved", "locked"}),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands: its state, how many steps of the chain it has passed, and who acted on it since it was
    last submitted."""

    state: State = "draft"
    passed: int = 0
    actors: frozenset[str] = frozenset()


def act(
    standing: Standing,
    action: Action,
    *,
    actor: str,
    roles: Collection[str],
    chain: Sequence[Step],
    reason: str | None,
) -> Standing:
    """Where the report stands after an action.

    A report goes up step by step, each step by another person than those before, the sender among them. Raises
    NoSuchStep from a state that the action does not start from, NotYourStep, and ReasonNeeded for a return or a
    reopening without a reason.
    """
    if standing.state not in _FROM[action]:
        raise NoSuchStep(
            Text(
                f"Báo cáo đang ở trạng thái “{NAMES[standing.state].vi}”, không làm được việc này",
                f"The report is {NAMES[standing.state].en}: this cannot be done",
            ),
            extra={"state": standing.state, "action": action},
        )
    if action in ("return", "reopen") and not reason:
        raise ReasonNeeded
    match action:
        case "submit":
            return Standing("submitted", 0, frozenset({actor}))
        case "approve":
            step = chain[standing.passed]
            if not step.roles & set(roles) or actor in standing.actors:
                raise NotYourStep(
                    Text(
                        f"Bước này của {step.name.vi}, do một người khác thực hiện",
                        f"This step is for: {step.name.en}, by somebody else than those before",
                    ),
                    extra={"step": step.code},
                )
            passed = standing.passed + 1
            state: State = "approved" if passed == len(chain) else "submitted"
            return Standing(state, passed, standing.actors | {actor})
        case "return":
            return Standing("returned", 0)
        case "lock":
            return replace(standing, state="locked")
        case "reopen":
            return Standing("reopened", 0)
