"""Faults of indicators."""

from geoops.kit.context import LIVE
from geoops.kit.errors import Conflict, InputRefused, NotAllowed, NotFound
from geoops.kit.i18n import Text


class UnknownIndicator(NotFound):
    """No indicator has that code."""

    code = "unknown_indicator"
    title = Text("Không có chỉ số mang mã này", "No indicator has this code")


class HoldsNoValue(InputRefused):
    """A heading of the catalogue, which groups what follows and holds no value."""

    code = "holds_no_value"
    title = Text("Đây là đề mục, không có giá trị", "This is a heading, it holds no value")


class ListIsClosed(InputRefused):
    """A list of the decision that does not end in "…": nothing may be added to it."""

    code = "list_is_closed"
    title = Text(
        "Danh sách này đóng: quyết định không để “…” nên không thêm chỉ số thành phần được",
        "This list is closed: the decision leaves no “…” to add components to",
    )


class ComponentExists(Conflict):
    """A component of that name is in the list already, or waits to be decided."""

    code = "component_exists"
    title = Text(
        "Danh sách này đã có chỉ số thành phần mang tên đó (đang dùng hoặc chờ duyệt)",
        "This list has a component of that name already (in use or waiting)",
    )


class UnknownProposal(NotFound):
    """No proposal has that number."""

    code = "unknown_proposal"
    title = Text("Không có đề xuất mang số này", "No proposal has this number")


class DecidedAlready(Conflict):
    """A proposal that was approved or refused before."""

    code = "decided_already"
    title = Text("Đề xuất đã được quyết định", "The proposal was decided already")


class OwnProposal(NotAllowed):
    """Nobody approves what they proposed themselves."""

    code = "own_proposal"
    title = Text("Người đề xuất không tự phê duyệt được", "The proposer cannot decide their own proposal")


class NotAdditive(InputRefused):
    """A figure that must not be added up over places or time."""

    code = "not_additive"
    title = Text("Chỉ số này không cộng được", "This indicator cannot be added up")


class CatalogueIsLive(InputRefused):
    """The catalogue and its codes serve every space, so a drill or a replay does not write into them."""

    code = "catalogue_is_live"
    title = Text(
        "Danh mục dùng chung: chỉ đề xuất, duyệt hoặc đóng ở phần trực tiếp, không ở diễn tập hay phát lại",
        "The catalogue is shared by all spaces: propose, approve and close in the live space alone",
    )


def check_live(space: str) -> None:
    """Raises CatalogueIsLive outside the live space."""
    if space != LIVE:
        raise CatalogueIsLive
